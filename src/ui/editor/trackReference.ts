import * as vscode from 'vscode';
import { askForMissingKeys } from '../commands/checkOperation';
import type { CommandContext } from '../commands/command';
import { bringBack, placedOperations } from '../commands/referencedOperations';
import { t } from '../language/t';
import { notifyChecked } from '../messages/checkedMessage';
import { confirm, warn } from '../messages/message';
import { titleOf } from '../messages/titles';
import { givenBy } from '../prompts/namedOperation';
import type { GivenReference } from './givenReference';

/** Plays the operation that a document names, or shows it in the list; one that is not tracked is tracked. */
export async function openReference(given: GivenReference, context: CommandContext): Promise<void> {
  await bringBack([given.reference], context);
  const operation = context.tracking.operationOf(given.reference);
  if (!operation) return trackReference(given, context);
  const { endpoint, name, state } = operation;
  const command = state === 'succeeded' ? 'veo.playVideo' : 'veo.showOperations';
  await vscode.commands.executeCommand(command, { endpoint, name });
}

/**
 * Tracks an operation that a document names and checks it at once. The document itself shows that it runs, so only what is
 * out of the ordinary is told in a message.
 */
async function trackReference(
  { document, reference }: GivenReference,
  context: CommandContext,
): Promise<void> {
  const { store, poller } = context;
  const { operations, leftOut } = await placedOperations([reference], context);
  const [named] = operations;
  if (!named) return leftOut[0] === undefined ? undefined : void warn(leftOut[0]);
  await askForMissingKeys([named], context);
  const source = document.uri.scheme === 'vscode-notebook-cell' ? 'notebook' : 'editor';
  const operation = store.track(named, givenBy(named, source));
  confirm(t('{0} is tracked', titleOf(operation)));
  hideHover();
  const checked = await poller.check(operation);
  if (checked.problem) void notifyChecked([checked], context);
}

/**
 * Closes a hover that still says that the operation is not tracked: VS Code asks for its text only once. It comes back, with
 * the state, as soon as the mouse moves on the name; to open it ourselves would show it at the cursor.
 */
function hideHover(): void {
  void vscode.commands.executeCommand('editor.action.hideHover').then(undefined, () => undefined);
}
