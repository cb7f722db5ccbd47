import type { Job } from './job';
import { modelOf } from './name';
import type { Problem } from './problem';

/** What names one operation: the id of its endpoint and the name the API gave it, exactly as given. */
export interface OperationId {
  readonly endpoint: string;
  /** `models/{model}/operations/{id}` or `video_…` */
  readonly name: string;
}

/** One finished sample. */
export interface Video {
  /** Where the API offers it; of one that came inside an answer, where it is kept. */
  readonly uri: string;
  /** The segment after `files/` of a Gemini file URI, or the `video_…` id. */
  readonly videoId?: string;
  readonly mimeType?: string;
  /** Where we keep the only copy of one that came inside an answer: a URI of our own making, which no server tells. */
  readonly kept?: string;
  /** Where it was saved: a path, or the URI of a file system that has no paths. */
  readonly file?: string;
  /** Hexadecimal: the SHA-256 of what was saved there, where no note beside the file tells it. */
  readonly sha256?: string;
  /** ISO 8601 UTC: when the server deletes it, as it told or as we estimate. */
  readonly expiresAt?: string;
  /** The server was asked for it and no longer has it. */
  readonly gone?: true;
  /** ISO 8601 UTC: when the API itself said so; absent in what releases up to 0.3.0 noted on anybody's word. */
  readonly goneAt?: string;
}

/** A finished sample that came inside the answer: too large to be kept in the list. */
export interface InlineVideo {
  /** Also as a `data:` address; in pieces, or one text. */
  readonly base64: Iterable<string>;
  readonly mimeType?: string;
}

/** Why an operation failed: google.rpc.Status. */
export interface OperationError {
  readonly code: number | string;
  readonly status?: string;
  readonly message: string;
}

/** When the API said that a job was started: one time in all answers (ISO 8601 UTC), or several, none to be believed. */
export type StartTold = { readonly kind: 'one'; readonly at: string } | { readonly kind: 'several' };

/** How an operation came into the list. */
export const SOURCES = [
  'pasted',
  'terminal',
  'editor',
  'notebook',
  'debug',
  'task',
  'link',
  'api',
  'started',
  'agent',
] as const;
export type Source = (typeof SOURCES)[number];

/** Whose word a label is: the person's own, or a text that stood beside the name where it was pasted. */
export type LabelOrigin = 'person' | 'text';

/** What is told of an operation when it is tracked, beside its name. */
export interface TrackingDetails {
  /** At most {@link LABEL_LENGTH} characters. */
  readonly label?: string;
  /** Absent: the person's. */
  readonly labelOrigin?: LabelOrigin;
  /** At most {@link PROMPT_LENGTH} characters. */
  readonly prompt?: string;
  readonly source?: Source;
  /** ISO 8601 UTC: when the person says that it was started. */
  readonly startedAt?: string;
  /** Nobody told the endpoint, so the default one was taken. */
  readonly endpointAssumed?: true;
}

/** Characters. */
export const LABEL_LENGTH = 100;
export const PROMPT_LENGTH = 500;

interface Tracked extends OperationId {
  readonly model?: string;
  /** What the person calls it, or what stood beside its name. */
  readonly label?: string;
  /** Absent: the person's. */
  readonly labelOrigin?: LabelOrigin;
  /** What the video was asked to show, as the API or the pasted text told first. */
  readonly prompt?: string;
  readonly source?: Source;
  /** Nobody told the endpoint, and it has not answered for this operation yet. */
  readonly endpointAssumed?: true;
  /** Of those that were tracked within the same minute: 2 for the second. Absent of the first. */
  readonly number?: number;
  /** ISO 8601 UTC: first tracked. */
  readonly trackedAt: string;
  /** ISO 8601 UTC: when the job was started, as the person or the API told; absent when only `trackedAt` is known. */
  readonly startedAt?: string;
  /** What `startedAt` is believed or not for; absent when it is the person's word, or nobody told. */
  readonly startTold?: StartTold;
  /** Length of the video in seconds, as the API told first. */
  readonly seconds?: number;
  /** Width and height of the video in pixels, e.g. `1280x720`, as the API told first. */
  readonly size?: string;
  /** ISO 8601 UTC: last answered by the API. */
  readonly checkedAt?: string;
  readonly problem?: Problem;
}

interface Ended extends Tracked {
  /** ISO 8601 UTC: first seen ended. */
  readonly finishedAt: string;
  /**
   * Seconds between the last answer that it still ran and `finishedAt`; absent when no answer had shown it running, and
   * of one that is `missing`.
   */
  readonly endedWithin?: number;
  /** ISO 8601 UTC: when the person looked at the result. */
  readonly seenAt?: string;
}

/** How often in a row, and since when (ISO 8601 UTC), the API said it knows no such operation. */
export interface Denials {
  readonly times: number;
  readonly since: string;
}

/** A status that nobody documented, in the API's own word, and since when (ISO 8601 UTC) it is told. */
export interface UnknownStatus {
  readonly word: string;
  readonly since: string;
}

/** The API has not said that it ended. */
export interface RunningOperation extends Tracked {
  readonly state: 'running';
  readonly videos: readonly [];
  readonly denials?: Denials;
  readonly unknownStatus?: UnknownStatus;
  /** ISO 8601 UTC: when the person stopped following it; from then on it is polled on request only. */
  readonly unfollowedAt?: string;
}

/** What the safety filter kept back, as the API told. */
export interface Filtering {
  readonly filterReasons?: readonly string[];
  /** Samples. */
  readonly filteredCount?: number;
}

/** Ended with at least one video; the safety filter may have kept others back. */
export interface SucceededOperation extends Ended, Filtering {
  readonly state: 'succeeded';
  readonly videos: readonly [Video, ...Video[]];
  /** ISO 8601 UTC: when the person was told that a video will soon be deleted. */
  readonly warnedAt?: string;
}

/** Ended without a video: the safety filter took all of them. */
export interface FilteredOperation extends Ended, Filtering {
  readonly state: 'filtered';
  readonly videos: readonly [];
}

/** Ended with an error. */
export interface FailedOperation extends Ended {
  readonly state: 'failed';
  readonly videos: readonly [];
  readonly error: OperationError;
}

/** The API said repeatedly that it knows no such operation. Our conclusion, not the API's word. */
export interface MissingOperation extends Ended {
  readonly state: 'missing';
  readonly videos: readonly [];
}

export type EndedOperation = SucceededOperation | FilteredOperation | FailedOperation | MissingOperation;
export type Operation = RunningOperation | EndedOperation;
export type OperationState = Operation['state'];

/** What the API says of an operation. `V`: a video as it is listed, or one that is yet to be saved. */
export type Answer<V = Video> =
  /** `word`: the API's status where nobody documented it. */
  (
    | { readonly kind: 'running'; readonly word?: string }
    | ({ readonly kind: 'succeeded'; readonly videos: readonly [V, ...V[]] } & Filtering)
    | ({ readonly kind: 'filtered' } & Filtering)
    | { readonly kind: 'failed'; readonly error: OperationError }
  ) & {
    /** The model, where the answer tells. */
    readonly model?: string;
    readonly job?: Job;
  };

/** What came of asking: an answer, or the problem that stood in its way. */
export type Report = Answer | { readonly kind: 'problem'; readonly problem: Omit<Problem, 'since'> };

/** The key under which one operation is kept, the same for every object that names it. */
export function operationKey(id: OperationId): string {
  return `${id.endpoint} ${id.name}`;
}

/**
 * A newly tracked operation; it runs until an answer says otherwise.
 *
 * @param now ms since the epoch
 * @param number see {@link Operation}
 */
export function newOperation(
  id: OperationId,
  given: TrackingDetails,
  now: number,
  number = 1,
): RunningOperation {
  const model = modelOf(id.name);
  const { startedAt, ...told } = given;
  return {
    endpoint: id.endpoint,
    name: id.name,
    ...(model !== undefined && { model }),
    ...told,
    ...(number > 1 && { number }),
    trackedAt: new Date(now).toISOString(),
    ...(startedAt !== undefined && { startedAt }),
    state: 'running',
    videos: [],
  };
}

/** Whether the operation has ended, by the API's word or by our conclusion that it is gone. */
export function hasEnded(operation: Operation): operation is EndedOperation {
  return operation.state !== 'running';
}

/** Whether the operation has ended and the person has not looked at the result yet. */
export function isUnseen(operation: Operation): operation is EndedOperation {
  return hasEnded(operation) && operation.seenAt === undefined;
}

/** Whether the operation has ended by the API's word. That one is missing is only our conclusion. */
export function isFinal({ state }: Operation): boolean {
  return state !== 'running' && state !== 'missing';
}
