import { isUnseen, type Operation } from '../operations/operation';
import { pollingModeOf } from '../operations/pollingMode';
import { hasUnsaved } from '../operations/video';

/** What a start knows without the second stage. */
interface FoundAtStart {
  readonly operations: readonly Operation[];
  /** How many stored records were set aside now. */
  readonly newlyUnreadable: number;
  /** Whether the simulator ran when VS Code ended. */
  readonly simulatorRan: boolean;
  /** Whether settings have values that may be faulty. */
  readonly settingsNeedCheck: boolean;
  /** ms since the epoch */
  readonly now: number;
}

/** Whether a start finds something that does not wait for the person, and so needs the second stage. */
export function isAnythingUnderWay(found: FoundAtStart): boolean {
  return (
    found.newlyUnreadable > 0 ||
    found.simulatorRan ||
    found.settingsNeedCheck ||
    found.operations.some((operation) => isUnderWay(operation, found.now))
  );
}

/**
 * Whether an operation is to be polled, its result is still to be seen, or one of its videos is to be saved before the server
 * deletes it. The latter is hours away, but only the second stage has the clock for it.
 */
function isUnderWay(operation: Operation, now: number): boolean {
  return pollingModeOf(operation).kind !== 'never' || isUnseen(operation) || hasUnsaved(operation, now);
}
