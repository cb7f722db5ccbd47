import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Operation } from '../../../src/operations/operation';
import { operationName } from '../../../src/simulator/geminiAnswers';
import { decodeOperationId, encodeOperationId } from '../../../src/simulator/simulatedOperation';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { exportedApi, nextChange, removeAll } from '../extension';
import { ScriptedUser } from '../scriptedUser';

const ONE_VIDEO = { kind: 'succeeded', samples: 1 } as const;
const OUTCOMES = ['failed', 'filtered', 'succeeded 1', 'succeeded 4'];

describe('the built-in simulator', () => {
  let api: VeoOperationsApi;

  before(async () => {
    api = await exportedApi();
  });
  beforeEach(async () => {
    await vscode.commands.executeCommand('veo.startSimulator');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('veo.stopSimulator');
    await removeAll(api);
  });

  it('starts with one running operation of each outcome, each with a label', () => {
    assert.deepEqual(api.operations.map(outcomeOf).sort(), OUTCOMES);
    for (const { endpoint, state, label } of api.operations) {
      assert.deepEqual([endpoint, state], ['simulator', 'running']);
      assert.ok(label);
    }
  });

  it('answers without a key', async () => {
    for (const operation of api.operations) {
      const { state, problem } = await api.check(operation);
      assert.deepEqual([state, problem], ['running', undefined]);
    }
  });

  it('leaves its operations in the list when it stops, and says why they are not checked', async () => {
    await vscode.commands.executeCommand('veo.stopSimulator');
    assert.equal(api.operations.length, 4);
    for (const operation of api.operations) {
      const { state, problem } = await api.check(operation);
      assert.deepEqual([state, problem?.kind], ['running', 'offline']);
    }
  });

  it('continues its former operations when it is started again', async () => {
    const [former] = api.operations;
    assert.ok(former);
    await vscode.commands.executeCommand('veo.stopSimulator');
    await api.check(former);
    const well = nextChange(api, ({ name, problem }) => name === former.name && problem === undefined);
    await vscode.commands.executeCommand('veo.startSimulator');
    await well;
    assert.equal(api.operations.length, 8);
  });

  it('is an endpoint only while it runs', async () => {
    const { name } = api.operations[0] as Operation;
    await vscode.commands.executeCommand('veo.stopSimulator');
    await removeAll(api);
    await assert.rejects(api.track(name, { endpoint: 'simulator' }), /There is no endpoint "simulator"/);
  });

  it('has videos that open without a warning about a key', async () => {
    const model = 'veo-3.1-generate-preview';
    const order = { startedAt: Date.now(), durationSeconds: 0, outcome: ONE_VIDEO, serial: 1 };
    const id = { endpoint: 'simulator', name: operationName(model, encodeOperationId(order)) };
    const ended = nextChange(api, ({ name, state }) => name === id.name && state === 'succeeded');
    await api.track(id.name, id);
    const { videos } = await ended;
    const user = new ScriptedUser();
    try {
      await vscode.commands.executeCommand('veo.openVideoUri', id);
      assert.deepEqual([user.openedUris, user.messages], [[videos[0]?.uri], []]);
    } finally {
      user.restore();
    }
  });
});

function outcomeOf({ name }: Operation): string {
  const outcome = decodeOperationId(name.split('/').pop() ?? '')?.outcome;
  return outcome?.kind === 'succeeded' ? `succeeded ${outcome.samples}` : String(outcome?.kind);
}
