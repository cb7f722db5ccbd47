import * as vscode from 'vscode';
import type { Endpoint } from '../../../endpoints/endpoint';
import type { CommandContext } from '../../commands/command';
import { t } from '../../language/t';
import { CommandError } from '../../messages/commandError';
import { type DotenvLoader, dotenvLoaderOf, environmentRead, withPlaceholders } from './environmentReads';
import { type KeyOwner, ownerOf, serviceBeside, storeUnlessKept } from './keyOwner';
import type { KeyPlace } from './keyPlace';
import { type MovedKey, tellOfDotenv, tellOfPlaceholder, tellOfStorage } from './movedKey';
import { loaderOf, writeVariable } from './projectFiles';
import { keysInDocument, notebookOf } from './scannedDocuments';
import type { TextChange } from './sourceStrings';
import { variableName } from './variableName';

/** For each place of a key the document is read. */
const MAX_PLACES = 100;

export type MoveParts = Pick<CommandContext, 'endpoints' | 'keys' | 'inBackground'>;

/**
 * Moves a key out of a document: into the key storage or the project's `.env` first, then out of the text, in one step that
 * can be undone.
 *
 * @throws CommandError where the key could not be stored, or its text has changed
 */
export async function moveKey(place: KeyPlace, parts: MoveParts): Promise<void> {
  const found = keyAt(place, parts);
  await (place.way === 'dotenv' ? moveToDotenv(found, parts) : moveToStorage(found, place.way, parts));
}

async function moveToStorage(
  found: FoundKey,
  way: 'storage' | 'placeholder',
  parts: MoveParts,
): Promise<void> {
  const endpoint = await endpointFor(found, parts);
  if (!endpoint || !(await storeUnlessKept(found.key, endpoint, parts.keys))) return;
  const moved = withOwner(found, endpoint);
  if (way === 'storage') {
    await changeText(moved, read(moved));
    return parts.inBackground(tellOfStorage(moved));
  }
  await changeText(moved, withPlaceholders(moved.source, moved.hint, moved.alsoAt));
  parts.inBackground(tellOfPlaceholder(moved));
}

/** In a `.env` there may be the key of a service at which the person has no endpoint. */
async function moveToDotenv(found: FoundKey, parts: MoveParts): Promise<void> {
  const { folder, key, hint, source } = found;
  if (!folder) throw new CommandError(t('Open a folder first: its .env file gets the API key.'));
  const owner = serviceBeside(hint.origins, parts.endpoints.all) ?? (await endpointFor(found, parts));
  if (!owner) return;
  const moved = withOwner(found, owner);
  const loader = await loaderOf(folder, dotenvLoaderOf(source));
  const changes = read(moved, loader);
  if (!(await writeVariable(folder, moved.variable, key))) return;
  await changeText(moved, changes);
  parts.inBackground(tellOfDotenv(moved, loader));
}

type FoundKey = Omit<MovedKey, 'owner' | 'variable'>;

/** @throws CommandError where no key stands there any more */
function keyAt({ uri, start }: KeyPlace, { endpoints }: Pick<MoveParts, 'endpoints'>): FoundKey {
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri);
  const hints = document ? keysInDocument(document, endpoints.all) : [];
  const hint = hints.find((one) => one.start === start);
  if (!document || !hint) throw changedMeanwhile();
  const text = document.getText();
  const key = text.slice(hint.start, hint.end);
  const same = hints.filter((one) => one !== hint && text.slice(one.start, one.end) === key);
  const source = { text, languageId: document.languageId, path: document.uri.path };
  const owner = notebookOf(document)?.uri ?? document.uri;
  const folder = (vscode.workspace.getWorkspaceFolder(owner) ?? vscode.workspace.workspaceFolders?.[0])?.uri;
  return { document, source, hint, alsoAt: same.slice(0, MAX_PLACES), key, folder };
}

function endpointFor({ key, hint }: FoundKey, { endpoints, keys }: MoveParts): Promise<Endpoint | undefined> {
  return ownerOf(key, hint.origins, { all: endpoints.all, keys });
}

function withOwner(found: FoundKey, owner: KeyOwner): MovedKey {
  return { ...found, owner, variable: variableName(found.source.text, found.hint, owner) };
}

/** @throws CommandError where the text has changed so that it cannot be done any more */
function read({ source, hint, variable, alsoAt }: MovedKey, loader?: DotenvLoader): TextChange[] {
  const changes = environmentRead(source, hint, { variable, loader, alsoAt });
  if (!changes) throw changedMeanwhile();
  return changes;
}

/** @throws CommandError where the document has changed since the key was found */
async function changeText({ document, source }: MovedKey, changes: readonly TextChange[]): Promise<void> {
  if (document.isClosed || document.getText() !== source.text) throw changedMeanwhile();
  const edit = new vscode.WorkspaceEdit();
  const edits = changes.map(({ start, end, text }) => {
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    return vscode.TextEdit.replace(range, text);
  });
  edit.set(document.uri, edits);
  if (!(await vscode.workspace.applyEdit(edit))) throw changedMeanwhile();
}

function changedMeanwhile(): CommandError {
  return new CommandError(t('The text has changed meanwhile. Try the quick fix again.'));
}
