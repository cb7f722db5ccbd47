import type { IncomingHttpHeaders } from 'node:http';
import type { ErrorForm } from './errorReplies';
import type { Reply } from './reply';

/** What every contract shares: the simulator it runs in. */
export interface Surroundings {
  /** The simulator's own address, without a slash at its end. */
  readonly url: string;
  /** Absolute path of the video that every success yields. */
  readonly sampleVideo: string;
  /** Milliseconds since 1970. */
  now(): number;
  nextSerial(): number;
}

/** One request that reached its route. */
export interface Call {
  /** The named groups of the route's path. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly surroundings: Surroundings;
}

/** One kind of request. The path of a `status` route names the group `operation`: faults are scripted by it. */
export interface Route {
  readonly step: 'start' | 'status' | 'metadata' | 'download';
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly answer: (call: Call) => Reply | Promise<Reply>;
}

/** One video API, as a table of routes. Each has a file of its own and is listed in `answering.ts`. */
export interface Contract {
  readonly routes: readonly Route[];
  /** The key a request brings, empty without one. */
  readonly keyOf: (headers: IncomingHttpHeaders) => string;
  /** Whose errors this path answers with. */
  readonly formOf: (path: string) => ErrorForm;
}
