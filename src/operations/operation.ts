import { defined } from '../base/defined';
import type { Job } from './job';
import { modelOf } from './name';
import type { Problem } from './problem';

/** Identifies one operation: the id of its endpoint, and the name that the API gave it, unchanged. */
export interface OperationId {
  readonly endpoint: string;
  /** `models/{model}/operations/{id}` or `video_…` */
  readonly name: string;
}

/** One finished sample of an operation. */
export interface Video {
  /** Where the API offers it, or where we keep it if it came inside an answer. */
  readonly uri: string;
  /** The segment after `files/` of a Gemini file URI, or the `video_…` id. */
  readonly videoId?: string;
  readonly mimeType?: string;
  /** Where we keep the only copy of a video that came inside an answer: a URI that we made, never one of a server. */
  readonly kept?: string;
  /** Where it is saved in a folder of the person: a path, or a URI if the file system has no paths. */
  readonly file?: string;
  /** The SHA-256 of the saved file in hexadecimal, if no sidecar file has it. */
  readonly sha256?: string;
  /** ISO 8601 UTC: when the server deletes it, as the API reported or as we estimate. */
  readonly expiresAt?: string;
  /** The server no longer has it, as an answer to a request said. */
  readonly gone?: true;
  /** ISO 8601 UTC: when the API itself said so. Absent if a release up to 0.3.0 noted it, which believed any answer. */
  readonly goneAt?: string;
}

/** A finished sample that came inside the answer. It is too large for the list. */
export interface InlineVideo {
  /** May be a `data:` address; in pieces, or as one text. */
  readonly base64: Iterable<string> | AsyncIterable<string>;
  readonly mimeType?: string;
}

/** What a job cost, as the API told. `currency` is absent where it counts in credits of its own, or does not say. */
export interface Cost {
  readonly amount: number;
  readonly currency?: 'USD';
}

/** Where an operation is asked about and what came of it, as a start answer told and no later answer repeats. */
export interface StartHints {
  /** The path and query at the endpoint's own origin at which the API said that its status is. */
  readonly statusPath?: string;
  /** The address of the video, which Google's Interactions give with the start only. */
  readonly videoUri?: string;
}

/** Why an operation failed (google.rpc.Status). */
export interface OperationError {
  readonly code: number | string;
  readonly status?: string;
  readonly message: string;
}

/** When a job was started, as the API reported: the same time in all answers (ISO 8601 UTC), or several, of which we believe none. */
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

/** Where a label comes from: a person gave it, or it stood beside the name in a pasted text. */
type LabelOrigin = 'person' | 'text';

/** What is known of an operation when it is tracked, beside its name. */
export interface TrackingDetails extends StartHints, Pick<Job, 'seconds' | 'size'> {
  /** As a pasted answer tells it, where the name does not. */
  readonly model?: string;
  /** At most {@link LABEL_LENGTH} characters. */
  readonly label?: string;
  /** `person` if absent. */
  readonly labelOrigin?: LabelOrigin;
  /** At most {@link PROMPT_LENGTH} characters. */
  readonly prompt?: string;
  readonly source?: Source;
  /** ISO 8601 UTC: when it was started, as the person said, or when a program printed its name. */
  readonly startedAt?: string;
  /** Of a name that a program printed right after the start: the start was at most so many seconds before `startedAt`. */
  readonly startedWithin?: number;
  /** The text did not name the endpoint, so it is the default one. */
  readonly endpointAssumed?: true;
}

/** In characters, as is `PROMPT_LENGTH`. */
export const LABEL_LENGTH = 100;
export const PROMPT_LENGTH = 500;

interface Tracked extends OperationId, StartHints {
  readonly model?: string;
  /** What a person calls it, or a text that stood beside its name. */
  readonly label?: string;
  /** `person` if absent. */
  readonly labelOrigin?: LabelOrigin;
  /** From the API or the pasted text, whichever gave it first. */
  readonly prompt?: string;
  readonly source?: Source;
  /** The text did not name the endpoint, and the endpoint has not answered for this operation yet. */
  readonly endpointAssumed?: true;
  /** Its number among those tracked within the same minute: 2 for the second, absent for the first. */
  readonly number?: number;
  /** ISO 8601 UTC: when it was first tracked. */
  readonly trackedAt: string;
  /** ISO 8601 UTC: when the job was started, as a person or the API said or a program's output told; absent if none did. */
  readonly startedAt?: string;
  /** Seconds: the start was at most so long before `startedAt`, which is when a program printed the name. */
  readonly startedWithin?: number;
  /** What the API reported of the start, believed or not. Absent if a person gave it, or if nobody said anything. */
  readonly startTold?: StartTold;
  /** Length of the video in seconds, as the first answer that has it tells. */
  readonly seconds?: number;
  /** Width and height of the video in pixels, e.g. `1280x720`, as the first answer that has it tells. */
  readonly size?: string;
  /** What the job cost, as the latest answer that has it tells. */
  readonly cost?: Cost;
  /** ISO 8601 UTC: when the API last answered. */
  readonly checkedAt?: string;
  readonly problem?: Problem;
}

interface Ended extends Tracked {
  /** ISO 8601 UTC: when it was first seen ended. */
  readonly finishedAt: string;
  /**
   * Seconds between the last answer `running` and `finishedAt`. Absent if there was none, and if the operation is
   * `missing`.
   */
  readonly endedWithin?: number;
  /** ISO 8601 UTC: when the person looked at the result. */
  readonly seenAt?: string;
}

/** How often in a row the API answered that it knows no such operation, and since when (ISO 8601 UTC). */
export interface Denials {
  readonly times: number;
  readonly since: string;
}

/** An undocumented status, in the API's own word, and since when (ISO 8601 UTC) the answers have it. */
interface UnknownStatus {
  readonly word: string;
  readonly since: string;
}

/** The API has not said that the operation ended. */
export interface RunningOperation extends Tracked {
  readonly state: 'running';
  readonly videos: readonly [];
  readonly denials?: Denials;
  readonly unknownStatus?: UnknownStatus;
  /** ISO 8601 UTC: when a person unfollowed it. Since then it is polled on request only. */
  readonly unfollowedAt?: string;
}

/** What the safety filter blocked, as the API reported. */
export interface Filtering {
  readonly filterReasons?: readonly string[];
  /** How many samples it blocked. */
  readonly filteredCount?: number;
}

/** Ended with at least one video; the safety filter may have blocked others. */
export interface SucceededOperation extends Ended, Filtering {
  readonly state: 'succeeded';
  readonly videos: readonly [Video, ...Video[]];
  /** ISO 8601 UTC: when the person was warned that the server will soon delete a video. */
  readonly warnedAt?: string;
}

/** Ended without a video: the safety filter blocked all of them. */
export interface FilteredOperation extends Ended, Filtering {
  readonly state: 'filtered';
  readonly videos: readonly [];
}

/** Ended with an error. */
interface FailedOperation extends Ended {
  readonly state: 'failed';
  readonly videos: readonly [];
  readonly error: OperationError;
}

/** The API answered repeatedly that it knows no such operation. That it ended is our conclusion. */
export interface MissingOperation extends Ended {
  readonly state: 'missing';
  readonly videos: readonly [];
}

export type EndedOperation = SucceededOperation | FilteredOperation | FailedOperation | MissingOperation;
export type Operation = RunningOperation | EndedOperation;
export type OperationState = Operation['state'];

/** What an API answers of an operation. `V`: a video as the list has it, or one that still has to be saved. */
export type Answer<V = Video> =
  /** `word`: the status of the API if it is undocumented. */
  (
    | { readonly kind: 'running'; readonly word?: string }
    | ({ readonly kind: 'succeeded'; readonly videos: readonly [V, ...V[]] } & Filtering)
    | ({ readonly kind: 'filtered' } & Filtering)
    | { readonly kind: 'failed'; readonly error: OperationError }
  ) & {
    readonly model?: string;
    readonly job?: Job;
    readonly cost?: Cost;
    /** ms that the service keeps its videos, where it is known to keep them for another time than Google does. */
    readonly lifetime?: number;
    /** ms by which the clock that told the times of the job is ahead of ours; absent where that is not known. */
    readonly clockAhead?: number;
    /** ms for which the server asks that the operation is not polled, while it runs. */
    readonly pollAfter?: number;
  };

/** The outcome of a status request: an answer, or the problem that prevented it. */
export type Report = Answer | { readonly kind: 'problem'; readonly problem: Omit<Problem, 'since'> };

/** The key of an operation in maps. */
export function operationKey(id: OperationId): string {
  return `${id.endpoint} ${id.name}`;
}

/**
 * A newly tracked operation; it runs until an answer says otherwise.
 *
 * @param now ms since the epoch
 */
export function newOperation(id: OperationId, details: TrackingDetails, now: number): RunningOperation {
  return {
    endpoint: id.endpoint,
    name: id.name,
    ...defined({ model: modelOf(id.name) }),
    ...details,
    trackedAt: new Date(now).toISOString(),
    state: 'running',
    videos: [],
  };
}

/** Whether the operation has ended, because the API said so or because we concluded that it is missing. */
export function hasEnded(operation: Operation): operation is EndedOperation {
  return operation.state !== 'running';
}

/** Whether the operation has ended and no person has looked at the result yet. */
export function isUnseen(operation: Operation): operation is EndedOperation {
  return hasEnded(operation) && operation.seenAt === undefined;
}

/** Whether the API said that the operation ended, which we do not poll again. `missing` is only our conclusion. */
export function isFinal({ state }: Operation): boolean {
  return state !== 'running' && state !== 'missing';
}
