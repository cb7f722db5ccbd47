import * as vscode from 'vscode';
import { clipboardText } from '../prompts/textAtHand';

/**
 * The text that is selected in the terminal with the focus; empty without a selection. No API gives it, so it goes over the
 * clipboard, which is emptied first, since VS Code copies nothing without a selection. Its text is put back. Other content,
 * such as a picture, can neither be seen nor put back: it is lost, as with each copy.
 */
export async function selectionInTerminal(): Promise<string> {
  const { clipboard } = vscode.env;
  const { text: before } = await clipboardText();
  await clipboard.writeText('');
  try {
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    return (await clipboardText()).text;
  } finally {
    await clipboard.writeText(before);
  }
}
