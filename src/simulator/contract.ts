import type { IncomingHttpHeaders } from 'node:http';
import type { ErrorForm } from './errorReplies';
import type { Reply } from './reply';

/** The limits of a key at a gateway. */
export interface SimulatedKeyLimits {
  readonly requestsPerMinute: number;
  /** Requests at the same time. The simulator tells this limit, but does not enforce it. */
  readonly parallel: number;
}

/** What all contracts share: the address, the sample video, the clock. */
export interface Backend {
  /** The simulator's own address, without a slash at its end. */
  readonly url: string;
  /** Absolute path of the video of every succeeded operation. */
  readonly sampleVideo: string;
  /** Where contract A redirects downloads, without a slash at its end; undefined if the simulator answers them. */
  readonly fileHost: string | undefined;
  /** The limits in the answer of `/key/info`. */
  readonly limits: SimulatedKeyLimits | undefined;
  /** ms since the epoch. */
  now(): number;
  nextSerial(): number;
  /** The address of the host of signed addresses, which is started when it is first needed. */
  signedHost(): Promise<string>;
}

/** A request that reached its route. */
export interface Call {
  /** The named groups of the route's path, percent-decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** As bytes, since it may hold an image. */
  readonly body: Buffer;
  readonly backend: Backend;
}

/** The purpose of a request: a step of an operation from its start to its video, or the limits and models of the key. */
export type Step = 'start' | 'status' | 'cancel' | 'metadata' | 'download' | 'keyInfo' | 'models';

/**
 * One kind of request. The group `operation` of the path selects scripted faults: it is the operation's name, or the last
 * segment of it if the path has no more; it is missing before the operation exists, and where only the body has it. Where
 * the query names the operation, `operationIn` is the parameter.
 */
export interface Route {
  readonly step: Step;
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly operationIn?: string;
  readonly answer: (call: Call) => Reply | Promise<Reply>;
}

/** One video API as a table of routes. Each has a file of its own, and `contracts.ts` lists them. */
export interface Contract {
  readonly routes: readonly Route[];
  /** The key of a request, empty without one. Absent where addresses are signed, which refuse each request with a key. */
  readonly keyOf?: (headers: IncomingHttpHeaders) => string;
  /** The form of the errors of a path. */
  readonly formOf: (path: string) => ErrorForm;
}

/** The key of a request that sends it in `Authorization` without a word before it, empty without one. */
export function bareKey({ authorization = '' }: IncomingHttpHeaders): string {
  return authorization;
}

/** The key of a request that sends it as a bearer token, empty without one. */
export function bearerKey({ authorization = '' }: IncomingHttpHeaders): string {
  return /^Bearer (.*)$/i.exec(authorization)?.[1] ?? '';
}
