import * as vscode from 'vscode';

/** In UTF-16 units: longer than all words that are looked for around an edit. */
const AROUND_EDIT = 200;

/**
 * What an edit made of a document: each text that was inserted, with what stands before and behind it in its lines. To
 * search these costs the same at each keystroke, however long the document is.
 */
export function editedTexts({ document, contentChanges }: vscode.TextDocumentChangeEvent): string[] {
  // The places of all changes count from the text before the first.
  const fromTheTop = [...contentChanges].sort((a, b) => a.rangeOffset - b.rangeOffset);
  let linesMoved = 0;
  return fromTheTop.map(({ range: { start, end }, text }) => {
    const lines = text.split('\n');
    const first = start.line + linesMoved;
    const before = lines.length === 1 ? start.character : 0;
    linesMoved += lines.length - 1 - (end.line - start.line);
    const from = new vscode.Position(first, Math.max(0, start.character - AROUND_EDIT));
    const to = new vscode.Position(
      first + lines.length - 1,
      before + (lines.at(-1)?.length ?? 0) + AROUND_EDIT,
    );
    return document.getText(new vscode.Range(from, to));
  });
}
