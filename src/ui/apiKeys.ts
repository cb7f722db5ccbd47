import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import { Once } from '../base/once';
import { type Endpoint, originOf } from '../endpoints/endpoint';
import { isHourToken, type StoredKeys } from '../tracking/endpointKeys';
import { t } from './language/t';
import type { Log } from './log';
import { warn } from './messages/message';

const PREFIX = 'veo.apiKey:';
/** Of when a token was set that is valid for an hour: ms since the epoch, in decimal. */
const TIME_PREFIX = 'veo.apiKeyTime:';

/** Whether an endpoint has the key that it needs; `command`: a command prints its tokens. */
export type KeyState = 'notNeeded' | 'missing' | 'set' | 'command';

export async function keyStateOf(endpoint: Endpoint, keys: Pick<ApiKeys, 'get'>): Promise<KeyState> {
  if (endpoint.auth.kind === 'none') return 'notNeeded';
  if (endpoint.tokenCommand) return 'command';
  return (await keys.get(originOf(endpoint))) === undefined ? 'missing' : 'set';
}

/** Where a key was stored. `session`: only in memory, because the secret storage refused it. */
type KeptIn = 'secretStorage' | 'session';

/** The API keys, one for each origin, in VS Code's secret storage. */
export class ApiKeys extends DisposableStore implements StoredKeys {
  /** Keys that the secret storage refused, by origin. */
  private readonly session = new Map<string, string>();
  /** When those of them were set that are valid for an hour. */
  private readonly sessionTimes = new Map<string, number>();
  private readonly changes = this.add(new vscode.EventEmitter<string>());
  private readonly once = new Once();

  /** Fires with the origin whose key was set or removed, in any window. */
  readonly onDidChange = this.changes.event;

  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly log: Log,
  ) {
    super();
    this.add(
      secrets.onDidChange(({ key }) => {
        if (!key.startsWith(PREFIX)) return;
        const origin = key.slice(PREFIX.length);
        this.session.delete(origin);
        this.changes.fire(origin);
      }),
    );
  }

  async get(origin: string): Promise<string | undefined> {
    const kept = this.session.get(origin);
    if (kept !== undefined) return kept;
    try {
      return (await this.secrets.get(PREFIX + origin)) || undefined;
    } catch (error) {
      this.log.error('The secret storage could not be read:', nameOf(error));
      this.notifyUnreadable();
      return undefined;
    }
  }

  async tokenSetAt(origin: string): Promise<number | undefined> {
    if (this.session.has(origin)) return this.sessionTimes.get(origin);
    const time = Number(await this.secrets.get(TIME_PREFIX + origin));
    return time > 0 ? time : undefined;
  }

  async set(origin: string, key: string): Promise<KeptIn> {
    const time = isHourToken(key) ? Date.now() : undefined;
    try {
      await this.storeTime(origin, time);
      await this.secrets.store(PREFIX + origin, key);
      this.session.delete(origin);
      return 'secretStorage';
    } catch (error) {
      this.log.error('The secret storage could not keep the API key:', nameOf(error));
      this.session.set(origin, key);
      if (time === undefined) this.sessionTimes.delete(origin);
      else this.sessionTimes.set(origin, time);
      this.changes.fire(origin);
      return 'session';
    }
  }

  /** @throws Error when the secret storage refuses. */
  async remove(origin: string): Promise<void> {
    if (this.session.delete(origin)) this.changes.fire(origin);
    await this.secrets.delete(PREFIX + origin);
    await this.storeTime(origin, undefined);
  }

  /** Before the key is stored, which all windows hear of: they must not take the time of the former one for its own. */
  private async storeTime(origin: string, time: number | undefined): Promise<void> {
    const name = TIME_PREFIX + origin;
    if (time !== undefined) await this.secrets.store(name, String(time));
    else if ((await this.secrets.get(name)) !== undefined) await this.secrets.delete(name);
  }

  private notifyUnreadable(): void {
    if (!this.once.isFirst()) return;
    void warn(
      t(
        'The secret storage of this system could not be read, so your API keys cannot be used. Unlock it and start VS Code again, or set the key once more.',
      ),
    );
  }
}

/** Only the name is logged: an error of the secret storage may quote the key. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error';
}
