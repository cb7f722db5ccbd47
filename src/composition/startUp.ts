import { endsWithin } from '../base/endsWithin';
import type { WallClock } from '../base/time';
import type { Log } from '../ui/log';

/** Ports of a start, in the order in which they are called. */
interface StartUpParts {
  /** `resume` starts the simulator if it ran when VS Code ended, since its operations are still in the list. */
  readonly simulator: { resume(): Promise<void> };
  readonly store: { openArchive(): Promise<void> };
  /** Deletes stored videos that no operation names, neither in the list nor in the archive. */
  sweepUnusedVideos(): Promise<void>;
  /** `ready` resolves once it is known what the other windows use of the limits. */
  readonly limits: { ready(): Promise<void> };
  /** Starts polling and everything else that may send requests. */
  start(): void;
  readonly clock: WallClock;
  readonly log: Pick<Log, 'error'>;
}

/** The next step does not wait for a slower one, such as one on a network folder. */
export const STEP_TIMEOUT_MS = 1000;
/** Operations of the simulator show a problem if polling starts before it, so it gets longer. */
export const SIMULATOR_TIMEOUT_MS = 10_000;

/**
 * Runs the steps in their order, and starts polling in any case. A step that fails is logged once, and the next ones run
 * all the same.
 */
export async function startUp(parts: StartUpParts): Promise<void> {
  const { simulator, store, limits, clock, log } = parts;
  const attempt = async (work: () => Promise<unknown>, failure: string): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      log.error(failure, error);
      return false;
    }
  };
  const attemptInTime = async (
    work: () => Promise<unknown>,
    failure: string,
    timeoutMs = STEP_TIMEOUT_MS,
  ): Promise<boolean> => {
    const attempted = attempt(work, failure);
    return (await endsWithin(timeoutMs, attempted, clock)) && attempted;
  };
  const simulatorFailure = 'The simulator could not be started again:';
  await attemptInTime(() => simulator.resume(), simulatorFailure, SIMULATOR_TIMEOUT_MS);
  const isOpen = await attemptInTime(() => store.openArchive(), 'The archive could not be opened:');
  // Only the archive knows whether an unlisted video is unused. Polling starts after the sweep, since it adds videos.
  if (isOpen) await attempt(() => parts.sweepUnusedVideos(), 'Unused videos could not be looked for:');
  await attemptInTime(() => limits.ready(), 'The other windows could not be looked at:');
  parts.start();
}
