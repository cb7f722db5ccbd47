import type { Operation } from '../../operations/operation';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { Poller } from '../../tracking/polling/poller';
import type { Forecasts } from '../../tracking/schedule/forecasts';
import { t } from '../language/t';
import { confirm, inform } from '../messages/message';
import { duringProgress } from '../messages/progress';
import { checkingTitle } from '../messages/stateWords';
import type { CommandContext, Commands } from './command';

/** Refresh, Pause and Resume, and Reset Learned Durations. */
export function checkingCommands({
  store,
  poller,
  pause,
  forecasts,
}: Pick<CommandContext, 'store' | 'poller' | 'pause' | 'forecasts'>): Commands {
  return {
    'veo.refresh': () => refresh(store, poller),
    'veo.pauseChecking': () => pause.set(true),
    'veo.resumeChecking': () => pause.set(false),
    'veo.resetDurations': () => resetDurations(forecasts),
  };
}

async function refresh(store: OperationStore, poller: Poller): Promise<void> {
  const { running } = store;
  if (running.length === 0) return confirm(t('No operation is running'));
  await checkTogether(running, poller);
}

/** Checks operations now, with progress. Their rows show what failed. */
export async function checkTogether(operations: readonly Operation[], poller: Poller): Promise<void> {
  await duringProgress(checkingTitle(operations), (signal) =>
    Promise.allSettled(operations.map((operation) => poller.check(operation, signal))),
  );
}

async function resetDurations(forecasts: Forecasts): Promise<void> {
  const undoReset = await forecasts.reset();
  const undo = t('Undo');
  const text = t('What was learned of how long videos take has been reset.');
  if ((await inform(text, undo)) === undo) await undoReset();
}
