import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { DocumentScan, type TextRange } from '../../references/documentScan';
import type { Reference } from '../../references/reference';

/** In UTF-16 units: of a longer document only what is in sight is read. */
const MAX_WHOLE_CHARACTERS = 1_000_000;
/** In UTF-16 units. A longer line is minified data, which nobody reads. */
const MAX_LINE_CHARACTERS = 100_000;

/** An operation that is named in a document. */
export interface WrittenReference {
  readonly reference: Reference;
  readonly range: vscode.Range;
  /** Whether the same operation is not named further up in what was read. */
  readonly isFirst: boolean;
}

/** The references in open documents, which are read again only where they are edited. */
export class DocumentReferences extends DisposableStore {
  private readonly scans = new Map<vscode.TextDocument, DocumentScan>();
  /** What was found in each document. Some of it may have been edited since. */
  private readonly names = new Map<vscode.TextDocument, Set<string>>();

  constructor() {
    super();
    this.add(vscode.workspace.onDidChangeTextDocument((event) => this.edited(event)));
    this.add(vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)));
  }

  /** The references in a document, in order; of a long document only those near a range. */
  near(document: vscode.TextDocument, range: vscode.Range): readonly WrittenReference[] {
    const scan = this.scanOf(document);
    const part = isLong(document) ? offsetsOf(document, range) : undefined;
    const found = writtenIn(document, scan, part);
    const names = this.names.get(document) ?? new Set();
    for (const { reference } of found) names.add(reference.name);
    this.names.set(document, names);
    return found;
  }

  /** The references in a document; of a long one only those near what its editors show. */
  inSight(document: vscode.TextDocument): readonly WrittenReference[] {
    const editors = vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
    const [first = new vscode.Range(0, 0, 0, 0), ...others] = editors.flatMap(
      ({ visibleRanges }) => visibleRanges,
    );
    return this.near(
      document,
      others.reduce((all, one) => all.union(one), first),
    );
  }

  /** Whether an open document names one of these, or has named it. */
  showsAny(names: readonly string[]): boolean {
    const shown = [...this.names.values()];
    return names.some((name) => shown.some((one) => one.has(name)));
  }

  private scanOf(document: vscode.TextDocument): DocumentScan {
    const known = this.scans.get(document);
    if (known?.length === lengthOf(document)) return known;
    const scan = new DocumentScan(document.getText());
    this.scans.set(document, scan);
    return scan;
  }

  private edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const scan = this.scans.get(document);
    // The places of all changes count from the text before the first.
    const fromTheEnd = [...contentChanges].sort((a, b) => b.rangeOffset - a.rangeOffset);
    for (const { rangeOffset, rangeLength, text } of fromTheEnd) {
      scan?.edit({ start: rangeOffset, removedLength: rangeLength, inserted: text });
    }
  }

  private forget(document: vscode.TextDocument): void {
    this.scans.delete(document);
    this.names.delete(document);
  }
}

/** Whether only parts of a document are read. */
export function isLong(document: vscode.TextDocument): boolean {
  return lengthOf(document) > MAX_WHOLE_CHARACTERS;
}

function writtenIn(
  document: vscode.TextDocument,
  scan: DocumentScan,
  part: TextRange | undefined,
): readonly WrittenReference[] {
  const seen = new Set<string>();
  return scan.references(part).flatMap(({ reference, start, end }) => {
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    if (document.lineAt(range.start.line).text.length > MAX_LINE_CHARACTERS) return [];
    const isFirst = !seen.has(reference.name);
    seen.add(reference.name);
    return [{ reference, range, isFirst }];
  });
}

function offsetsOf(document: vscode.TextDocument, { start, end }: vscode.Range): TextRange {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

/** In UTF-16 units. */
function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
