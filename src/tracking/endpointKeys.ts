import { type Disposable, Emitter } from '../base/event';
import type { Lazy } from '../base/lazy';
import { HOUR_MS, type Time } from '../base/time';
import { type Endpoint, originOf } from '../endpoints/endpoint';
import { VideoApiError } from '../endpoints/videoApi';
import type { Keys } from './apiKeyAccess';

/** Port: the keys that the person has set, by API origin. */
export interface StoredKeys {
  get(origin: string): Promise<string | undefined>;
  /** When a token that is valid for an hour was set (ms since the epoch); undefined for other keys. */
  tokenSetAt(origin: string): Promise<number | undefined>;
}

/** Port: the tokens that commands of the settings print, where the person allows it. */
export interface TokenCommands {
  /** @throws VideoApiError where it is not allowed, or prints none */
  token(endpoint: Endpoint): Promise<string>;
  forget(endpoint: Endpoint, token: string): void;
}

interface EndpointKeysParts {
  readonly stored: StoredKeys;
  /** Undefined where no command can run, as in a browser. */
  readonly commands: Lazy<TokenCommands> | undefined;
  readonly clock: Pick<Time, 'now'>;
}

/** What requests to endpoints are sent with: what a command prints, where the endpoint has one, else what is stored. */
export class EndpointKeys implements Keys, Disposable {
  private readonly changes = new Emitter<string>();
  private commandsOf: ReadonlyMap<string, string> = new Map();

  /** Fires with the origin whose requests may be sent with something else now. */
  readonly onDidChange = this.changes.event;

  constructor(private readonly parts: EndpointKeysParts) {}

  async get(endpoint: Endpoint): Promise<string | undefined> {
    const { commands } = this.parts;
    if (endpoint.tokenCommand === undefined) return this.storedKey(endpoint);
    if (commands) return (await commands.get()).token(endpoint);
    const stored = await this.storedKey(endpoint);
    if (stored !== undefined) return stored;
    throw new VideoApiError('noKey', { kind: 'tokenCommand', fault: 'notHere', said: '' });
  }

  async renew(endpoint: Endpoint, refused: string): Promise<boolean> {
    const { commands } = this.parts;
    if (endpoint.tokenCommand === undefined || !commands) return false;
    (await commands.get()).forget(endpoint, refused);
    return true;
  }

  /** To be called when the key of an origin may have changed, or a command was allowed. */
  changed(origin: string): void {
    this.changes.fire(origin);
  }

  /** To be called with all endpoints, at first and when they change: another command may give a token. */
  endpointsChanged(endpoints: readonly Endpoint[]): void {
    const before = this.commandsOf;
    this.commandsOf = new Map(
      endpoints.map((endpoint) => [endpoint.id, JSON.stringify(endpoint.tokenCommand ?? [])]),
    );
    for (const endpoint of endpoints) {
      const former = before.get(endpoint.id);
      if (former !== undefined && former !== this.commandsOf.get(endpoint.id))
        this.changed(originOf(endpoint));
    }
  }

  dispose(): void {
    this.changes.dispose();
  }

  /** @throws VideoApiError for a token whose hour is over: the API would refuse it, and blame the key */
  private async storedKey(endpoint: Endpoint): Promise<string | undefined> {
    const { stored, clock } = this.parts;
    const origin = originOf(endpoint);
    const key = await stored.get(origin);
    const setAt = key === undefined ? undefined : await stored.tokenSetAt(origin);
    if (setAt === undefined || clock.now() - setAt < TOKEN_LIFETIME_MS) return key;
    throw new VideoApiError('noKey', { kind: 'tokenExpired' }, { reason: 'expiredToken' });
  }
}

/** Of Google's access tokens (docs.cloud.google.com/docs/authentication/token-types). */
const TOKEN_LIFETIME_MS = HOUR_MS;

/** Whether a key is a token that is valid for an hour, as `gcloud auth print-access-token` prints it. */
export function isHourToken(key: string): boolean {
  return key.startsWith('ya29.');
}
