import type { Disposable } from '../base/event';
import type { Endpoint } from '../endpoints/endpoint';
import { VideoApiError } from '../endpoints/videoApi';
import type { CommandTokens } from '../tracking/commandTokens';
import type { TokenCommands } from '../tracking/endpointKeys';
import type { CommandConsent } from './prompts/commandConsent';

/** The tokens of commands that the person allows. */
export class AllowedTokenCommands implements TokenCommands, Disposable {
  constructor(
    private readonly consent: CommandConsent,
    private readonly tokens: CommandTokens,
  ) {}

  async token(endpoint: Endpoint): Promise<string> {
    const { tokenCommand } = endpoint;
    if (!tokenCommand || !(await this.consent.isGiven(endpoint, tokenCommand))) {
      throw new VideoApiError('noKey', { kind: 'commandNotAllowed' }, { reason: 'commandNotAllowed' });
    }
    return this.tokens.get(tokenCommand);
  }

  forget({ tokenCommand }: Endpoint, token: string): void {
    if (tokenCommand) this.tokens.forget(tokenCommand, token);
  }

  /** Asks the person to allow the command of an endpoint, whatever they said before. */
  async allow(endpoint: Endpoint): Promise<boolean> {
    const { tokenCommand } = endpoint;
    return tokenCommand !== undefined && this.consent.ask(endpoint, tokenCommand);
  }

  dispose(): void {
    this.tokens.dispose();
  }
}
