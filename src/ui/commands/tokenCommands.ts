import { originOf } from '../../endpoints/endpoint';
import { t } from '../language/t';
import { CommandError } from '../messages/commandError';
import type { CommandContext, Commands } from './command';

/** Allow Command: for the endpoint whose id is given. */
export function tokenCommandCommands({
  endpoints,
  endpointKeys,
  tokenCommands,
}: Pick<CommandContext, 'endpoints' | 'endpointKeys' | 'tokenCommands'>): Commands {
  return {
    'veo.allowTokenCommand': async (id) => {
      const endpoint = typeof id === 'string' ? endpoints.byId(id) : undefined;
      if (!endpoint?.tokenCommand) {
        throw new CommandError(t('This endpoint has no command that prints a token.'));
      }
      if (!tokenCommands) {
        throw new CommandError(t('Commands cannot run in a browser. Set a token as the API key instead.'));
      }
      const commands = await tokenCommands.get();
      if (await commands.allow(endpoint)) endpointKeys.changed(originOf(endpoint));
    },
  };
}
