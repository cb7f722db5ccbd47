import * as vscode from 'vscode';
import { t } from '../../language/t';
import { dotenvLoaderOf, environmentRead } from './environmentReads';
import type { KeyLiteral } from './keyLiterals';
import type { KeyPlace, KeyWay } from './keyPlace';
import { notebookOf } from './scannedDocuments';

export const HINT_SOURCE = 'Veo';
export const HINT_CODE = 'apiKey';
/** Of a selection that holds more keys. For each of them the document is read. */
const MAX_KEYS = 10;

/** The quick fixes at an underlined key. Their arguments say where the key stands, never what it is. */
export class KeyFixes implements vscode.CodeActionProvider {
  provideCodeActions(
    document: vscode.TextDocument,
    _: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const hints = diagnostics.filter(({ source, code }) => source === HINT_SOURCE && code === HINT_CODE);
    return hints.slice(0, MAX_KEYS).flatMap((hint) => fixesOf(document, hint));
  }
}

function fixesOf(document: vscode.TextDocument, hint: vscode.Diagnostic): vscode.CodeAction[] {
  const key = { start: document.offsetAt(hint.range.start), end: document.offsetAt(hint.range.end) };
  const place = { uri: document.uri.toString(), start: key.start };
  const move = (title: string, way: KeyWay) =>
    fix(hint, { title, command: 'veo.moveApiKey', arguments: [{ ...place, way } satisfies KeyPlace] });
  const exclude = fix(hint, {
    title: t('Do not hint at API keys in this file'),
    command: 'veo.excludeFromKeyHints',
    arguments: [(notebookOf(document)?.uri ?? document.uri).toString()],
  });
  const ignore = document.isUntitled ? [] : [exclude];
  if (!readsEnvironment(document, key)) {
    return [move(t('Move to Veo key storage and leave a placeholder'), 'placeholder'), ...ignore];
  }
  const toStorage = move(t('Move to Veo key storage and read it from the environment'), 'storage');
  const hasDotenv = dotenvLoaderOf(document) !== undefined && vscode.workspace.workspaceFolders !== undefined;
  const toDotenv = hasDotenv ? [move(t('Move to .env and read it from the environment'), 'dotenv')] : [];
  return [toStorage, ...toDotenv, ...ignore];
}

function readsEnvironment(document: vscode.TextDocument, key: KeyLiteral): boolean {
  const { languageId, uri } = document;
  const source = { text: document.getText(), languageId, path: uri.path };
  return environmentRead(source, key, { variable: 'A_KEY' }) !== undefined;
}

function fix(hint: vscode.Diagnostic, command: vscode.Command): vscode.CodeAction {
  const action = new vscode.CodeAction(command.title, vscode.CodeActionKind.QuickFix);
  return Object.assign(action, { command, diagnostics: [hint] });
}
