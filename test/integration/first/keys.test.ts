import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ApiKeys } from '../../../src/ui/apiKeys';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { Log } from '../../../src/ui/log';
import { whyNotAKey } from '../../../src/ui/prompts/askForKey';
import { exportedApi, listed } from '../extension';
import { GATEWAY_KEY, Gateway } from '../gateway';
import { MemorySecrets, RefusingSecrets } from '../memoryStorage';
import { RecordedLog } from '../recordedLog';
import { ScriptedUser } from '../scriptedUser';

const ORIGIN = 'https://api.example.com';

describe('API keys', () => {
  it('are kept in the secret storage under the origin that they belong to', async () => {
    const secrets = new MemorySecrets();
    const keys = new ApiKeys(secrets, new Log(new RecordedLog().channel));
    assert.equal(await keys.get(ORIGIN), undefined);
    assert.equal(await keys.set(ORIGIN, GATEWAY_KEY), 'secretStorage');
    assert.deepEqual([...secrets.stored], [[`veo.apiKey:${ORIGIN}`, GATEWAY_KEY]]);
    assert.equal(await keys.get(ORIGIN), GATEWAY_KEY);
    assert.equal(await keys.get('https://api.example.com:8443'), undefined);
    await keys.remove(ORIGIN);
    assert.equal(await keys.get(ORIGIN), undefined);
    keys.dispose();
  });

  it('fire an event with the origin when a key is set or removed, by this window or another', async () => {
    const secrets = new MemorySecrets();
    const keys = new ApiKeys(secrets, new Log(new RecordedLog().channel));
    const changed: string[] = [];
    keys.onDidChange((origin) => changed.push(origin));
    await keys.set(ORIGIN, GATEWAY_KEY);
    await secrets.store('veo.apiKey:https://other.example', 'k');
    await secrets.store('something else', 'k');
    await keys.remove(ORIGIN);
    assert.deepEqual(changed, [ORIGIN, 'https://other.example', ORIGIN]);
    keys.dispose();
  });

  it('last for the session when the secret storage fails, and never get into the log', async () => {
    const log = new RecordedLog();
    const keys = new ApiKeys(new RefusingSecrets(), new Log(log.channel));
    const changed: string[] = [];
    keys.onDidChange((origin) => changed.push(origin));
    assert.equal(await keys.set(ORIGIN, GATEWAY_KEY), 'session');
    assert.deepEqual([await keys.get(ORIGIN), changed], [GATEWAY_KEY, [ORIGIN]]);
    assert.equal(await keys.get('https://other.example'), undefined);
    await assert.rejects(keys.remove(ORIGIN));
    assert.equal(await keys.get(ORIGIN), undefined);
    assert.equal(log.lines.length, 3);
    assert.equal(log.text.includes(GATEWAY_KEY.slice(-8)), false);
    keys.dispose();
  });

  it('are accepted only in the form of a key', () => {
    for (const text of ['', '  ', 'two words', 'ключ', 'a\nb', 'k'.repeat(1001)])
      assert.ok(whyNotAKey(text), text);
    for (const masked of ['sk-...wxyz', 'AIza***'])
      assert.match(whyNotAKey(masked) ?? '', /its middle is missing/);
    assert.equal(whyNotAKey(GATEWAY_KEY), undefined);
  });
});

describe('the key commands', () => {
  let api: VeoOperationsApi;
  let gateway: Gateway;
  let user: ScriptedUser;

  before(async () => {
    api = await exportedApi();
  });
  beforeEach(async () => {
    gateway = await Gateway.open(api);
    user = new ScriptedUser();
  });
  afterEach(async () => {
    user.restore();
    await gateway.close();
  });

  it('send the key that was entered, without the spaces around it, as a header', async () => {
    await gateway.close();
    gateway = await Gateway.open(api, { enteredKey: `  ${GATEWAY_KEY} ` });
    const [trial, request] = gateway.simulator.requests;
    assert.equal(trial?.headers.authorization, `Bearer ${GATEWAY_KEY}`);
    assert.equal(request?.headers['x-goog-api-key'], GATEWAY_KEY);
    for (const { path } of [trial, request].flatMap((one) => one ?? []))
      assert.equal(path.includes(GATEWAY_KEY), false);
  });

  it('remove a key after a confirmation, and operations wait for another one', async () => {
    const id = gateway.newId();
    await gateway.trackAndPoll(id);
    await vscode.commands.executeCommand('veo.removeApiKey', 'gateway');
    assert.equal((await api.check(id)).problem, undefined);
    user.willClick('Remove');
    await vscode.commands.executeCommand('veo.removeApiKey', 'gateway');
    const { state, problem } = await api.check(id);
    assert.deepEqual([state, problem?.kind], ['running', 'noKey']);
    assert.equal(gateway.statusRequestCount(id), 2);
    await gateway.enterKey(GATEWAY_KEY);
    assert.equal((await api.check(id)).problem, undefined);
  });

  it('refuse what cannot be a key', async () => {
    user.willType('two words');
    await vscode.commands.executeCommand('veo.setApiKey', 'gateway');
    assert.match(user.validationErrors[0] ?? '', /no spaces/);
    const id = gateway.newId();
    await gateway.trackAndPoll(id);
    assert.equal(listed(api, id)?.problem, undefined);
  });

  it('ask which endpoint is meant', async () => {
    user.willPick('gateway');
    user.willClick('Remove');
    await vscode.commands.executeCommand('veo.removeApiKey');
    assert.equal((await api.check(await gateway.track(gateway.newId()))).problem?.kind, 'noKey');
  });
});
