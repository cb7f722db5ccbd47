import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { OperationId } from '../../../src/operations/operation';
import type { Simulator } from '../../../src/simulator/simulator';
import { nextChange } from '../extension';
import { GATEWAY_KEY, startServer } from '../gateway';
import { useHarness } from '../harness';
import { changeSetting } from '../settings';

describe('changing the endpoint', () => {
  const harness = useHarness();
  let other: Simulator;

  before(async () => {
    other = await startServer();
    const { gateway } = harness;
    await changeSetting('endpoints', [
      gateway.setting,
      { id: 'other', label: 'Other', kind: 'litellm', url: other.url },
    ]);
  });
  afterEach(() => changeSetting('endpoint', undefined));
  after(() => other.stop());

  it('of an operation moves it with its label, checks it there at once and asks for the missing key', async () => {
    const { api, gateway, user } = harness;
    const before = await gateway.trackAndPoll(gateway.newId());
    user.willPick('Other');
    user.willType(GATEWAY_KEY);
    await changeEndpoint(before);
    const [moved, ...rest] = api.operations;
    assert.deepEqual(
      [moved?.endpoint, moved?.name, moved?.trackedAt, rest],
      ['other', before.name, before.trackedAt, []],
    );
    assert.deepEqual(user.inputTitles, ['API Key for Other']);
    assert.ok(other.requests.some(({ path }) => path.endsWith(before.name)));
  });

  it('can be undone from its message', async () => {
    const { api, gateway, user } = harness;
    const before = await gateway.trackAndPoll(gateway.newId());
    user.willPick('Other');
    user.willClick('Undo');
    await changeEndpoint(before);
    const { text, actions } = await user.waitForMessage(/: checked at Other from now on\.$/);
    assert.deepEqual([actions, text.startsWith('Veo')], [['Undo'], true]);
    assert.deepEqual(
      api.operations.map(({ endpoint, trackedAt }) => [endpoint, trackedAt]),
      [['gateway', before.trackedAt]],
    );
  });

  it('offers the other endpoints with such names, and adding one', async () => {
    const { api, user } = harness;
    const [first] = await api.track('models/veo-3.1-generate-preview/operations/a1', { endpoint: 'gateway' });
    await changeEndpoint(first);
    const [second] = await api.track(videoName(), { endpoint: 'gateway' });
    await changeEndpoint(second);
    const labels = user.pickLists.map((items) => items.map((item) => (item as { label: string }).label));
    const add = '$(add) Add Endpoint…';
    assert.deepEqual(labels, [
      ['AI Thực Chiến', 'Google', 'Other', add],
      ['AI Thực Chiến', 'Other', add],
    ]);
  });

  it('is not offered for an operation that has its videos', async () => {
    const ready = await harness.gateway.trackSucceeded();
    await changeEndpoint(ready);
    assert.deepEqual([harness.user.pickLists, harness.api.operations[0]?.endpoint], [[], 'gateway']);
  });

  it('is offered by the message about an operation that the endpoint does not know', async () => {
    const { gateway, user } = harness;
    const id = await gateway.track(gateway.newId());
    gateway.scriptFault({ kind: 'notFound' });
    gateway.scriptFault({ kind: 'notFound' });
    await vscode.commands.executeCommand('veo.checkNow', id);
    const { actions } = await user.waitForMessage(/does not know this operation/);
    assert.deepEqual(actions, ['Change Endpoint…', 'Check Again']);
  });

  describe('for new operations', () => {
    it('moves the unanswered operations that were pasted without an address, and can be undone', async () => {
      const { api, gateway, user } = harness;
      await changeSetting('endpoint', 'gateway');
      const answered = await gateway.trackAndPoll({ ...gateway.newId() });
      const ids = [gateway.newId(), gateway.newId()];
      for (const { name } of ids) {
        gateway.scriptFault({ kind: 'notFound' });
        const denied = nextChange(api, (one) => one.name === name && one.problem !== undefined);
        await api.track(name);
        await denied;
      }
      const pastedWithAddress = gateway.newId();
      gateway.scriptFault({ kind: 'notFound' });
      await gateway.trackAndPoll(pastedWithAddress);
      user.willClick('Undo');
      await changeSetting('endpoint', 'other');
      await user.waitForMessage(/^2 operations that had no answer yet are now checked at Other\.$/);
      await new Promise(setImmediate);
      assert.deepEqual(endpointsOf([answered, ...ids, pastedWithAddress]), Array(4).fill('gateway'));
      await changeSetting('endpoint', 'google');
      assert.deepEqual(endpointsOf(ids), ['gateway', 'gateway']);
    });

    it('moves unanswered operations again at the next change', async () => {
      const { api, gateway, user } = harness;
      await changeSetting('endpoint', 'gateway');
      const id = gateway.newId();
      other.script({ always: { kind: 'notFound' }, operation: id.name });
      gateway.scriptFault({ kind: 'notFound' });
      const denied = nextChange(api, (one) => one.name === id.name && one.problem !== undefined);
      await api.track(id.name);
      await denied;
      await changeSetting('endpoint', 'other');
      assert.deepEqual(endpointsOf([id]), ['other']);
      await changeSetting('endpoint', 'nowhere');
      assert.deepEqual(endpointsOf([id]), ['other']);
      await changeSetting('endpoint', 'google');
      assert.deepEqual(endpointsOf([id]), ['google']);
      assert.equal(user.messages.filter(({ text }) => /had no answer yet: it is now/.test(text)).length, 2);
    });

    it('leaves operations of an API that Google does not have', async () => {
      await changeSetting('endpoint', 'gateway');
      const [video] = await harness.api.track(videoName());
      await changeSetting('endpoint', 'google');
      assert.deepEqual(endpointsOf(video ? [video] : []), ['gateway']);
    });
  });

  /** The ID of a new operation of `/v1/videos`. */
  function videoName(): string {
    return harness.gateway.newId({ kind: 'failed' }, 3600, { contract: 'videos' }).name;
  }

  function changeEndpoint(operation: OperationId | undefined): Thenable<unknown> {
    return vscode.commands.executeCommand('veo.changeEndpoint', operation);
  }

  /** The endpoints of operations with these names. */
  function endpointsOf(ids: readonly OperationId[]): (string | undefined)[] {
    return ids.map(({ name }) => harness.api.operations.find((one) => one.name === name)?.endpoint);
  }
});
