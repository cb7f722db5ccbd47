import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useHarness } from '../harness';

describe('Refresh Operations', () => {
  const harness = useHarness();

  it('leaves it to the rows where one could be checked', async () => {
    await trackTwo();
    harness.gateway.scriptFault({ kind: 'html' });
    await vscode.commands.executeCommand('veo.refresh');
    assert.deepEqual(harness.api.operations.map(({ problem }) => problem?.kind).sort(), [
      'malformed',
      undefined,
    ]);
    assert.deepEqual(harness.user.messages, []);
  });

  it('tells why none could be checked, also while the endpoint is not asked at all', async () => {
    const tracked = await trackTwo();
    for (const _ of tracked) harness.gateway.scriptFault({ kind: 'rateLimited', retryAfter: 600 });
    for (const _ of ['refused', 'not asked']) {
      await vscode.commands.executeCommand('veo.refresh');
      const { severity, text } = await harness.user.waitForMessage(/could not be checked/);
      assert.equal(severity, 'warning');
      assert.match(text, /^2 operations could not be checked: gateway gets too many requests .* goes on at /);
      harness.user.messages.length = 0;
    }
    assert.deepEqual(
      tracked.map((id) => harness.gateway.statusRequestCount(id)),
      [2, 2],
    );
  });

  async function trackTwo() {
    const { gateway } = harness;
    return [await gateway.trackAndPoll(gateway.newId()), await gateway.trackAndPoll(gateway.newId())];
  }
});
