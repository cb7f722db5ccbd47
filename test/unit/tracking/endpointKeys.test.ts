import assert from 'node:assert/strict';
import { Lazy } from '../../../src/base/lazy';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { VideoApiError } from '../../../src/endpoints/videoApi';
import { withKey } from '../../../src/tracking/apiKeyAccess';
import { CommandTokens } from '../../../src/tracking/commandTokens';
import { EndpointKeys, isHourToken } from '../../../src/tracking/endpointKeys';
import type { CommandLine, ProgramEnd } from '../../../src/tracking/programs';
import { fakeClock } from '../base/fakeClock';
import { TEN_O_CLOCK } from '../operations/arbitraries';

const COMMAND: CommandLine = ['gcloud', 'auth', 'print-access-token'];
const ORIGIN = 'https://aiplatform.googleapis.com';
const VERTEX: Endpoint = {
  ...{ id: 'vertex', label: 'Vertex', kind: 'agentPlatform', url: ORIGIN, auth: { kind: 'key' } },
  tokenCommand: COMMAND,
};
const { tokenCommand: _, ...PASTED } = VERTEX;
const MINUTES = 60_000;
const { signal } = new AbortController();

describe('the key of an endpoint with a command', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = new Harness();
  });

  it('is what the command prints, whatever is stored', async () => {
    harness.stored.set(ORIGIN, 'a stored key');
    assert.equal(await harness.keys.get(VERTEX), 'token-number-1-of-the-command');
    assert.deepEqual(harness.runs, [COMMAND]);
  });

  it('comes from one run for all who want it at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => harness.keys.get(VERTEX)));
    assert.deepEqual([new Set(all).size, harness.runs.length], [1, 1]);
  });

  it('is kept for 50 minutes', async () => {
    await harness.keys.get(VERTEX);
    await harness.clock.advance(49 * MINUTES);
    assert.equal(await harness.keys.get(VERTEX), 'token-number-1-of-the-command');
    await harness.clock.advance(MINUTES);
    assert.equal(await harness.keys.get(VERTEX), 'token-number-2-of-the-command');
  });

  it('is asked for anew once when the API refuses it, and the request sent again', async () => {
    const sent: (string | undefined)[] = [];
    const result = await harness.request(async (key) => {
      sent.push(key);
      if (sent.length === 1) throw new VideoApiError('unauthorized', 'HTTP 401');
      return 'answer';
    });
    assert.equal(result, 'answer');
    assert.deepEqual(sent, ['token-number-1-of-the-command', 'token-number-2-of-the-command']);
  });

  it('that is refused again is unauthorized, without a third run', async () => {
    const refused = harness.request(async () => {
      throw new VideoApiError('unauthorized', 'HTTP 401');
    });
    await assert.rejects(refused, { kind: 'unauthorized' });
    assert.equal(harness.runs.length, 2);
  });

  it('is renewed once for many requests that are refused together', async () => {
    const requests = Array.from({ length: 10 }, () =>
      harness.request(async (key) => {
        if (key === 'token-number-1-of-the-command') throw new VideoApiError('unauthorized', 'HTTP 401');
        return key;
      }),
    );
    assert.deepEqual(new Set(await Promise.all(requests)), new Set(['token-number-2-of-the-command']));
    assert.equal(harness.runs.length, 2);
  });

  it('stays when a request fails for another reason', async () => {
    const failed = harness.request(async () => {
      throw new VideoApiError('forbidden', 'HTTP 403');
    });
    await assert.rejects(failed, { kind: 'forbidden' });
    assert.equal(harness.runs.length, 1);
  });

  it('is asked for again after a run that failed', async () => {
    harness.end = { kind: 'failed', fault: 'timedOut', said: '' };
    await assert.rejects(harness.keys.get(VERTEX), { kind: 'unauthorized', reason: 'commandFailed' });
    harness.end = undefined;
    assert.equal(await harness.keys.get(VERTEX), 'token-number-2-of-the-command');
  });

  it('belongs to the command: another one is run for its own', async () => {
    await harness.keys.get(VERTEX);
    await harness.keys.get({ ...VERTEX, tokenCommand: ['other'] });
    assert.deepEqual(harness.runs, [COMMAND, ['other']]);
  });

  it('may be another one when the settings name another command, and only then', () => {
    const changed: string[] = [];
    harness.keys.onDidChange((origin) => changed.push(origin));
    harness.keys.endpointsChanged([VERTEX]);
    harness.keys.endpointsChanged([{ ...VERTEX, label: 'New label' }]);
    assert.deepEqual(changed, []);
    harness.keys.endpointsChanged([{ ...VERTEX, tokenCommand: ['other'] }]);
    harness.keys.endpointsChanged([PASTED]);
    assert.deepEqual(changed, [ORIGIN, ORIGIN]);
  });

  it('is the stored token where no command can run; without one, the problem says why', async () => {
    const { stored, clock } = harness;
    const keys = new EndpointKeys({ stored: harness.storedKeys, commands: undefined, clock });
    await assert.rejects(keys.get(VERTEX), {
      kind: 'noKey',
      detail: { kind: 'tokenCommand', fault: 'notHere', said: '' },
    });
    stored.set(ORIGIN, 'a stored key');
    assert.equal(await keys.get(VERTEX), 'a stored key');
    assert.equal(await keys.renew(VERTEX, 'a stored key'), false);
  });
});

describe('a token that a person pasted', () => {
  it('is used for an hour; then the row says that it has expired, and nothing is sent', async () => {
    const harness = new Harness();
    harness.stored.set(ORIGIN, 'ya29.pasted');
    harness.setAt = TEN_O_CLOCK;
    await harness.clock.advance(60 * MINUTES - 1);
    assert.equal(await harness.keys.get(PASTED), 'ya29.pasted');
    await harness.clock.advance(1);
    let sent = 0;
    const request = withKey({ endpoint: PASTED, keys: harness.keys, signal }, async () => sent++);
    await assert.rejects(request, { kind: 'noKey', reason: 'expiredToken' });
    assert.equal(sent, 0);
  });

  it('is told by its form from a key, which lasts', async () => {
    assert.deepEqual(['ya29.a0AfH6SM', 'AQ.Ab8RN6', 'sk-1234'].map(isHourToken), [true, false, false]);
    const harness = new Harness();
    harness.stored.set(ORIGIN, 'AQ.Ab8RN6');
    await harness.clock.advance(1000 * MINUTES);
    assert.equal(await harness.keys.get(PASTED), 'AQ.Ab8RN6');
  });

  it('is not asked for again when the API refuses it', async () => {
    const harness = new Harness();
    harness.stored.set(ORIGIN, 'ya29.pasted');
    let sent = 0;
    const request = withKey({ endpoint: PASTED, keys: harness.keys, signal }, async () => {
      sent++;
      throw new VideoApiError('unauthorized', 'HTTP 401');
    });
    await assert.rejects(request, { kind: 'unauthorized' });
    assert.deepEqual([sent, harness.runs.length], [1, 0]);
  });
});

/** Keys over a command that prints another token each time. */
class Harness {
  readonly clock = fakeClock(TEN_O_CLOCK);
  readonly stored = new Map<string, string>();
  readonly runs: CommandLine[] = [];
  setAt: number | undefined;
  /** How the next runs end, unless they print a token. */
  end: ProgramEnd | undefined;
  readonly storedKeys = {
    get: async (origin: string) => this.stored.get(origin),
    tokenSetAt: async () => this.setAt,
  };
  private readonly tokens = new CommandTokens(async (command) => {
    this.runs.push(command);
    const output = `token-number-${this.runs.length}-of-the-command\n`;
    return this.end ?? { kind: 'exited', code: 0, output };
  }, this.clock);
  readonly keys = new EndpointKeys({
    stored: this.storedKeys,
    commands: new Lazy(async () => ({
      token: ({ tokenCommand = COMMAND }: Endpoint) => this.tokens.get(tokenCommand),
      forget: ({ tokenCommand = COMMAND }: Endpoint, token: string) =>
        this.tokens.forget(tokenCommand, token),
    })),
    clock: this.clock,
  });

  request<T>(send: (key: string | undefined) => Promise<T>): Promise<T> {
    return withKey({ endpoint: VERTEX, keys: this.keys, signal }, send);
  }
}
