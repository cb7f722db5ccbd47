import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { OperationId } from '../../../src/operations/operation';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { exportedApi } from '../extension';
import { Gateway } from '../gateway';
import { changeSetting } from '../settings';

describe('background checking', () => {
  let api: VeoOperationsApi;
  let gateway: Gateway;

  before(async () => {
    api = await exportedApi();
  });
  beforeEach(async () => {
    gateway = await Gateway.open(api);
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('veo.resumeChecking');
    await changeSetting('checking.enabled', undefined);
    await gateway.close();
  });

  it('starts at once for an operation that is tracked', async () => {
    const id = gateway.newId();
    const requested = gateway.simulator.nextRequest();
    await gateway.track(id);
    const { method, path, headers } = await requested;
    assert.deepEqual([method, path], ['GET', `/gemini/v1beta/${id.name}`]);
    assert.match(headers['user-agent'] ?? '', /^veo-operations\/\d+\.\d+\.\d+/);
  });

  it('stops while it is paused, except on request, and continues when it is resumed', async () => {
    await vscode.commands.executeCommand('veo.pauseChecking');
    await assertPausedExceptOnRequest(() => vscode.commands.executeCommand('veo.resumeChecking'));
  });

  it('stops while veo.checking.enabled is off, except on request, and continues when it is on', async () => {
    await changeSetting('checking.enabled', false);
    await assertPausedExceptOnRequest(() => changeSetting('checking.enabled', true));
  });

  it('polls all running operations at once on Refresh, and no finished one', async () => {
    const ended = await gateway.trackAndPoll(gateway.newId({ kind: 'failed' }, 0));
    const running = [
      await gateway.trackAndPoll(gateway.newId()),
      await gateway.trackAndPoll(gateway.newId()),
    ];
    await vscode.commands.executeCommand('veo.refresh');
    assert.deepEqual([...running, ended].map(requests), [2, 2, 1]);
  });

  async function assertPausedExceptOnRequest(resume: () => PromiseLike<unknown>): Promise<void> {
    const [waiting, checkedOperation] = [
      await gateway.track(gateway.newId()),
      await gateway.track(gateway.newId()),
    ];
    // If the waiting one were due, it would have been polled between these.
    for (let times = 1; times <= 3; times++) await api.check(checkedOperation);
    assert.deepEqual([waiting, checkedOperation].map(requests), [0, 3]);
    const resumed = gateway.simulator.nextRequest(({ path }) => path.endsWith(waiting.name));
    await resume();
    await resumed;
  }

  function requests(id: OperationId): number {
    return gateway.statusRequestCount(id);
  }
});
