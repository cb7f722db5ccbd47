import * as vscode from 'vscode';
import type { Operation, OperationId } from '../../../operations/operation';
import { askForMissingKeys } from '../../commands/checkOperation';
import type { CommandContext } from '../../commands/command';
import { bringBack, placedOperations } from '../../commands/referencedOperations';
import { t } from '../../language/t';
import { askModally, confirm, inform } from '../../messages/message';
import { duringProgress } from '../../messages/progress';
import { givenBy, type NamedOperation } from '../../prompts/namedOperation';
import { filesIn } from './chosenFiles';
import { FileReferences } from './fileReferences';
import { fileName, type TrackedFiles, trackedFilesWords } from './trackedFilesWords';

/** A person who has more in a file than that may not want to track all of it. */
const MANY = 200;

const MAX_REPORTS = 200;

/** The files and folders on which the person called the command: in the Explorer, on a tab, or else the active editor. */
export function chosenIn([first, all]: readonly unknown[]): readonly vscode.Uri[] {
  if (Array.isArray(all) && all.length > 0) return all.filter((one) => one instanceof vscode.Uri);
  if (first instanceof vscode.Uri) return [first];
  const active = vscode.window.activeNotebookEditor?.notebook ?? vscode.window.activeTextEditor?.document;
  return active ? [active.uri] : [];
}

/** Tracks every operation that files name, and tells what came of it, with Undo. */
export async function trackFiles(chosen: readonly vscode.Uri[], context: CommandContext): Promise<void> {
  if (chosen.length === 0) return confirm(t('Open a file first, or choose one in the Explorer'));
  const { store } = context;
  const found = await readFiles(chosen, context);
  await bringBack(found.references, context);
  const { operations, leftOut } = await placedOperations(found.references, context);
  const known = operations.filter((one) => store.get(one));
  const wanted = await wantedOf(operations.filter((one) => !store.get(one)));
  if (!wanted) return;
  await askForMissingKeys(wanted, context);
  trackAll(known, store);
  const added = trackAll(wanted, store);
  context.inBackground(offerUndo({ ...found, added, known: known.length, leftOut }, store));
}

type Store = CommandContext['store'];

/** What is tracked already gets what the files tell besides. */
function trackAll(operations: readonly NamedOperation[], store: Store): readonly Operation[] {
  return store.trackAll(operations.map((id) => ({ id, given: givenBy(id, 'editor') })));
}

function readFiles(
  chosen: readonly vscode.Uri[],
  { log }: Pick<CommandContext, 'log'>,
): Promise<Omit<TrackedFiles, 'added' | 'known' | 'leftOut'>> {
  return duringProgress(t('Looking for operations'), async (signal, report) => {
    const { files, isCutOff } = await filesIn(chosen, signal);
    const references = new FileReferences(log);
    // Thousands of files would send thousands of reports.
    const interval = Math.ceil(files.length / MAX_REPORTS);
    await references.read(files, signal, (at) => {
      const file = at % interval === 0 ? files[at] : undefined;
      if (file) report({ text: fileName(file), part: at / files.length });
    });
    const { found } = references;
    return { ...found, files, isCutOff: isCutOff || found.isCutOff };
  });
}

/** Asks before so many are tracked that they would fill the list. Undefined when the person gives up. */
async function wantedOf(added: readonly NamedOperation[]): Promise<readonly NamedOperation[] | undefined> {
  if (added.length <= MANY) return added;
  const last = t('Track the Last {0}', MANY);
  const all = t('Track All');
  const question = t('Track {0} operations?', added.length);
  const detail = t('Each is asked about until it has ended, which takes the longer the more there are.');
  const answer = await askModally(question, [detail], last, all);
  if (answer === undefined) return undefined;
  return answer === all ? added : added.slice(-MANY);
}

async function offerUndo(tracked: TrackedFiles, store: Store): Promise<void> {
  const { added, known } = tracked;
  const undo = t('Undo');
  const show = t('Show');
  const buttons = [...(added.length > 0 ? [undo] : []), ...(added.length + known > 0 ? [show] : [])];
  const answer = await inform(trackedFilesWords(tracked), ...buttons);
  if (answer === undo) removeAgain(added, store);
  if (answer === show) await vscode.commands.executeCommand('veo.showOperations', idOf(added[0]));
}

function removeAgain(added: readonly Operation[], store: Store): void {
  const { length } = store.remove(added);
  confirm(length === 1 ? t('One operation was removed') : t('{0} operations were removed', length));
}

function idOf(operation: Operation | undefined): OperationId | undefined {
  return operation && { endpoint: operation.endpoint, name: operation.name };
}
