import * as vscode from 'vscode';
import type { Operation } from '../../operations/operation';
import type { OperationStore } from '../../tracking/list/operationStore';
import { t } from '../language/t';
import { archiveFault } from '../messages/commandError';
import { confirm, warn } from '../messages/message';
import { type OperationPick, operationPicks } from '../prompts/operationPicks';
import { untilHidden } from '../prompts/untilHidden';
import type { OperationsView } from '../view/operationsView';
import type { Commands } from './command';

/** Show Older and Find Operation: they lead to operations that the list does not show. */
export function findCommands(store: OperationStore, view: OperationsView): Commands {
  return {
    'veo.showOlder': () => view.showOlder(),
    'veo.findOperation': async () => {
      const found = await find(store);
      if (found) await view.show(found);
    },
  };
}

/** Asks for one of all operations. Older ones appear in the quick pick once they are read. */
async function find(store: OperationStore): Promise<Operation | undefined> {
  if (store.size === 0 && !store.mayHaveOlder) {
    confirm(t('No operation is tracked'));
    return undefined;
  }
  const list = vscode.window.createQuickPick<OperationPick>();
  list.placeholder = t('Name, ID, model or state of an operation');
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.items = operationPicks(store.list());
  list.onDidChangeValue((typed) => showNamed(list, typed.trim()));
  const closing = new AbortController();
  try {
    void addOlder(list, store, closing.signal);
    return await untilHidden<Operation>(list, (finish) =>
      list.onDidAccept(() => finish(list.selectedItems[0]?.operation)),
    );
  } finally {
    closing.abort(new vscode.CancellationError());
  }
}

/** VS Code matches the shown texts, which have only the ends of a gateway's id. A whole id is matched here. */
function showNamed(list: vscode.QuickPick<OperationPick>, typed: string): void {
  const shown = list.items.filter(({ alwaysShow }) => alwaysShow);
  const items = operationPicks(
    list.items.map(({ operation }) => operation),
    typed,
  );
  const isChanged = shown.length > 0 || items.some(({ alwaysShow }) => alwaysShow);
  if (isChanged) list.items = items;
}

async function addOlder(
  list: vscode.QuickPick<OperationPick>,
  store: OperationStore,
  signal: AbortSignal,
): Promise<void> {
  list.busy = true;
  try {
    const older = await store.readOlder(signal);
    signal.throwIfAborted();
    // The rows in front of the person must not move.
    list.keepScrollPosition = true;
    list.items = [...list.items, ...operationPicks(older, list.value.trim())];
  } catch (error) {
    if (!signal.aborted) void warn(archiveFault(error).message);
  }
  if (!signal.aborted) list.busy = false;
}
