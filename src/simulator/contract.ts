import type { IncomingHttpHeaders } from 'node:http';
import type { ErrorForm } from './errorReplies';
import type { Reply } from './reply';

/** What a gateway allows a key. */
export interface KeyLimits {
  readonly requestsPerMinute: number;
  /** Requests at the same time; told, but not kept by the simulator. */
  readonly parallel: number;
}

/** What every contract shares: the simulator it runs in. */
export interface Surroundings {
  /** The simulator's own address, without a slash at its end. */
  readonly url: string;
  /** Absolute path of the video that every success yields. */
  readonly sampleVideo: string;
  /** Where contract A sends downloads, without a slash at its end; `undefined` = they are answered here. */
  readonly fileHost: string | undefined;
  /** What `/key/info` tells; `undefined` = that there are none. */
  readonly limits: KeyLimits | undefined;
  /** Milliseconds since 1970. */
  now(): number;
  nextSerial(): number;
}

/** One request that reached its route. */
export interface Call {
  /** The named groups of the route's path, percent-decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  /** As it arrived, for it may hold an image. */
  readonly body: Buffer;
  readonly surroundings: Surroundings;
}

/** What a request is for: a step of an operation from its start to its video, or what the key is allowed and may use. */
export type Step = 'start' | 'status' | 'metadata' | 'download' | 'keyInfo' | 'models';

/**
 * One kind of request. Faults are scripted by the group `operation` of the path: the operation's name, or its last
 * segment where the path does not tell more, or nothing where there is no operation yet.
 */
export interface Route {
  readonly step: Step;
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
