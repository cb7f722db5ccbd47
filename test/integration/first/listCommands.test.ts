import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isUnseen, type Operation, type OperationId } from '../../../src/operations/operation';
import { listed, nextChange } from '../extension';
import { useHarness } from '../harness';

describe('commands that change the list', () => {
  const harness = useHarness();

  it('remove one operation', async () => {
    const [stays, goes] = [await running(), await running()];
    await vscode.commands.executeCommand('veo.removeOperation', goes);
    assert.deepEqual(names(), [stays.name]);
    assert.deepEqual((await harness.user.waitForMessage(/was removed from the list\.$/)).actions, ['Undo']);
  });

  it('remove only the finished operations', async () => {
    const stays = await running();
    for (let count = 0; count < 2; count++) await ended();
    await vscode.commands.executeCommand('veo.removeFinished');
    assert.deepEqual(names(), [stays.name]);
    await harness.user.waitForMessage(/^2 operations were removed from the list\.$/);
  });

  it('undo a removal with the former times', async () => {
    const before = await running();
    harness.user.willClick('Undo');
    const back = nextChange(harness.api, ({ name }) => name === before.name);
    await vscode.commands.executeCommand('veo.removeOperation', before);
    assert.equal((await back).trackedAt, before.trackedAt);
    // It is polled again.
    assert.equal((await harness.api.check(before)).problem, undefined);
  });

  it('give an operation a label and remove it', async () => {
    const operation = await running();
    harness.user.willType(' Sunrise in Hạ Long ', '');
    await vscode.commands.executeCommand('veo.renameOperation', operation);
    assert.equal(listed(harness.api, operation)?.label, 'Sunrise in Hạ Long');
    await vscode.commands.executeCommand('veo.renameOperation', operation);
    assert.equal(listed(harness.api, operation)?.label, undefined);
  });

  it('prefill the label box with the title that is shown, even a derived one', async () => {
    const operation = await running();
    await vscode.commands.executeCommand('veo.renameOperation', operation);
    assert.match(harness.user.initialInputs.at(-1) ?? '', /^Veo 3\.1 · \d\d:\d\d/);
    await answerWithPrompt(operation, { prompt: 'A cat on the moon' });
    await vscode.commands.executeCommand('veo.renameOperation', operation);
    assert.equal(harness.user.initialInputs.at(-1), 'A cat on the moon');
  });

  it('store no label when a derived title is accepted unchanged', async () => {
    const operation = await running();
    await answerWithPrompt(operation, { prompt: 'A cat on the moon' });
    harness.user.willType('A cat on the moon');
    await vscode.commands.executeCommand('veo.renameOperation', operation);
    assert.equal(listed(harness.api, operation)?.label, undefined);
  });

  it('strip invisible characters from a label, and store none when nothing else is left', async () => {
    const operation = await running();
    harness.user.willType('Sun\u202erise\t1', '\u200b ');
    await vscode.commands.executeCommand('veo.renameOperation', operation);
    assert.equal(listed(harness.api, operation)?.label, 'Sunrise 1');
    await vscode.commands.executeCommand('veo.renameOperation', operation);
    assert.equal(listed(harness.api, operation)?.label, undefined);
  });

  it('keep the label when Escape closes the box', async () => {
    const operation = await running();
    await harness.api.track(operation.name, { endpoint: operation.endpoint, label: 'Sunrise' });
    await vscode.commands.executeCommand('veo.renameOperation', operation);
    assert.equal(listed(harness.api, operation)?.label, 'Sunrise');
  });

  it('do not mark results as seen when called on an operation that was removed', async () => {
    await vscode.commands.executeCommand('workbench.view.explorer');
    const unseen = await ended();
    const gone = await ended();
    await harness.api.remove(gone);
    await vscode.commands.executeCommand('veo.showOperations', gone);
    assert.deepEqual(unseenNames(), [unseen.name]);
    await vscode.commands.executeCommand('veo.showOperations', 'what is no operation');
    assert.deepEqual(unseenNames(), []);
  });

  it('do nothing to an operation that is not listed', async () => {
    const operation = await running();
    const unknown: OperationId = { ...operation, name: `${operation.name}x` };
    await vscode.commands.executeCommand('veo.removeOperation', unknown);
    assert.deepEqual(names(), [operation.name]);
  });

  function running(): Promise<Operation> {
    return harness.gateway.trackAndPoll(harness.gateway.newId());
  }

  function ended(): Promise<Operation> {
    return harness.gateway.trackAndPoll(harness.gateway.newId({ kind: 'failed' }, 0));
  }

  /** Applies an answer that contains the prompt. */
  async function answerWithPrompt(
    { endpoint, name }: OperationId,
    metadata: { readonly prompt: string },
  ): Promise<void> {
    harness.gateway.scriptFault({ kind: 'answer', status: 200, body: JSON.stringify({ name, metadata }) });
    await harness.api.check({ endpoint, name });
  }

  function unseenNames(): string[] {
    return harness.api.operations.filter(isUnseen).map(({ name }) => name);
  }

  function names(): string[] {
    return harness.api.operations.map(({ name }) => name);
  }
});
