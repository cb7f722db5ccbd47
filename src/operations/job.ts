/** What an API may tell of the job behind an operation. */
export interface Job {
  /** ISO 8601: when it was started, or when it was asked about; see `start.ts`. */
  readonly startedAt?: string;
  /** ISO 8601: when it was completed. */
  readonly completedAt?: string;
  /** Length of the video, in seconds. */
  readonly seconds?: number;
  /** Width and height of the video in pixels, e.g. `1280x720`. */
  readonly size?: string;
  /** What the video was asked to show; at most `PROMPT_LENGTH` characters. */
  readonly prompt?: string;
}

const LONGEST_VIDEO = 3600;
const SIZE = /^\d{2,5}x\d{2,5}$/;

/** Whether a video can be so many seconds long. */
export function isVideoLength(seconds: number): boolean {
  return seconds > 0 && seconds <= LONGEST_VIDEO;
}

/** Whether a text has the form of a video's size. */
export function isVideoSize(size: string): boolean {
  return SIZE.test(size);
}

/** A job of what was told; undefined when that is nothing. */
export function jobOf(told: { readonly [K in keyof Job]?: Job[K] | undefined }): Job | undefined {
  const { startedAt, completedAt, seconds, size, prompt } = told;
  if ([startedAt, completedAt, seconds, size, prompt].every((one) => one === undefined)) return undefined;
  return {
    ...(startedAt !== undefined && { startedAt }),
    ...(completedAt !== undefined && { completedAt }),
    ...(seconds !== undefined && { seconds }),
    ...(size !== undefined && { size }),
    ...(prompt !== undefined && { prompt }),
  };
}
