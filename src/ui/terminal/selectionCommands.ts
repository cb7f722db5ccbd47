import * as vscode from 'vscode';
import { type CheckParts, checkGiven } from '../commands/checkOperation';
import type { Commands } from '../commands/command';
import { GivenText } from '../prompts/givenText';
import { selectionInTerminal } from './terminalSelection';

/** Check Veo operation, in the menus of editors and terminals: what is selected there. */
export function selectionCommands(parts: CheckParts): Commands {
  return {
    'veo.checkSelection': () => check(selectionInEditor(), 'editor', parts),
    'veo.checkTerminalSelection': async () => {
      const text = await selectionInTerminal();
      if (text !== undefined) await check(text, 'terminal', parts);
    },
  };
}

/** Several selections count as one text. */
function selectionInEditor(): string {
  const editor = vscode.window.activeTextEditor;
  return editor?.selections.map((selection) => editor.document.getText(selection)).join('\n') ?? '';
}

function check(text: string, source: 'editor' | 'terminal', parts: CheckParts): Promise<unknown> {
  return checkGiven(new GivenText(text, source), parts);
}
