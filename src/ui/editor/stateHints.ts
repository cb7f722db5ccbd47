import * as vscode from 'vscode';
import type { Operation, OperationId } from '../../operations/operation';
import { t } from '../language/t';
import type { Circumstances } from '../messages/followingWords';
import { literally } from '../messages/literalText';
import { countWords } from '../messages/stateWords';
import { isPlayable, stateBesideName } from './stateBesideName';

/** In UTF-16 units. The end of a longer line is out of sight. */
const MAX_LINE_CHARACTERS = 300;

/** A tracked operation, and where it is named in a document. */
export interface PlacedOperation {
  readonly operation: Operation;
  readonly range: vscode.Range;
}

interface HintParts {
  readonly now: number;
  readonly circumstances: Circumstances;
  readonly tooltip: (operation: Operation) => vscode.MarkdownString;
}

/**
 * The state of each operation behind the line that names it; on a line that names several, how many are in which state. On a
 * long line it is behind the name.
 */
export function stateHints(
  document: vscode.TextDocument,
  placed: readonly PlacedOperation[],
  parts: HintParts,
): vscode.InlayHint[] {
  return [...byPlace(document, placed)].map(([at, operations]) => {
    const [first, ...others] = operations;
    const label = others.length === 0 ? labelOf(first, parts) : [part(countWords(operations))];
    const hint = new vscode.InlayHint(document.positionAt(at), label);
    hint.paddingLeft = true;
    return hint;
  });
}

type Several = [Operation, ...Operation[]];

/** The operations that are shown at the same offset. */
function byPlace(document: vscode.TextDocument, placed: readonly PlacedOperation[]): Map<number, Several> {
  const places = new Map<number, Several>();
  for (const { operation, range } of placed) {
    const at = placeOf(document, range);
    const there = places.get(at);
    if (there) there.push(operation);
    else places.set(at, [operation]);
  }
  return places;
}

/** The offset at which the state of what is named in a range is shown. */
function placeOf(document: vscode.TextDocument, { end }: vscode.Range): number {
  const line = document.lineAt(end.line).range.end;
  return document.offsetAt(line.character > MAX_LINE_CHARACTERS ? end : line);
}

function labelOf(
  operation: Operation,
  { now, circumstances, tooltip }: HintParts,
): vscode.InlayHintLabelPart[] {
  const { endpoint, name } = operation;
  const id = { endpoint, name };
  const state = part(literally(stateBesideName(operation, now, circumstances)));
  state.tooltip = tooltip(operation);
  state.command = commandOn(t('Show in List'), 'veo.showOperations', id);
  if (!isPlayable(operation, now)) return [state];
  const play = part(t('Play'));
  play.command = commandOn(t('Play'), 'veo.playVideo', id);
  return [state, part(' · '), play];
}

function part(value: string): vscode.InlayHintLabelPart {
  return new vscode.InlayHintLabelPart(value);
}

function commandOn(title: string, command: `veo.${string}`, id: OperationId): vscode.Command {
  return { title, command, arguments: [id] };
}
