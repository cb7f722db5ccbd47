import { oneLine } from '../../outside/oneLine';
import type { FolderRefusal } from '../../saving/downloadFolder';
import { pathOrUri } from '../../saving/fileUri';
import { t } from '../language/t';

/** Characters of the setting that are shown: a project can set anything. */
const SHOWN_CHARACTERS = 200;

// biome-ignore lint/suspicious/noTemplateCurlyInString: The variables of VS Code look like placeholders.
const KNOWN_VARIABLES = '${workspaceFolder}, ${workspaceFolder:name}, ${userHome}, ${env:NAME}, ${/}';

/** Why the folder of the setting `veo.download.folder` cannot be used, and what to do. */
export function folderRefusalWords(setting: string, refusal: FolderRefusal): string {
  const shown = oneLine(setting.trim(), SHOWN_CHARACTERS);
  switch (refusal.kind) {
    case 'unknownVariable':
      return t(
        'The setting veo.download.folder ("{0}") holds {1}, which is not understood there. It may hold {2}.',
        shown,
        oneLine(refusal.variable, SHOWN_CHARACTERS),
        KNOWN_VARIABLES,
      );
    case 'noValue':
      return t(
        'The setting veo.download.folder ("{0}") holds {1}, which has no value here.',
        shown,
        oneLine(refusal.variable, SHOWN_CHARACTERS),
      );
    case 'device':
      return t('The setting veo.download.folder ("{0}") names a device, not a folder.', shown);
    case 'networkOfWorkspace':
      return t(
        'The setting veo.download.folder ("{0}") of this workspace names a folder on another computer. If you want that, set it in your user settings.',
        shown,
      );
    case 'noWorkspace':
      return t(
        'The setting veo.download.folder names a folder of the workspace ("{0}"), but no folder is open.',
        shown,
      );
    case 'noSuchWorkspaceFolder':
      return t(
        'The setting veo.download.folder ("{0}") names the folder "{1}" of the workspace, which is not open.',
        shown,
        oneLine(refusal.folder, SHOWN_CHARACTERS),
      );
    case 'outsideWorkspace':
      return t(
        'The setting veo.download.folder ("{0}") leads out of the workspace. Name a folder inside it, or an absolute one.',
        shown,
      );
    case 'unusable':
      return t(
        'The folder {0} of the setting veo.download.folder cannot be used. Make it, or name another one.',
        pathOrUri(refusal.uri),
      );
  }
}
