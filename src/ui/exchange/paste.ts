import * as vscode from 'vscode';
import type { CommandContext, Commands } from '../commands/command';
import { t } from '../language/t';
import { warn } from '../messages/message';
import { GivenText } from '../prompts/givenText';
import { addText } from './addText';

/** Paste Operations, which Ctrl+V in the view runs: adds the operations that the clipboard names. */
export function pasteCommands(context: CommandContext): Commands {
  return {
    'veo.pasteOperations': async () => {
      const text = await vscode.env.clipboard.readText();
      if (text.trim() === '') return void warn(emptyWords());
      await addText(new GivenText(text, 'pasted'), context);
    },
  };
}

function emptyWords(): string {
  return t(
    'There is no text on the clipboard. Copy names, IDs, status addresses or an answer of the API, then paste again.',
  );
}
