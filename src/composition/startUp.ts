import { endsWithin } from '../base/endsWithin';
import type { WallClock } from '../base/time';

/** Ports of a start: what it waits for, and what it begins. */
export interface StartUpSteps {
  /** Starts the simulator again if it ran when VS Code ended: its operations are still in the list. */
  resumeSimulator(): Promise<unknown>;
  openArchive(): Promise<void>;
  /** Deletes stored videos that no operation names, neither in the list nor in the archive. */
  sweepUnusedVideos(): Promise<void>;
  /** Resolves when it is known what the other windows need of the limits. */
  readOtherWindows(): Promise<void>;
  /** Starts polling and everything else that may send requests. */
  start(): void;
}

/** What a start needs of its surroundings. */
export interface StartUpContext {
  readonly clock: WallClock;
  /** Logs why a step failed. */
  readonly logFailure: (what: string, error: unknown) => void;
}

/** A step that is slower than this, such as one on a network folder, goes on beside those that follow it. */
export const START_UP_PATIENCE_MS = 1000;

/**
 * Takes the steps in their order, and starts polling whatever becomes of them: a step that fails is logged once and holds
 * nobody up.
 */
export async function startUp(steps: StartUpSteps, { clock, logFailure }: StartUpContext): Promise<void> {
  const attempt = async (work: () => Promise<unknown>, failure: string): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      logFailure(failure, error);
      return false;
    }
  };
  const attemptInTime = async (work: () => Promise<unknown>, failure: string): Promise<boolean> => {
    const attempted = attempt(work, failure);
    return (await endsWithin(START_UP_PATIENCE_MS, attempted, clock)) && attempted;
  };
  await attemptInTime(steps.resumeSimulator, 'The simulator could not be started again:');
  const isOpen = await attemptInTime(steps.openArchive, 'The archive could not be opened:');
  // Only the archive tells whether an unlisted video is unused. The sweep ends before polling starts, which adds videos.
  if (isOpen) await attempt(steps.sweepUnusedVideos, 'Unused videos could not be looked for:');
  await attemptInTime(steps.readOtherWindows, 'The other windows could not be looked at:');
  steps.start();
}
