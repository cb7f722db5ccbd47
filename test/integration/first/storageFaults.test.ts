import assert from 'node:assert/strict';
import { BUILT_IN_ENDPOINTS, type Endpoint } from '../../../src/endpoints/endpoint';
import { newOperation } from '../../../src/operations/operation';
import { toRecord } from '../../../src/operations/record';
import { nodePlatform } from '../../../src/platform/node/nodePlatform';
import { ArchiveWriteError, OperationStorage } from '../../../src/tracking/list/operationStorage';
import { ApiKeys } from '../../../src/ui/apiKeys';
import { Log } from '../../../src/ui/log';
import { notifyUnreadable, unsavedListNotifier } from '../../../src/ui/messages/storageNotices';
import { askForKey } from '../../../src/ui/prompts/askForKey';
import { CurrentSettings } from '../../../src/ui/settings';
import { GATEWAY_KEY } from '../gateway';
import { MemoryMemento, MemorySecrets, RefusingSecrets } from '../memoryStorage';
import { RecordedLog } from '../recordedLog';
import { idOf } from '../sampleOperations';
import { ScriptedUser } from '../scriptedUser';

describe('a storage with a fault', () => {
  const endpoint = BUILT_IN_ENDPOINTS[1] as Endpoint;
  let user: ScriptedUser;
  let recorded: RecordedLog;
  let log: Log;

  beforeEach(() => {
    user = new ScriptedUser();
    recorded = new RecordedLog();
    log = new Log(recorded.channel);
  });
  afterEach(() => user.restore());

  it('shows a message when stored operations could not be read, and none otherwise', async () => {
    notifyUnreadable(0, log);
    notifyUnreadable(1, log);
    notifyUnreadable(2, log);
    await user.waitForMessage(/^2 stored operations could not be read\. They are kept aside/);
    assert.equal(user.messages.length, 2);
  });

  it('still gives its list when a record cannot be read in time', async () => {
    const memento = new MemoryMemento();
    const begun = performance.now();
    let readings = 0;
    const endless = {
      get version() {
        // It takes at most 20 s, so that a host that cannot interrupt it does not hang for ever.
        const isLong = readings++ < 2;
        while (isLong && performance.now() - begun < 20_000);
        return 2;
      },
    };
    const record = toRecord(newOperation(idOf('m1'), {}, 0));
    await memento.update('veo.operations', [endless, record]);
    const { timeLimit } = nodePlatform;
    const { operations, newlyUnreadable } = new OperationStorage(memento, undefined, { timeLimit }).load();
    assert.deepEqual([operations.map(({ name }) => name), newlyUnreadable], [[idOf('m1').name], 1]);
    assert.ok(performance.now() - begun < 10_000, `${performance.now() - begun} ms`);
  });

  it('shows one message when the list cannot be saved, and logs each failure', async () => {
    const unsaved = unsavedListNotifier(log);
    unsaved(new Error('full'));
    unsaved(new Error('full'));
    await user.waitForMessage(/could not save the list of operations/);
    assert.deepEqual([user.messages.length, recorded.lines.length], [1, 2]);
  });

  it('shows another message when only the archive could not be written', async () => {
    const unsaved = unsavedListNotifier(log);
    for (let time = 0; time < 2; time++) unsaved(new ArchiveWriteError(new Error('full')));
    unsaved(new Error('full'));
    await user.waitForMessage(
      /^The archive of older operations could not be written\. .* stays in the workspace/,
    );
    await user.waitForMessage(/could not save the list of operations/);
    assert.equal(user.messages.length, 2);
  });

  it('shows one message when the API keys cannot be read', async () => {
    const keys = new ApiKeys(new RefusingSecrets(), log);
    assert.equal(await keys.get('https://a.example'), undefined);
    assert.equal(await keys.get('https://b.example'), undefined);
    await user.waitForMessage(/could not be read, so your API keys cannot be used/);
    assert.equal(user.messages.length, 1);
    keys.dispose();
  });

  it('shows a message when an API key is kept for the session only, and the key is used', async () => {
    const keys = new ApiKeys(new RefusingSecrets(), log);
    const settings = new CurrentSettings();
    user.willType(GATEWAY_KEY, GATEWAY_KEY);
    assert.equal(await askForKey(endpoint, { keys, settings, trial: async () => {} }), true);
    await user.waitForMessage(/kept in memory only, until VS Code ends/);
    assert.equal(await keys.get(endpoint.url), GATEWAY_KEY);
    settings.dispose();
    keys.dispose();
  });

  it('does not keep a key of the session when another window could store one', async () => {
    const secrets = new MemorySecrets();
    const store = secrets.store.bind(secrets);
    secrets.store = () => Promise.reject(new Error('No keyring'));
    const keys = new ApiKeys(secrets, log);
    await keys.set(endpoint.url, 'of the session');
    await store(`veo.apiKey:${endpoint.url}`, 'of the other window');
    assert.equal(await keys.get(endpoint.url), 'of the other window');
    keys.dispose();
  });
});
