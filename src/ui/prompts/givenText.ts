import * as vscode from 'vscode';
import type { Source } from '../../operations/operation';

/** A browser may first ask the person whether the clipboard may be read, which nobody waits for. */
const CLIPBOARD_PATIENCE_MS = 700;

/** A text that may name operations, and how it came to us. */
export interface GivenText {
  readonly text: string;
  readonly source: Source;
}

/** What is on the clipboard; empty where it may not be read, or is not there soon. */
export async function clipboardText(): Promise<GivenText> {
  const text = await new Promise<string>((resolve) => {
    setTimeout(resolve, CLIPBOARD_PATIENCE_MS, '');
    vscode.env.clipboard.readText().then(resolve, () => resolve(''));
  });
  return { text, source: 'pasted' };
}

/** What is selected in the editor; empty where nothing is. */
export function selectedText(): GivenText {
  const editor = vscode.window.activeTextEditor;
  const isSelected = editor !== undefined && !editor.selection.isEmpty;
  return { text: isSelected ? editor.document.getText(editor.selection) : '', source: 'editor' };
}
