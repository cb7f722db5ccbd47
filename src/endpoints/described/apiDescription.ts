/** A value of an answer: a number, a word in any case, or a boolean. */
export type StateWord = string | number | boolean;

/**
 * How a JSON API of jobs is asked and read. A path into an answer has the names of properties joined by dots, and `[*]` for
 * each element of a list.
 */
export interface ApiDescription {
  /** Path and query of the status, below the endpoint's own address, with `{id}` where the job's id goes. */
  readonly status: string;
  /** By path, the values that a good answer has there. Any other is the error of the request, by its code an HTTP status. */
  readonly ok?: Readonly<Record<string, readonly StateWord[]>>;
  /** The path of the job's state. A word in none of the three lists is running, and shown as it is. */
  readonly state: string;
  readonly running?: readonly StateWord[];
  readonly succeeded: readonly StateWord[];
  readonly failed: readonly StateWord[];
  /** The path of the videos: addresses, or Base64. It or `content` is there. */
  readonly videos?: string;
  /** Path and query of the video itself, as `status`; fetched with the key. */
  readonly content?: string;
  /** The path of why a job failed: a text, or an object with `code` and `message`. */
  readonly error?: string;
  /** The path of what the safety filter kept back: a count, a boolean, reasons, or an object with them. */
  readonly filtered?: string;
  /** The path of when the service deletes the videos: ISO 8601, or seconds or ms since the epoch. */
  readonly expires?: string;
  /** The path of when the job was started, as `expires`. */
  readonly started?: string;
  readonly model?: string;
  readonly prompt?: string;
  /** The path of what the job cost, in `currency`, or in units of the service's own. */
  readonly cost?: string;
  readonly currency?: 'USD';
  /** The pattern of the whole of its ids: characters, classes and quantifiers, without groups. */
  readonly ids?: string;
}
