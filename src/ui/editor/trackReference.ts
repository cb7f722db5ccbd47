import * as vscode from 'vscode';
import type { Operation, OperationId } from '../../operations/operation';
import type { Reference } from '../../references/reference';
import { askForMissingKeys } from '../commands/checkOperation';
import type { CommandContext } from '../commands/command';
import { placeOpen } from '../commands/openReferences';
import { t } from '../language/t';
import { notifyChecked } from '../messages/checkedMessage';
import { confirm, warn } from '../messages/message';
import { titleOf } from '../messages/titles';
import { givenBy, type NamedOperation } from '../prompts/namedOperation';
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

/** Operations that references name, where the person says which endpoint it is; and why others are left out. */
export async function placedOperations(
  references: readonly Reference[],
  context: CommandContext,
): Promise<{ readonly operations: readonly NamedOperation[]; readonly leftOut: readonly string[] }> {
  const { locator } = context.interpreter;
  const { operations, open, leftOut } = locator.locateAll(references);
  return { operations: [...operations, ...(await placeOpen(open, context))], leftOut };
}

/**
 * Lets the list have again what of these operations only the archive knows. An archive that cannot be read counts as empty.
 */
export async function bringBack(
  references: readonly Reference[],
  { interpreter, store }: Pick<CommandContext, 'interpreter' | 'store'>,
): Promise<void> {
  await interpreter.prepare();
  const listed = new Set(store.list().map(({ name }) => name));
  const names = new Set(references.map(({ name }) => name).filter((name) => !listed.has(name)));
  const isWanted = ({ name }: OperationId) => names.has(name);
  if (names.size > 0) await store.find(isWanted).catch((): Operation[] => []);
}
