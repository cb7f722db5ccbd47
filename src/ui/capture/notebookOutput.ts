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
/** Added to an output at once; more is data. */
const MAX_BYTES = 5_000_000;
/** How much of the end of an output is compared, to see whether it was only added to. */
const COMPARED_BYTES = 200;

/** A cell that runs. */
interface RunningCell {
  readonly reader: OutputReader;
  /** What was read of each output, by its place. */
  readonly read: Map<string, ReadOutput>;
}

/** How much of an output was read, in bytes, how that ends, and what decodes it: a character may come in parts. */
interface ReadOutput {
  readonly length: number;
  readonly end: Uint8Array;
  readonly decoder: InstanceType<typeof TextDecoder>;
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
        if (TEXT_TYPES.has(mime)) this.readOutput(running, `${at} ${mime}`, bytesOf(items, mime));
      }
    });
  }

  /** Reads what was added: a program that prints much has its whole output sent with each line. */
  private readOutput({ reader, read }: RunningCell, place: string, bytes: Uint8Array): void {
    const before = read.get(place);
    const isContinued = before !== undefined && continues(bytes, before);
    const added = isContinued ? bytes.subarray(before.length) : bytes;
    const decoder = isContinued ? before.decoder : new TextDecoder();
    read.set(place, { length: bytes.length, end: bytes.slice(-COMPARED_BYTES), decoder });
    const text = added.length > MAX_BYTES ? '' : decoder.decode(added, { stream: true });
    if (text !== '') reader.push(text);
  }

  private finish(cell: vscode.NotebookCell): void {
    this.running.get(cell)?.reader.end();
    this.running.delete(cell);
  }
}

/** All items of a type, which a kernel adds one after the other, and VS Code joins. */
function bytesOf(items: readonly vscode.NotebookCellOutputItem[], mime: string): Uint8Array {
  const parts = items.filter((item) => item.mime === mime).map(({ data }) => data);
  const [only] = parts;
  return only && parts.length === 1 ? only : joined(parts);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function continues(bytes: Uint8Array, { length, end }: ReadOutput): boolean {
  const there = bytes.subarray(length - end.length, length);
  return there.length === end.length && there.every((byte, i) => byte === end[i]);
}
