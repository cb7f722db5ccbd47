import type { CommandContext, Commands } from '../commands/command';
import { t } from '../language/t';
import { confirm } from '../messages/message';
import { chosenIn, trackFiles } from './files/trackFiles';
import { readGivenReference } from './givenReference';
import { openReference } from './trackReference';

/** What a click on a reference in a document does, and Track All Operations in This File. */
export function editorCommands(context: CommandContext): Commands {
  return {
    'veo.openReference': async (argument) => {
      const given = readGivenReference(argument);
      if (given) return openReference(given, context);
      confirm(t('No open document names this operation any more'));
    },
    'veo.trackFile': (...args) => trackFiles(chosenIn(args), context),
    // In menus, where no category stands before the title, the titles say whose operations these are.
    'veo.trackResource': (...args) => trackFiles(chosenIn(args), context),
    'veo.trackFolder': (...args) => trackFiles(chosenIn(args), context),
  };
}
