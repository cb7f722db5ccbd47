import type { IncomingHttpHeaders } from 'node:http';
import { percentDecoded } from '../base/percentDecoded';
import type { SeenRequest } from './requestLog';

/** The headers in which one service or another takes a key. */
const KEY_HEADERS = ['authorization', 'x-api-key', 'x-goog-api-key', 'api-key', 'proxy-authorization'];

/** Whether a request has a header that carries keys, whatever is in it. */
export function hasKeyHeader(headers: IncomingHttpHeaders): boolean {
  return KEY_HEADERS.some((name) => headers[name] !== undefined);
}

/** Which of the simulator's origins ever got a key, in any request since its start. */
export class KeySightings {
  private readonly seenAt = new Set<string>();

  /** @param key the key of the simulator, which is sought wherever it may be; undefined if it needs none */
  constructor(private readonly key: string | undefined) {}

  get origins(): readonly string[] {
    return [...this.seenAt];
  }

  record(request: SeenRequest): void {
    const { path, headers, origin } = request;
    if (hasKeyHeader(headers) || this.isIn(path) || this.isIn(JSON.stringify(headers))) {
      this.seenAt.add(origin);
    }
  }

  /** Records the body of a request, since a key may be sent in it. */
  recordBody(body: Buffer, origin: string): void {
    if (this.key !== undefined && body.includes(this.key)) this.seenAt.add(origin);
  }

  private isIn(text: string): boolean {
    if (this.key === undefined) return false;
    return text.includes(this.key) || (percentDecoded(text) ?? '').includes(this.key);
  }
}
