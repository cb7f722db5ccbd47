import * as vscode from 'vscode';
import { hasEnded } from '../../operations/operation';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { Poller } from '../../tracking/polling/poller';
import type { Pause } from '../pause';
import { confirm } from '../telling/message';
import { duringProgress } from '../telling/progress';
import { checkingWords } from '../telling/words';
import type { Commands } from './command';

/** Refresh, Pause and Resume. */
export function checkingCommands(store: OperationStore, poller: Poller, pause: Pause): Commands {
  return {
    'veo.refresh': () => refresh(store, poller),
    'veo.pauseChecking': () => pause.set(true),
    'veo.resumeChecking': () => pause.set(false),
  };
}

async function refresh(store: OperationStore, poller: Poller): Promise<void> {
  const running = store.list().filter((operation) => !hasEnded(operation));
  if (running.length === 0) return confirm(vscode.l10n.t('No operation is running'));
  const title = checkingWords(running);
  await duringProgress(title, (signal) =>
    Promise.allSettled(running.map((operation) => poller.check(operation, signal))),
  );
}
