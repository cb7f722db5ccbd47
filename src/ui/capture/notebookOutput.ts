import type * as vscode from 'vscode';
import type { Capture } from './capture';
import type { OutputReader } from './outputReader';

/** Types of outputs that hold text which a program printed. */
const TEXT_TYPES = new Set([
  'application/vnd.code.notebook.stdout',
  'application/vnd.code.notebook.stderr',
  'application/vnd.code.notebook.error',
  'application/json',
  'text/plain',
  'text/markdown',
]);
/** Of one output; a larger one is data. */
const MOST_BYTES = 5_000_000;
/** In UTF-16 units: how much of the end of an output is compared, to see whether it was only added to. */
const COMPARED_LENGTH = 200;

/** A cell that runs. */
interface RunningCell {
  readonly reader: OutputReader;
  /** What was read of each output, by its place: its length, and its end. */
  readonly read: Map<string, { readonly length: number; readonly end: string }>;
}

/**
 * Reads the outputs of cells that a person runs. Those that a notebook had when it was opened, or that came into it by other
 * ways, such as an undo, are not printed by a program.
 */
export class NotebookOutput {
  private readonly running = new Map<vscode.NotebookCell, RunningCell>();

  constructor(private readonly capture: Capture) {}

  /** Takes the changes of a notebook. @param at ms since the epoch: when they came */
  take({ cellChanges }: vscode.NotebookDocumentChangeEvent, at: number): void {
    for (const { cell, executionSummary, outputs } of cellChanges) {
      if (executionSummary && executionSummary.success === undefined) this.begin(cell, at);
      if (outputs) this.readNew(cell, outputs);
      if (executionSummary?.success !== undefined) this.finish(cell);
    }
    // The index of a cell that was removed is negative; its run has no other end.
    for (const cell of this.running.keys()) if (cell.index < 0) this.finish(cell);
  }

  private begin(cell: vscode.NotebookCell, startedAt: number): void {
    if (this.running.has(cell)) return;
    const program = { startedAt, typed: cell.document.getText(), kind: 'runs' } as const;
    this.running.set(cell, { reader: this.capture.open(program, 'notebook'), read: new Map() });
  }

  private readNew(cell: vscode.NotebookCell, outputs: readonly vscode.NotebookCellOutput[]): void {
    const running = this.running.get(cell);
    if (!running || this.capture.isOff('notebook')) return;
    outputs.forEach(({ items }, at) => {
      for (const mime of new Set(items.map((item) => item.mime))) {
        if (TEXT_TYPES.has(mime)) this.readOutput(running, `${at} ${mime}`, textOf(items, mime));
      }
    });
  }

  private readOutput({ reader, read }: RunningCell, place: string, text: string): void {
    const { length, end } = read.get(place) ?? { length: 0, end: '' };
    const isContinued = text.length >= length && text.slice(0, length).endsWith(end);
    const added = isContinued ? text.slice(length) : text;
    read.set(place, { length: text.length, end: text.slice(-COMPARED_LENGTH) });
    if (added !== '') reader.push(added);
  }

  private finish(cell: vscode.NotebookCell): void {
    this.running.get(cell)?.reader.end();
    this.running.delete(cell);
  }
}

/** The text of all items of a type, which a kernel adds one after the other. */
function textOf(items: readonly vscode.NotebookCellOutputItem[], mime: string): string {
  const decoder = new TextDecoder();
  const texts = items.filter((item) => item.mime === mime && item.data.length <= MOST_BYTES);
  return texts.map(({ data }) => decoder.decode(data, { stream: true })).join('');
}
