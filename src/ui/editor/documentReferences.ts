import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { placedReferences } from '../../references/placedReferences';
import type { Reference } from '../../references/reference';

/** In UTF-16 units: of a longer document only what is in sight is searched, which keeps typing fast. */
const MAX_WHOLE_CHARACTERS = 1_000_000;
/** Searched around what is in sight, because the answer of an API stands on several lines. */
const LINES_AROUND = 200;
/** Minified data, which nobody reads. */
const VERY_LONG_LINE = /[^\n]{100001,}/g;

/** An operation that is named in a document. */
export interface WrittenReference {
  readonly reference: Reference;
  readonly range: vscode.Range;
  /** Whether the same operation is not named further up in what was searched. */
  readonly isFirst: boolean;
}

/** What was found in a part of one version of a document, or in all of it. */
interface Search {
  readonly version: number;
  readonly part: vscode.Range;
  readonly found: readonly WrittenReference[];
}

/** Finds the references in open documents, once for each version of a document. */
export class DocumentReferences extends DisposableStore {
  private readonly searches = new Map<vscode.TextDocument, Search>();

  constructor() {
    super();
    this.add(vscode.workspace.onDidCloseTextDocument((document) => this.searches.delete(document)));
  }

  /** The references in a document, in order; of a long document only those near a range. */
  near(document: vscode.TextDocument, range: vscode.Range): readonly WrittenReference[] {
    const { version } = document;
    const last = this.searches.get(document);
    if (last?.version === version && last.part.contains(range)) return last.found;
    const whole = new vscode.Range(new vscode.Position(0, 0), endOf(document));
    const isLong = document.offsetAt(whole.end) > MAX_WHOLE_CHARACTERS;
    const part = isLong ? linesAround(document, range) : whole;
    const found = referencesIn(document, part);
    this.searches.set(document, { version, part, found });
    return found;
  }

  /** The references in a document; of a long one only those near what its editors show. */
  inSight(document: vscode.TextDocument): readonly WrittenReference[] {
    const editors = vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
    const [first = new vscode.Range(0, 0, 0, 0), ...others] = editors.flatMap(
      (editor) => editor.visibleRanges,
    );
    return this.near(
      document,
      others.reduce((all, one) => all.union(one), first),
    );
  }

  /** Whether an open document names one of these. */
  holdsAny(names: ReadonlySet<string>): boolean {
    const searches = [...this.searches.values()];
    return searches.some(({ found }) => found.some(({ reference }) => names.has(reference.name)));
  }
}

function linesAround(document: vscode.TextDocument, range: vscode.Range): vscode.Range {
  const from = Math.max(range.start.line - LINES_AROUND, 0);
  const to = Math.min(range.end.line + LINES_AROUND, document.lineCount - 1);
  return new vscode.Range(new vscode.Position(from, 0), document.lineAt(to).range.end);
}

function endOf(document: vscode.TextDocument): vscode.Position {
  return document.lineAt(document.lineCount - 1).range.end;
}

function referencesIn(document: vscode.TextDocument, part: vscode.Range): readonly WrittenReference[] {
  const origin = document.offsetAt(part.start);
  // Spaces in place of what is left out keep the offsets of what follows.
  const text = document.getText(part).replace(VERY_LONG_LINE, (line) => ' '.repeat(line.length));
  const seen = new Set<string>();
  return placedReferences(text).map(({ reference, start, end }) => {
    const isFirst = !seen.has(reference.name);
    seen.add(reference.name);
    const range = new vscode.Range(document.positionAt(origin + start), document.positionAt(origin + end));
    return { reference, range, isFirst };
  });
}
