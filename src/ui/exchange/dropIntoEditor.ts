import * as v from 'valibot';
import * as vscode from 'vscode';
import { t } from '../language/t';
import { addressWithin, type DraggedOperation, markdownOf } from './insertedText';
import { ROWS_MIME } from './rowsMime';

/** Any extension may put something of our type into a drag. */
const MAX_CHARACTERS = 8192;
const MAX_OPERATIONS = 10_000;
const text = v.pipe(v.string(), v.maxLength(MAX_CHARACTERS));
const draggedOperations = v.pipe(
  v.array(v.object({ name: text, title: text, files: v.array(v.object({ title: text, uri: text })) })),
  v.maxLength(MAX_OPERATIONS),
);

/** What rows that are dropped into a document insert: in Markdown links to the saved videos, elsewhere the names. */
export async function editsOf(
  document: vscode.TextDocument,
  dataTransfer: vscode.DataTransfer,
): Promise<vscode.DocumentDropEdit[]> {
  const operations = readOperations((await dataTransfer.get(ROWS_MIME)?.asString()) ?? '');
  if (operations.length === 0) return [];
  const names = editOf(operations.map(({ name }) => name).join('\n'), t('Insert Operation Name'));
  if (document.languageId !== 'markdown') return [names];
  const addressOf = ({ uri }: { readonly uri: string }) => addressWithin(document.uri, vscode.Uri.parse(uri));
  return [editOf(markdownOf(operations, addressOf), t('Insert Link to Saved Video')), names];
}

function editOf(insertText: string, title: string): vscode.DocumentDropEdit {
  return new vscode.DocumentDropEdit(
    insertText,
    title,
    vscode.DocumentDropOrPasteEditKind.Text.append('veo'),
  );
}

function readOperations(json: string): readonly DraggedOperation[] {
  try {
    return v.parse(draggedOperations, JSON.parse(json));
  } catch {
    return [];
  }
}
