import type { OperationStore } from '../../tracking/list/operationStore';
import type { Poller } from '../../tracking/polling/poller';
import type { Forecasts } from '../../tracking/schedule/forecasts';
import { t } from '../language/t';
import { confirm, inform } from '../messages/message';
import { duringProgress } from '../messages/progress';
import { checkingTitle } from '../messages/stateWords';
import type { Pause } from '../pause';
import type { Commands } from './command';

/** Refresh, Pause and Resume, and Reset Learned Durations. */
export function checkingCommands(
  store: OperationStore,
  poller: Poller,
  pause: Pause,
  forecasts: Forecasts,
): Commands {
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
  const title = checkingTitle(running);
  await duringProgress(title, (signal) =>
    Promise.allSettled(running.map((operation) => poller.check(operation, signal))),
  );
}

async function resetDurations(forecasts: Forecasts): Promise<void> {
  const takeBack = await forecasts.reset();
  const undo = t('Undo');
  const text = t('What was learned of how long videos take has been reset.');
  if ((await inform(text, undo)) === undo) await takeBack();
}
