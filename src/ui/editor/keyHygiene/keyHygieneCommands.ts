import * as vscode from 'vscode';
import type { CommandContext, Commands } from '../../commands/command';
import { t } from '../../language/t';
import { orSettingsFault } from '../../messages/commandError';
import { inform } from '../../messages/message';
import { readKeyPlace } from './keyPlace';
import type { MoveParts } from './moveKey';

/** What stands for something else in a glob. */
const GLOB_CHARACTERS = /[*?[\]{}]/g;

/** The commands behind the quick fixes at API keys. They are not for the palette. */
export function keyHygieneCommands(parts: MoveParts & Pick<CommandContext, 'settings'>): Commands {
  return {
    'veo.moveApiKey': async (given) => {
      const place = readKeyPlace(given);
      if (place) await (await import('./moveKey')).moveKey(place, parts);
    },
    'veo.excludeFromKeyHints': async (given) => {
      if (typeof given === 'string') await excludeFile(vscode.Uri.parse(given), parts);
    },
  };
}

/** Notes a file in the settings of the workspace, or of the person where there is none. */
async function excludeFile(
  uri: vscode.Uri,
  { settings, inBackground }: Pick<CommandContext, 'settings' | 'inBackground'>,
): Promise<void> {
  const inWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  const path = vscode.workspace.asRelativePath(uri, false).replace(GLOB_CHARACTERS, '?');
  const { workspaceValue, globalValue } =
    vscode.workspace.getConfiguration('veo').inspect<object>('editor.keyHintsExclude') ?? {};
  const before = inWorkspace ? workspaceValue : globalValue;
  const change = (value: object | undefined) =>
    orSettingsFault(
      inWorkspace
        ? settings.changeForWorkspace('editor.keyHintsExclude', value)
        : settings.change('editor.keyHintsExclude', value),
    );
  await change({ ...before, [path]: true });
  inBackground(offerUndo(path, () => change(before)));
}

async function offerUndo(path: string, undo: () => Promise<void>): Promise<void> {
  const undoButton = t('Undo');
  const text = t(
    'API keys in {0} are not underlined any more. The setting veo.editor.keyHintsExclude says so.',
    path,
  );
  if ((await inform(text, undoButton)) === undoButton) await undo();
}
