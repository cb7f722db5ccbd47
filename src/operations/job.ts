import { defined } from '../base/defined';

/** What an answer may tell of the job behind an operation. */
export interface Job {
  /** ISO 8601: when it was started or, at some gateways, the time of the request: see `startAfter`. */
  readonly startedAt?: string;
  /** ISO 8601: when it was completed. */
  readonly completedAt?: string;
  /** Length of the video, in seconds. */
  readonly seconds?: number;
  /** Width and height of the video in pixels, e.g. `1280x720`. */
  readonly size?: string;
  /** At most `PROMPT_LENGTH` characters. */
  readonly prompt?: string;
}

const LONGEST_VIDEO_S = 3600;
/** The form of a video's size, e.g. `1280x720`. */
export const VIDEO_SIZE = /^\d{2,5}x\d{2,5}$/;

/** Whether a video may be so many seconds long. */
export function isVideoLength(seconds: number): boolean {
  return seconds > 0 && seconds <= LONGEST_VIDEO_S;
}

/** The job that an answer tells of; undefined if it tells nothing. */
export function jobOf(fields: { readonly [K in keyof Job]: Job[K] | undefined }): Job | undefined {
  const job: Job = defined(fields);
  return Object.keys(job).length > 0 ? job : undefined;
}
