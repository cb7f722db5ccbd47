import type { ErrorForm } from '../errorReplies';
import type { Reply } from '../reply';
import type { SimulatedOutcome } from '../simulatedOperation';
import type { IdForm } from './idForms';

/** The services whose form of a video API the simulator speaks. */
export const DIALECT_IDS = [
  'openrouter',
  'ofox',
  'newapi',
  'comet',
  'bifrost',
  'apiyi',
  'polo',
  'together',
  'qiniu',
  'aiml',
  'kie',
] as const;
export type DialectId = (typeof DIALECT_IDS)[number];

/** How one service speaks: where, with which ids and words, and what it answers. */
export interface Dialect {
  readonly id: DialectId;
  /** What stands for the service's own address, below that of the simulator; the paths below come after it. */
  readonly root: string;
  readonly paths: DialectPaths;
  /** How it takes its key. `any`: with or without the word "Bearer". */
  readonly auth: 'bearer' | 'bare' | 'any';
  readonly errors: ErrorForm;
  readonly ids: IdForm;
  /** Told of each job, since its id has no room for another. */
  readonly model: string;
  /** ms from the end of a job until its video is deleted. */
  readonly lifetime: number;
  /** Words of the status before the end, each for an equal part of the time. */
  readonly runningWords: readonly [string, ...string[]];
  /** HTTP status of a good start; 200 if absent. */
  readonly startStatus?: number;
  readonly startAnswer: (job: DialectJob) => object;
  readonly statusAnswer: (job: DialectJob) => object;
  /** 404 in the service's form of errors if absent. */
  readonly unknownJob?: () => Reply;
  /** The answer of the content route after a success; the video if absent. */
  readonly contentAnswer?: (job: DialectJob) => object;
  /** HTTP status of the content route for a filtered job; 400 if absent. */
  readonly filteredContentStatus?: number;
}

/** In a path or a query, `{id}` stands for the id. */
interface DialectPaths {
  readonly start: string;
  readonly status: string;
  /** Where the service itself gives the video; absent where only its addresses do. */
  readonly content?: string;
}

/** A job as an answer tells it. */
export interface DialectJob {
  readonly id: string;
  readonly model: string;
  readonly state: JobState;
  /** What the start asked for, whether it has come or not. */
  readonly outcome: SimulatedOutcome;
  /** 0 to 100. */
  readonly progress: number;
  /** ms since the epoch. */
  readonly startedAt: number;
  /** ms since the epoch; in the future as long as the job runs. */
  readonly endsAt: number;
  readonly expiresAt: number;
  /** The path of its status, absolute. */
  readonly statusPath: string;
  /** The whole addresses of its status and of its content at the service. */
  readonly statusUrl: string;
  readonly contentUrl: string;
  /** Signed addresses at a host that is not the service's: valid until the videos are deleted, and refused with a key. */
  readonly signedUrls: readonly string[];
  /** The video itself in Base64, where the start asked for it with `[inline]`. */
  readonly base64: string | undefined;
}

export type JobState =
  | { readonly kind: 'running'; readonly word: string }
  | { readonly kind: 'ended'; readonly outcome: SimulatedOutcome };

/** What a service says of a job that failed or was filtered. */
export function failureMessage({ outcome }: DialectJob): string {
  if (outcome.kind === 'filtered')
    return outcome.reasons === 'given' ? FILTER_REASON : 'No video was generated.';
  return outcome.kind === 'failed'
    ? 'The provider failed to generate the video.'
    : `The job is ${outcome.kind}.`;
}

/** Google's words for what its filter kept back (ai.google.dev/gemini-api/docs/video). */
export const FILTER_REASON =
  'The video could not be created because it may go against the usage guidelines. Support codes: 42237218';

/** Unix time in whole seconds. */
export function unixSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}
