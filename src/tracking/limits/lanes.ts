import { type Endpoint, originOf } from '../../endpoints/endpoint';
import type { OperationId } from '../../operations/operation';
import type { Random } from '../schedule/pollSchedule';
import { Lane } from './lane';

/** The ways to all endpoints, one for each origin. */
export class Lanes {
  private readonly lanes = new Map<string, Lane>();

  /** @param endpoint asked anew each time, for endpoints come, go and move */
  constructor(
    private readonly endpoint: (id: string) => Endpoint | undefined,
    private readonly random: Random,
  ) {}

  /** The way to the endpoint of an operation, if there is such an endpoint. */
  of({ endpoint: id }: OperationId): Lane | undefined {
    const endpoint = this.endpoint(id);
    if (!endpoint) return undefined;
    const origin = originOf(endpoint);
    const lane = this.lanes.get(origin) ?? new Lane(this.random);
    this.lanes.set(origin, lane);
    return lane;
  }

  /** The way to an origin, if anything has been asked there. */
  at(origin: string): Lane | undefined {
    return this.lanes.get(origin);
  }
}
