import assert from 'node:assert/strict';
import { systemTime } from '../../../src/base/time';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { runProgram } from '../../../src/platform/node/nodeProgram';
import { CommandTokens } from '../../../src/tracking/commandTokens';
import type { CommandLine } from '../../../src/tracking/programs';
import { AllowedTokenCommands } from '../../../src/ui/allowedTokenCommands';
import { ApiKeys } from '../../../src/ui/apiKeys';
import { Log } from '../../../src/ui/log';
import { CommandConsent } from '../../../src/ui/prompts/commandConsent';
import { MemoryMemento, MemorySecrets } from '../memoryStorage';
import { RecordedLog } from '../recordedLog';
import { ScriptedUser } from '../scriptedUser';

const TOKEN = 'ya29.a-token-that-a-command-prints';
const COMMAND: CommandLine = [process.execPath, '-e', `console.log('${TOKEN}')`, 'it is "quoted"\u202e'];
const VERTEX: Endpoint = {
  ...{ id: 'vertex', label: 'Vertex', kind: 'agentPlatform', auth: { kind: 'key' } },
  ...{ url: 'https://aiplatform.googleapis.com', tokenCommand: COMMAND },
};

describe('a command that prints a token', () => {
  let user: ScriptedUser;
  let state: MemoryMemento;
  beforeEach(() => {
    user = new ScriptedUser();
    state = new MemoryMemento();
    // The extension host is Electron, which is Node only with this.
    process.env.ELECTRON_RUN_AS_NODE = '1';
  });
  afterEach(() => user.restore());

  it('is shown in full in one modal, and runs once it is allowed', async () => {
    user.willClick('Allow');
    const commands = newCommands();
    const tokens = await Promise.all([commands.token(VERTEX), commands.token(VERTEX)]);
    assert.deepEqual(tokens, [TOKEN, TOKEN]);
    assert.equal(user.messages.length, 1);
    const [message] = user.messages;
    assert.match(message?.text ?? '', /^Run this command to get a token for Vertex\?/);
    assert.match(message?.detail ?? '', /"it is \\"quoted\\"\\u202e"/);
    assert.match(message?.detail ?? '', /only to \*\.googleapis\.com/);
  });

  it('is not asked about again, neither now nor after a restart', async () => {
    user.willClick('Allow');
    await newCommands().token(VERTEX);
    assert.equal(await newCommands().token(VERTEX), TOKEN);
    assert.equal(user.messages.length, 1);
  });

  it('is asked about again when it is another one, or for another origin', async () => {
    user.willClick('Allow');
    await newCommands().token(VERTEX);
    for (const other of [{ tokenCommand: [...COMMAND, 'x'] as const }, { url: 'https://proxy.example' }]) {
      await assert.rejects(newCommands().token({ ...VERTEX, ...other }), { reason: 'commandNotAllowed' });
    }
    assert.equal(user.messages.length, 3);
  });

  it('that is refused does not run, until the person allows it with the button of the problem', async () => {
    const commands = newCommands();
    const refused = { kind: 'noKey', reason: 'commandNotAllowed' };
    await assert.rejects(commands.token(VERTEX), refused);
    await assert.rejects(commands.token(VERTEX), refused);
    assert.equal(user.messages.length, 1);
    user.willClick('Allow');
    assert.equal(await commands.allow(VERTEX), true);
    assert.equal(await commands.token(VERTEX), TOKEN);
  });

  it('leaves neither itself nor its token in the state', async () => {
    user.willClick('Allow');
    await newCommands().token(VERTEX);
    const stored = JSON.stringify(state.keys().map((key) => [key, state.get(key)]));
    assert.match(stored, /[0-9a-f]{64}/);
    assert.doesNotMatch(stored, /ya29|console|quoted/);
  });

  function newCommands(): AllowedTokenCommands {
    return new AllowedTokenCommands(new CommandConsent(state), new CommandTokens(runProgram, systemTime));
  }
});

describe('the time at which a token was pasted', () => {
  it('is kept with it, and goes with it', async () => {
    const secrets = new MemorySecrets();
    const keys = new ApiKeys(secrets, new Log(new RecordedLog().channel));
    const before = Date.now();
    await keys.set('https://a.example', TOKEN);
    assert.ok(((await keys.tokenSetAt('https://a.example')) ?? 0) >= before);
    await keys.set('https://a.example', 'AQ.a-key-that-lasts');
    assert.equal(await keys.tokenSetAt('https://a.example'), undefined);
    await keys.set('https://a.example', TOKEN);
    await keys.remove('https://a.example');
    assert.equal(secrets.stored.size, 0);
    keys.dispose();
  });
});
