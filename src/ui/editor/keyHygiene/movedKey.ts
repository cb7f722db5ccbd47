import type * as vscode from 'vscode';
import { t } from '../../language/t';
import { inform } from '../../messages/message';
import { type DotenvLoader, dotenvLoaderOf, type SourceText } from './environmentReads';
import type { KeyLiteral } from './keyLiterals';
import type { KeyOwner } from './keyOwner';
import type { KeyBesideApi } from './keysBesideApis';
import { writeVariable } from './projectFiles';
import { notebookOf } from './scannedDocuments';

/** A key that a person moves, and where from. */
export interface MovedKey {
  readonly document: vscode.TextDocument;
  readonly source: SourceText;
  readonly hint: KeyBesideApi;
  /** The other places of the same key. */
  readonly alsoAt: readonly KeyLiteral[];
  readonly key: string;
  readonly owner: KeyOwner;
  /** The environment variable that gets it. */
  readonly variable: string;
  /** Of the project, where there is one. */
  readonly folder: vscode.Uri | undefined;
}

/** Tells what became of a key in the key storage, and offers to write it to `.env`, too. */
export async function tellOfStorage(moved: MovedKey): Promise<void> {
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

/** Tells that a placeholder stands where a key was. */
export async function tellOfPlaceholder(moved: MovedKey): Promise<void> {
  const text = t(
    'The API key is in the key storage of Veo now, and {0} has a placeholder in its place.',
    nameOf(moved),
  );
  await inform(`${text} ${historyWords(moved)}`);
}

/** Tells what became of a key in `.env`; without a loader, how its program gets what is there. */
export async function tellOfDotenv(moved: MovedKey, loader: DotenvLoader | undefined): Promise<void> {
  const text = t(
    'The API key is in the file .env now, and {0} reads it from {1}.',
    nameOf(moved),
    moved.variable,
  );
  const loading = loader ? [] : [loadingWords(moved.source)];
  await inform([text, ...loading, historyWords(moved)].join(' '));
}

function historyWords({ owner }: MovedKey): string {
  return t(
    'Earlier versions of the file still hold it: if others could see them, replace the key at {0}.',
    owner.label,
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
