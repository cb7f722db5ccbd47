import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { exportedApi, listed, nextChange } from '../extension';
import { Gateway } from '../gateway';
import { ScriptedUser } from '../scriptedUser';

describe('a running operation', () => {
  let api: VeoOperationsApi;
  let gateway: Gateway;
  let user: ScriptedUser;

  before(async () => {
    api = await exportedApi();
    gateway = await Gateway.open(api);
  });
  beforeEach(() => {
    user = new ScriptedUser();
  });
  afterEach(() => user.restore());
  after(() => gateway.close());

  it('stays in the list when it is no longer polled, and is polled again on request', async () => {
    const operation = await gateway.trackAndPoll(gateway.newId());
    await vscode.commands.executeCommand('veo.stopFollowing', operation);
    const message = await user.waitForMessage(/is not followed any more\. It stays in the list/);
    assert.deepEqual(message.actions, ['Follow Again']);
    assert.ok('unfollowedAt' in (listed(api, operation) ?? {}));
    await vscode.commands.executeCommand('veo.followAgain', operation);
    assert.equal(listed(api, operation)?.state, 'running');
    assert.ok(!('unfollowedAt' in (listed(api, operation) ?? {})));
  });

  it('is polled again with the button of the message about it', async () => {
    const operation = await gateway.trackAndPoll(gateway.newId());
    user.willClick('Follow Again');
    const stopped = nextChange(api, (one) => one.name === operation.name && 'unfollowedAt' in one);
    const followed = stopped.then(() =>
      nextChange(api, (one) => one.name === operation.name && !('unfollowedAt' in one)),
    );
    await vscode.commands.executeCommand('veo.stopFollowing', operation);
    await followed;
  });

  it('with an undocumented status shows it on Check Now, and offers to stop following it', async () => {
    const id = gateway.newId({ kind: 'failed' }, 3600, { contract: 'videos' });
    await gateway.trackAndPoll(id);
    const body = JSON.stringify({ id: id.name, object: 'video', status: 'Polishing' });
    gateway.scriptFault({ kind: 'answer', status: 200, body });
    await vscode.commands.executeCommand('veo.checkNow', id);
    const message = await user.waitForMessage(/is running\..*The API calls its status “Polishing”/);
    assert.deepEqual(message.actions, ['Stop Following']);
  });
});
