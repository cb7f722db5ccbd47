import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isUnseen, type Operation } from '../../../src/operations/operation';
import type { SimulatedOutcome } from '../../../src/simulator/simulator';
import { listed } from '../extension';
import { useHarness } from '../harness';

describe('why an operation has no video', () => {
  const harness = useHarness();

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('is shown in full in a read-only document, which marks the result as seen', async () => {
    await vscode.commands.executeCommand('workbench.view.explorer');
    const operation = await ended({ kind: 'filtered', reasons: 'given' });
    await vscode.commands.executeCommand('veo.showReason', operation);
    const text = shownText();
    assert.match(text, /^Veo 3\.1 · \d\d:\d\d.*\nfiltered · Veo 3\.1 · gateway · ID /);
    assert.ok(
      text.includes(operation.state === 'filtered' ? (operation.filterReasons?.[0] ?? '?') : '?'),
      text,
    );
    const current = listed(harness.api, operation);
    assert.ok(current && !isUnseen(current));
  });

  it('is copied with the code of the failure', async () => {
    const operation = await ended({ kind: 'failed' });
    assert.ok(operation.state === 'failed');
    await vscode.commands.executeCommand('veo.copyError', operation);
    const { code, message } = operation.error;
    const copied = await vscode.env.clipboard.readText();
    assert.ok(copied.includes(String(code)) && copied.includes(message), copied);
  });

  it('is copied for the problem of a running operation, in the words of its row', async () => {
    const operation = await harness.gateway.trackAndPoll(harness.gateway.newId());
    harness.gateway.scriptFault({
      kind: 'answer',
      status: 503,
      body: '{"error":{"message":"busy \\u202e now"}}',
    });
    await harness.api.check(operation).catch(() => undefined);
    await vscode.commands.executeCommand('veo.copyError', operation);
    assert.match(
      await vscode.env.clipboard.readText(),
      /^gateway reported a server error.*HTTP 503.*busy now/,
    );
  });

  it('is not offered for an operation that has its video', async () => {
    const operation = await harness.gateway.trackSucceeded();
    await vscode.env.clipboard.writeText('as before');
    await vscode.commands.executeCommand('veo.copyError', operation);
    await vscode.commands.executeCommand('veo.showReason', operation);
    assert.equal(await vscode.env.clipboard.readText(), 'as before');
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  function ended(outcome: SimulatedOutcome): Promise<Operation> {
    return harness.gateway.trackAndPoll(harness.gateway.newId(outcome, 0));
  }

  function shownText(): string {
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'veo-reason');
    return document?.getText() ?? '';
  }
});
