import type { Endpoint } from '../../endpoints/endpoint';
import type { Operation, Source, TrackingDetails } from '../../operations/operation';
import type { Reference } from '../../references/reference';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { givenBy, type NamedOperation } from './namedOperation';
import type { LocatedOperations } from './referenceLocator';
import type { TextInterpreter } from './textInterpreter';

/** References to track, and how they came to us. */
interface TrackingRequest {
  readonly references: readonly Reference[];
  readonly source: Source;
  /** In place of the default endpoint, for names without an address. */
  readonly endpoint?: Endpoint | undefined;
  /** What is known beside the text, such as a start. */
  readonly given?: TrackingDetails;
}

/** The operations that are tracked now, and why others are not. */
interface TrackedReferences {
  readonly operations: readonly Operation[];
  readonly leftOut: readonly string[];
}

/**
 * Tracks references without asking the person anything: what may be at several endpoints is taken to be at the default one,
 * or else left out.
 */
export class ReferenceTracking {
  constructor(
    readonly interpreter: TextInterpreter,
    readonly store: OperationStore,
    readonly endpoints: EndpointList,
  ) {}

  /** Tracks what references name, in one change: they are listed in the given order, however each came to us. */
  async track(...requests: readonly TrackingRequest[]): Promise<TrackedReferences> {
    await this.interpreter.prepare();
    const located = requests.map(({ references, source, endpoint, given }) => {
      const { operations, leftOut } = this.located(references, endpoint);
      return {
        found: operations.map((id) => ({ id, given: { ...givenBy(id, source), ...given } })),
        leftOut,
      };
    });
    return {
      operations: this.store.trackAll(located.flatMap(({ found }) => found)),
      leftOut: located.flatMap(({ leftOut }) => leftOut),
    };
  }

  /** Which operations references name, without tracking them. Call `interpreter.prepare` first. */
  located(references: readonly Reference[], endpoint?: Endpoint): LocatedOperations {
    const { locator } = this.interpreter;
    return locator.settled(locator.locateAll(references, endpoint));
  }

  /** The listed operation that a reference names; undefined while it is not tracked. */
  operationOf(reference: Reference): Operation | undefined {
    const named: NamedOperation | undefined = this.located([reference]).operations[0];
    return named && this.store.get(named);
  }
}
