import * as vscode from 'vscode';
import { t } from '../language/t';
import { askModally } from '../messages/message';
import { readClipboard } from '../prompts/textAtHand';

/** A browser may first ask the person for leave. Without the clipboard nothing can be checked, so that is worth a while. */
const TIMEOUT_MS = 5000;

/**
 * The text that is selected in the terminal with the focus; empty without a selection, or where the clipboard may not be
 * read. No API gives the selection, so it goes over the clipboard, whose text is put back. Undefined when the person did not
 * want to lose what else may be there.
 */
export async function selectionInTerminal(): Promise<string | undefined> {
  const before = await readClipboard(TIMEOUT_MS);
  if (before === undefined) return '';
  if (before === '') return (await mayReplaceOther()) ? copiedSelection() : undefined;
  const { clipboard } = vscode.env;
  // VS Code copies nothing without a selection: what was there would be taken for it.
  await clipboard.writeText('');
  try {
    return await copiedSelection();
  } finally {
    await clipboard.writeText(before);
  }
}

async function copiedSelection(): Promise<string> {
  await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
  return (await readClipboard(TIMEOUT_MS)) ?? '';
}

/** A clipboard without a text may hold a picture or files, which extensions can neither see nor put back. */
async function mayReplaceOther(): Promise<boolean> {
  const check = t('Check Now');
  const detail = t(
    'VS Code hands the selection over on the clipboard, where there is no text now. A picture or files on it would be lost.',
  );
  return (await askModally(t('Check what is selected in the terminal?'), [detail], check)) === check;
}
