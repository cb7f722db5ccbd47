import * as vscode from 'vscode';
import { operationKey } from '../../operations/operation';
import type { VideoTarget } from '../../saving/downloads';
import type { CommandContext } from '../commands/command';
import { titleOf, videoTitle } from '../messages/titles';
import { hasVideos, videosOf } from '../prompts/commandTargets';
import { isRow, operationOf, type Row, type TreeNode } from '../view/operationNodes';
import type { DraggedFile, DraggedOperation } from './insertedText';
import { ROWS_MIME } from './rowsMime';

/**
 * Says what rows are while they are dragged: for documents, what is needed to write their names or to link their videos
 * (as text they would be offered a second time there); and the saved files, which documents can insert in other ways.
 */
export async function fillDrag(
  dragged: readonly TreeNode[],
  dataTransfer: vscode.DataTransfer,
  context: Pick<CommandContext, 'saved'>,
): Promise<void> {
  const operations = await Promise.all(
    operationsOf(dragged.filter(isRow)).map((one) => described(one, context)),
  );
  if (operations.length === 0) return;
  const set = (mime: string, text: string) => dataTransfer.set(mime, new vscode.DataTransferItem(text));
  set(ROWS_MIME, JSON.stringify(operations));
  const files = operations.flatMap((operation) => operation.files);
  // Not among the declared types: with them VS Code takes each row for a file to open, and documents get it only with Shift.
  if (files.length > 0) set('text/uri-list', files.map(({ uri }) => uri).join('\r\n'));
}

/** An operation of which rows are dragged, and the videos that these stand for. */
interface Wanted {
  readonly row: Row;
  readonly videos: readonly VideoTarget[];
}

/** Each operation once; with all of its videos if its own row is among the rows. */
function operationsOf(dragged: readonly Row[]): readonly Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const row of dragged) {
    const key = operationKey(operationOf(row));
    const before = wanted.get(key);
    if (before?.row.kind === 'operation') continue;
    const others = row.kind === 'operation' ? [] : (before?.videos ?? []);
    wanted.set(key, { row, videos: [...others, ...targetsOf(row)] });
  }
  return [...wanted.values()];
}

function targetsOf(row: Row): readonly VideoTarget[] {
  const operation = operationOf(row);
  if (!hasVideos(operation)) return [];
  const all = videosOf(operation);
  return row.kind === 'operation' ? all : all.filter(({ index }) => index === row.index);
}

async function described(
  { row, videos }: Wanted,
  { saved }: Pick<CommandContext, 'saved'>,
): Promise<DraggedOperation> {
  const files: DraggedFile[] = [];
  for (const target of videos) {
    const uri = await saved.locate(target);
    if (uri) files.push({ title: videoTitle(target), uri: uri.toString() });
  }
  const operation = operationOf(row);
  return { name: operation.name, title: titleOf(operation), files };
}
