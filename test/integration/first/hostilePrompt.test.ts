import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { OperationId } from '../../../src/operations/operation';
import { useHarness } from '../harness';

/** Has a link that runs a command, an icon, a terminal escape sequence and a right-to-left override. */
const HOSTILE = 'Lantern [click](command:workbench.action.quit) $(bug)\u001b[31m\u202e\u2028red';
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}]|\p{Cf}/u;

describe('a hostile prompt', () => {
  const harness = useHarness();

  it('makes neither a link nor an icon in an input box', async () => {
    await vscode.commands.executeCommand('veo.renameOperation', await trackHostile());
    const [said = ''] = harness.user.inputPrompts;
    assert.match(said, /Lantern \[click\] \(command:workbench\.action\.quit\) \\\$\(bug\)/);
    for (const text of [said, ...harness.user.initialInputs]) assert.doesNotMatch(text, UNSEEN);
  });

  it('makes no icon in a quick pick', async () => {
    await trackHostile();
    await vscode.commands.executeCommand('veo.copyOperationName');
    const [item] = harness.user.pickLists.flat() as vscode.QuickPickItem[];
    assert.match(item?.label ?? '', /\\\$\(bug\)/);
    assert.doesNotMatch(item?.label ?? '', UNSEEN);
  });

  it('makes no link in a message', async () => {
    await vscode.commands.executeCommand('veo.checkNow', await trackHostile());
    const { text } = await harness.user.waitForMessage(/is running/);
    assert.match(text, /Lantern \[click\] \(command:/);
    assert.doesNotMatch(text, UNSEEN);
  });

  async function trackHostile(): Promise<OperationId> {
    const id = harness.gateway.newId();
    const [operation] = await harness.api.track(JSON.stringify({ name: id.name, prompt: HOSTILE }), {
      endpoint: id.endpoint,
    });
    assert.ok(operation?.prompt);
    return id;
  }
});
