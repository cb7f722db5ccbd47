import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { OperationId } from '../../../src/operations/operation';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { exportedApi } from '../extension';
import { GATEWAY_KEY, Gateway } from '../gateway';
import { ScriptedUser } from '../scriptedUser';

describe('an answer of an undocumented form', () => {
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
  afterEach(async () => {
    user.restore();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(() => gateway.close());

  /** Makes the next answer say in an undocumented form that an operation is done, and contain the key. */
  function scriptUnknown({ name }: OperationId): void {
    const body = JSON.stringify({ name, done: true, response: { clip: { at: 'x' }, key: GATEWAY_KEY } });
    gateway.scriptFault({ kind: 'answer', status: 200, body });
  }

  it('ends no operation, and Show Answer opens it without the key', async () => {
    const id = gateway.newId({ kind: 'succeeded', samples: 1 }, 0);
    scriptUnknown(id);
    const operation = await gateway.trackAndPoll(id);
    assert.deepEqual(
      [operation.state, operation.problem?.kind, operation.problem?.reason],
      ['running', 'malformed', 'unknownForm'],
    );
    await vscode.commands.executeCommand('veo.showAnswer', operation);
    const { document } = vscode.window.activeTextEditor ?? {};
    assert.equal(document?.languageId, 'json');
    const text = document?.getText() ?? '';
    assert.match(text, /"clip"/);
    assert.ok(!text.includes(GATEWAY_KEY.slice(3, 15)));
  });

  it('is reported by Check Now with a button that shows it, and a later answer clears it', async () => {
    const id = gateway.newId();
    await gateway.trackAndPoll(id);
    scriptUnknown(id);
    await vscode.commands.executeCommand('veo.checkNow', id);
    const reported = await user.waitForMessage(/is done, but in a form that is not known here/);
    assert.deepEqual(reported.actions, ['Show Answer', 'Check Again']);
    assert.equal((await api.check(id)).problem, undefined);
  });
});
