import * as vscode from 'vscode';
import type { Endpoint } from '../../../endpoints/endpoint';
import type { CommandContext } from '../../commands/command';
import { t } from '../../language/t';
import { CommandError } from '../../messages/commandError';
import { inform } from '../../messages/message';
import {
  type DotenvLoader,
  dotenvLoaderOf,
  environmentRead,
  type SourceText,
  withPlaceholders,
} from './environmentReads';
import type { KeyLiteral } from './keyLiterals';
import { ownerOf, storeUnlessKept } from './keyOwner';
import type { KeyPlace } from './keyPlace';
import type { KeyBesideApi } from './keysBesideApis';
import { loaderOf, writeVariable } from './projectFiles';
import { keysInDocument, notebookOf } from './scannedDocuments';
import type { TextChange } from './sourceStrings';
import { variableName } from './variableName';

export type MoveParts = Pick<CommandContext, 'endpoints' | 'keys' | 'inBackground'>;

/** A key that a person moves, and where from. */
interface MovedKey {
  readonly document: vscode.TextDocument;
  readonly source: SourceText;
  readonly hint: KeyBesideApi;
  /** The other places of the same key. */
  readonly alsoAt: readonly KeyLiteral[];
  readonly key: string;
  readonly endpoint: Endpoint;
  /** The environment variable that gets it. */
  readonly variable: string;
  /** Of the project, where there is one. */
  readonly folder: vscode.Uri | undefined;
}

/**
 * Moves a key out of a document: into the key storage or the project's `.env` first, then out of the text, in one step that
 * can be undone.
 *
 * @throws CommandError where the key could not be stored, or its text has changed
 */
export async function moveKey(place: KeyPlace, parts: MoveParts): Promise<void> {
  const moved = await keyAt(place, parts);
  if (!moved) return;
  const { endpoint, key } = moved;
  if (place.way === 'dotenv') return moveToDotenv(moved, parts);
  if (!(await storeUnlessKept(key, endpoint, parts.keys))) return;
  if (place.way === 'storage') {
    await changeText(moved, read(moved));
    return parts.inBackground(tellOfStorage(moved));
  }
  await changeText(moved, withPlaceholders(moved.source, moved.hint, moved.alsoAt));
  parts.inBackground(tellOfPlaceholder(moved));
}

async function keyAt(
  { uri, start }: KeyPlace,
  { endpoints, keys }: MoveParts,
): Promise<MovedKey | undefined> {
  const document = await openDocument(uri);
  const hints = keysInDocument(document, endpoints.all);
  const hint = hints.find((one) => one.start === start);
  if (!hint) throw changedMeanwhile();
  const text = document.getText();
  const key = text.slice(hint.start, hint.end);
  const alsoAt = hints.filter((one) => one !== hint && text.slice(one.start, one.end) === key);
  const endpoint = await ownerOf(key, hint.origins, { all: endpoints.all, keys });
  if (!endpoint) return undefined;
  const source = { text, languageId: document.languageId, path: document.uri.path };
  const owner = notebookOf(document)?.uri ?? document.uri;
  const folder = (vscode.workspace.getWorkspaceFolder(owner) ?? vscode.workspace.workspaceFolders?.[0])?.uri;
  const variable = variableName(text, hint, endpoint);
  return { document, source, hint, alsoAt, key, endpoint, variable, folder };
}

async function openDocument(uri: string): Promise<vscode.TextDocument> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
  if (!open) throw changedMeanwhile();
  return open;
}

async function moveToDotenv(moved: MovedKey, parts: MoveParts): Promise<void> {
  const { source, folder, variable, key } = moved;
  if (!folder) throw new CommandError(t('Open a folder first: its .env file gets the API key.'));
  const loader = await loaderOf(folder, dotenvLoaderOf(source));
  const changes = read(moved, loader);
  if (!(await writeVariable(folder, variable, key))) return;
  await changeText(moved, changes);
  parts.inBackground(tellOfDotenv(moved, loader));
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

async function tellOfStorage(moved: MovedKey): Promise<void> {
  const { variable, folder, key } = moved;
  const text = t(
    'The API key is in the key storage of Veo now, and {0} reads it from {1}. Set that variable where the program runs.',
    nameOf(moved),
    variable,
  );
  const write = t('Write It to .env, Too');
  const buttons = folder && dotenvLoaderOf(moved.source) !== undefined ? [write] : [];
  const answer = await inform(`${text} ${historyWords(moved)}`, ...buttons);
  if (answer === write && folder && (await writeVariable(folder, variable, key))) {
    await inform(t('The file .env has {0} now. {1}', variable, loadingWords(moved.source)));
  }
}

async function tellOfPlaceholder(moved: MovedKey): Promise<void> {
  const text = t(
    'The API key is in the key storage of Veo now, and {0} has a placeholder in its place.',
    nameOf(moved),
  );
  await inform(`${text} ${historyWords(moved)}`);
}

async function tellOfDotenv(moved: MovedKey, loader: DotenvLoader | undefined): Promise<void> {
  const text = t(
    'The API key is in the file .env now, and {0} reads it from {1}.',
    nameOf(moved),
    moved.variable,
  );
  const loading = loader ? [] : [loadingWords(moved.source)];
  await inform([text, ...loading, historyWords(moved)].join(' '));
}

function historyWords({ endpoint }: MovedKey): string {
  return t(
    'Earlier versions of the file still hold it: if others could see them, replace the key at {0}.',
    endpoint.label,
  );
}

/** How a program of this language gets what is in the `.env` file. */
function loadingWords(source: SourceText): string {
  const loader = dotenvLoaderOf(source);
  if (loader === 'dotenv')
    return t(
      'Start the program with {0}, or load the file with the package {1}.',
      'node --env-file=.env',
      loader,
    );
  if (loader === 'python-dotenv')
    return t('Load the file with the package {0}, or with {1} in the shell.', loader, SHELL_LOAD);
  return t('Load the file with {0} in the shell.', SHELL_LOAD);
}

const SHELL_LOAD = 'set -a; . ./.env; set +a';

function nameOf({ document }: MovedKey): string {
  const { path } = notebookOf(document)?.uri ?? document.uri;
  return path.slice(path.lastIndexOf('/') + 1);
}
