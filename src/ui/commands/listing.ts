import * as vscode from 'vscode';
import { systemTime } from '../../base/time';
import { LABEL_LENGTH, type Operation } from '../../operations/operation';
import { withLabel } from '../../operations/trackingDetails';
import { oneLine } from '../../outside/oneLine';
import type { OperationStore } from '../../tracking/list/operationStore';
import { t } from '../language/t';
import { archiveFault } from '../messages/commandError';
import { inBox, literally } from '../messages/literalText';
import { confirm, inform, warn } from '../messages/message';
import { duringProgress } from '../messages/progress';
import { shownName, titleOf, titleWithoutOwnLabel } from '../messages/titles';
import type { CommandTargets } from '../prompts/commandTargets';
import type { Commands } from './command';
import { Removals } from './removal';

/** Rename, Remove and Remove Finished. A removal can be undone. */
export function listCommands(targets: CommandTargets, store: OperationStore): Commands {
  const removals = new Removals({ store, say: inform, time: systemTime });
  return {
    'veo.renameOperation': async (...args) => {
      const placeHolder = t('Rename which operation?');
      const [operation] = await targets.operations(args, placeHolder);
      if (operation) await rename(operation, store);
    },
    'veo.removeOperation': async (...args) => {
      const placeHolder = t('Remove which operation from the list?');
      removals.remove(await targets.operations(args, placeHolder));
    },
    'veo.removeFinished': async () => {
      await fetchArchived(store).catch(notifyFault);
      const { ended } = store;
      if (ended.length === 0) confirm(t('No operation has ended'));
      removals.remove(ended);
    },
  };
}

/** Brings all archived operations into the list: they have ended, too. */
async function fetchArchived(store: OperationStore): Promise<void> {
  const title = t('Reading older operations…');
  await duringProgress(title, (signal) => store.page(Number.POSITIVE_INFINITY, signal));
}

/** The operations in the list can be removed without the archive, unless the person has cancelled. */
function notifyFault(error: unknown): void {
  if (error instanceof vscode.CancellationError) throw error;
  void warn(archiveFault(error).message);
}

async function rename(operation: Operation, store: OperationStore): Promise<void> {
  const shown = literally(titleOf(operation));
  const typed = await vscode.window.showInputBox({
    title: shownName(operation.name),
    prompt: inBox(t('Your own name for this operation; empty: "{0}"', titleWithoutOwnLabel(operation))),
    value: shown,
    validateInput: (value) =>
      value.length > LABEL_LENGTH ? t('At most {0} characters.', LABEL_LENGTH) : undefined,
  });
  // It may have ended while the person typed.
  const current = store.get(operation);
  const label = typed === undefined ? shown : oneLine(typed, LABEL_LENGTH);
  // A derived title that was not edited is no label: it keeps following the prompt or the model.
  if (!current || label === shown) return;
  store.update([withLabel(current, label === '' ? undefined : label)]);
}
