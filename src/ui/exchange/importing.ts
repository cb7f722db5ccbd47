import * as vscode from 'vscode';
import { type Operation, operationKey } from '../../operations/operation';
import { decodedText } from '../../outside/textEncoding';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { CommandContext, Commands } from '../commands/command';
import { t } from '../language/t';
import { CommandError, orArchiveFault } from '../messages/commandError';
import { askModally, inform, warn } from '../messages/message';
import { duringProgress } from '../messages/progress';
import type { EndpointPromptParts } from '../prompts/askForEndpoint';
import type { ImportedList } from './importedOperations';
import { findHomes } from './importHomes';
import type { Homes, ImportPlan } from './importPlan';

type ImportParts = EndpointPromptParts & Pick<CommandContext, 'store' | 'surroundings' | 'inBackground'>;

/** Import Operations: those that somebody exported, into the list. */
export function importCommands(parts: ImportParts): Commands {
  return {
    'veo.importOperations': async (given) => {
      const uri = given instanceof vscode.Uri ? given : await chooseFile();
      const list = uri && (await readFile(uri, parts));
      if (list) await importList(list, parts);
    },
  };
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: t('Import Operations'),
      openLabel: t('Import'),
      filters: { 'JSON, CSV': ['json', 'csv'], [t('All Files')]: ['*'] },
    })) ?? [];
  return uri;
}

/** Undefined where the file is no list of ours, which the person is told. @throws CommandError for one that is not read */
async function readFile(uri: vscode.Uri, parts: ImportParts): Promise<ImportedList | undefined> {
  const { MAX_IMPORTED_BYTES, readImport } = await import('./importedOperations');
  const text = await textOf(uri, MAX_IMPORTED_BYTES, parts);
  const reading = (signal: AbortSignal) => readImport(text, Date.now(), signal);
  const read = await duringProgress(t('Reading operations…'), reading);
  switch (read.kind) {
    case 'list':
      return read;
    case 'newer':
      throw new CommandError(
        t('A newer release of Veo Operations exported this file. Update the extension to import it.'),
      );
    case 'tooMany':
      throw tooLargeFault();
    case 'other':
      parts.inBackground(explainOther(text, uri));
      return undefined;
  }
}

/** @throws CommandError */
async function textOf(uri: vscode.Uri, mostBytes: number, { surroundings }: ImportParts): Promise<string> {
  const { files } = surroundings();
  const stat = await files.stat(uri);
  if (stat.kind !== 'file') throw unreadableFault();
  if (stat.size > mostBytes) throw tooLargeFault();
  const bytes = await files.read(uri).catch(() => undefined);
  if (!bytes) throw unreadableFault();
  return decodedText(bytes);
}

function unreadableFault(): CommandError {
  return new CommandError(t('This file cannot be read. Is it still there?'));
}

function tooLargeFault(): CommandError {
  return new CommandError(
    t(
      'This file is too large to import: at most 10 MB and 10,000 operations are read. Export fewer at once.',
    ),
  );
}

/** A file that names operations, such as a log, can be tracked as it is. */
async function explainOther(text: string, uri: vscode.Uri): Promise<void> {
  const { placedReferences } = await import('../../references/placedReferences');
  const track = t('Track Its Operations');
  if (placedReferences(text).length === 0) {
    await warn(
      t('This file holds no operations that were exported. Choose one that Export Operations… has written.'),
    );
    return;
  }
  const answer = await warn(t('This file is no exported list, but it names operations.'), track);
  if (answer === track) await vscode.commands.executeCommand('veo.trackFile', uri);
}

/** Everything is asked and shown before anything changes. */
async function importList(list: ImportedList, parts: ImportParts): Promise<void> {
  const homes = await findHomes(list, parts);
  const planNow = homes && (await plannerFor(list, homes, parts.store));
  if (!planNow || !(await isWanted(planNow()))) return;
  const { store } = parts;
  // While the person read the question, operations may have ended or have been tracked.
  const plan = planNow();
  // They come as they are, like those whose removal is undone: no end in a file is news.
  store.restore(plan.added);
  store.update(plan.filled.map(({ after }) => after));
  parts.inBackground(offerUndo(plan, store));
}

/** Makes plans from the archive as it is now, and the list as it is whenever a plan is made. */
async function plannerFor(
  list: ImportedList,
  homes: Homes,
  store: OperationStore,
): Promise<() => ImportPlan> {
  const { planImport } = await import('./importPlan');
  const reading = duringProgress(t('Reading older operations…'), (signal) => store.readOlder(signal));
  const older = await orArchiveFault(reading);
  // Those of the list may go to the archive meanwhile.
  const known = new Set([...older, ...store.list()].map(operationKey));
  return () => planImport(list, { homes, known, listed: (operation) => store.get(operation) });
}

async function isWanted(plan: ImportPlan): Promise<boolean> {
  const { added, filled } = plan;
  const details = detailsOf(plan);
  if (added.length === 0 && filled.length === 0) {
    void inform([t('There is nothing new in this file.'), ...details].join(' '));
    return false;
  }
  const button = t('Import');
  return (await askModally(questionOf(plan), details, button)) === button;
}

function questionOf({ added, filled }: ImportPlan): string {
  if (added.length === 0 && filled.length === 1)
    return t('Nothing in this file is new. Take over what it knows of 1 operation?');
  if (added.length === 0)
    return t('Nothing in this file is new. Take over what it knows of {0} operations?', filled.length);
  return added.length === 1 ? t('Import 1 new operation?') : t('Import {0} new operations?', added.length);
}

/** What does not come into the list, or only completes it. */
function detailsOf({ added, filled, known, leftOut, unreadable }: ImportPlan): string[] {
  const running = added.filter(({ state }) => state === 'running').length;
  return [
    ...(running > 0 ? [t('Still running, so they will be checked: {0}.', running)] : []),
    ...(known > 0 ? [knownWords(known, filled.length)] : []),
    ...(leftOut > 0 ? [t('Left out, since their endpoint is not here: {0}.', leftOut)] : []),
    ...(unreadable > 0 ? [t('Not readable: {0}.', unreadable)] : []),
  ];
}

function knownWords(known: number, filled: number): string {
  return filled === 0
    ? t('Known already: {0}.', known)
    : t('Known already: {0}. What {1} of them lack, such as a label, is added.', known, filled);
}

async function offerUndo(plan: ImportPlan, store: OperationStore): Promise<void> {
  const { added, filled } = plan;
  const undo = t('Undo');
  if ((await inform(importedWords(plan), undo)) !== undo) return;
  await removeAgain(added, store);
  // What has changed since then is not undone.
  store.update(filled.filter(({ before, after }) => store.get(before) === after).map(({ before }) => before));
}

function importedWords({ added, filled }: ImportPlan): string {
  if (added.length === 0 && filled.length === 1) return t('Completed 1 operation.');
  if (added.length === 0) return t('Completed {0} operations.', filled.length);
  return added.length === 1 ? t('Imported 1 operation.') : t('Imported {0} operations.', added.length);
}

/** Many operations may have gone to the archive meanwhile: they are removed there, too. */
async function removeAgain(added: readonly Operation[], store: OperationStore): Promise<void> {
  const keys = new Set(added.map(operationKey));
  if (added.some((one) => !store.get(one)))
    await orArchiveFault(store.find((id) => keys.has(operationKey(id))));
  store.remove(added);
}
