import type { Endpoint, Endpoints } from '../../src/endpoints/endpoint';

/** Endpoints that a test adds, moves and removes. */
export class EndpointMap extends Map<string, Endpoint> implements Endpoints {
  constructor(...endpoints: readonly Endpoint[]) {
    super(endpoints.map((endpoint) => [endpoint.id, endpoint]));
  }

  byId(id: string): Endpoint | undefined {
    return this.get(id);
  }
}
