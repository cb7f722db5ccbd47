import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SimulatedOutcome } from '../../../src/simulator/simulator';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { exportedApi, listed, nextChange } from '../extension';
import { Gateway } from '../gateway';
import { ScriptedUser } from '../scriptedUser';
import { changeSetting } from '../settings';

const VIDEO: SimulatedOutcome = { kind: 'succeeded', samples: 1 };
const FAILURE: SimulatedOutcome = { kind: 'failed' };

/** Each test waits for its message, so that no completion is left to be reported in the next test. */
describe('a completion found by background polling', () => {
  let api: VeoOperationsApi;
  let gateway: Gateway;
  let user: ScriptedUser;

  before(async () => {
    api = await exportedApi();
    gateway = await Gateway.open(api);
  });
  beforeEach(async () => {
    user = new ScriptedUser();
    await changeSetting('notifications', 'all');
  });
  afterEach(async () => {
    user.restore();
    await changeSetting('notifications', 'none');
  });
  after(() => gateway.close());

  it('is reported with a button that copies the ID, which marks the result as seen', async () => {
    user.willClick('Copy Video ID');
    const markedSeen = nextChange(
      api,
      (changed) => changed.state === 'succeeded' && changed.seenAt !== undefined,
    );
    const operation = await gateway.trackAndPoll(gateway.newId(VIDEO, 0));
    const { severity, actions } = await user.waitForMessage(/: The video is ready\.$/);
    assert.deepEqual([severity, actions], ['information', ['Play', 'Download…', 'Copy Video ID']]);
    await markedSeen;
    await user.commandEnded('veo.copyVideoId');
    assert.equal(await vscode.env.clipboard.readText(), operation.videos[0]?.videoId);
  });

  it('is reported together with others that follow soon, counted by kind', async () => {
    for (const outcome of [FAILURE, VIDEO, VIDEO]) await gateway.trackAndPoll(gateway.newId(outcome, 0));
    const { severity, actions } = await user.waitForMessage(/^3 operations: 2 ready · 1 failed$/);
    assert.deepEqual([severity, actions], ['information', ['Download All Unsaved…', 'Show']]);
    assert.equal(user.messages.length, 1);
  });

  it('is reported without a Download button when several have no video', async () => {
    for (const outcome of [FAILURE, FAILURE]) await gateway.trackAndPoll(gateway.newId(outcome, 0));
    const { severity, actions } = await user.waitForMessage(/^2 operations: 2 failed$/);
    assert.deepEqual([severity, actions], ['warning', ['Show']]);
  });

  it('is reported only for failures when the setting is failures', async () => {
    await changeSetting('notifications', 'failures');
    await gateway.trackAndPoll(gateway.newId(VIDEO, 0));
    const failure = await gateway.trackAndPoll(gateway.newId(FAILURE, 0));
    const { severity, actions } = await user.waitForMessage(/: It failed: Video generation failed/);
    assert.deepEqual([severity, user.messages.length], ['warning', 1]);
    assert.deepEqual(actions, ['Copy Error', 'Show']);
    assert.equal(listed(api, failure)?.state, 'failed');
  });

  it('is not reported again when a check by a person has reported it', async () => {
    const checkedId = gateway.newId(VIDEO, 0);
    await vscode.commands.executeCommand('veo.checkOperation', gateway.addressOf(checkedId));
    await user.waitForMessage(/: The video is ready\.$/);
    await gateway.trackAndPoll(gateway.newId(FAILURE, 0));
    // If the first completion had been collected, too, this message would report both.
    await user.waitForMessage(/: It failed: /);
    assert.equal(user.messages.length, 2);
  });
});
