import type { Operation } from '../../operations/operation';
import type { Poller } from '../../tracking/polling/poller';
import type { Forecasts } from '../../tracking/schedule/forecasts';
import { t } from '../language/t';
import { type CheckedContext, notifyChecked } from '../messages/checkedMessage';
import { confirm, inform } from '../messages/message';
import { duringProgress } from '../messages/progress';
import { checkingTitle } from '../messages/stateWords';
import type { CommandContext, Commands } from './command';

type CheckingParts = CheckedContext & Pick<CommandContext, 'store' | 'poller' | 'pause' | 'forecasts'>;

/** Refresh, Pause and Resume, and Reset Learned Durations. */
export function checkingCommands(parts: CheckingParts): Commands {
  const { pause, forecasts } = parts;
  return {
    'veo.refresh': () => refresh(parts),
    'veo.pauseChecking': () => pause.set(true),
    'veo.resumeChecking': () => pause.set(false),
    'veo.resetDurations': () => resetDurations(forecasts),
  };
}

/** The rows show what became of each operation. That none could be checked is told, since nothing else may change then. */
async function refresh(parts: CheckingParts): Promise<void> {
  const { running } = parts.store;
  if (running.length === 0) return confirm(t('No operation is running'));
  const checked = await checkTogether(running, parts.poller);
  if (checked.every(({ problem }) => problem !== undefined)) void notifyChecked(checked, parts);
}

/** Checks operations now, with progress, and resolves to those that are still in the list. */
export async function checkTogether(
  operations: readonly Operation[],
  poller: Poller,
): Promise<readonly Operation[]> {
  const results = await duringProgress(checkingTitle(operations), (signal) =>
    Promise.allSettled(operations.map((operation) => poller.check(operation, signal))),
  );
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

async function resetDurations(forecasts: Forecasts): Promise<void> {
  const undoReset = await forecasts.reset();
  const undo = t('Undo');
  const text = t('What was learned of how long videos take has been reset.');
  if ((await inform(text, undo)) === undo) await undoReset();
}
