import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { listed, removeAll } from '../extension';
import { useHarness } from '../harness';
import { openText } from '../openText';
import { ReplacedProperties } from '../replacedProperties';

describe('Check Veo operation in the menu of a selection', () => {
  const harness = useHarness();
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('checks what is selected in the editor, all selections together, and nothing else in the document', async () => {
    const [first, second, other] = [1, 2, 3].map(() => harness.gateway.newId());
    assert.ok(first && second && other);
    await select([first, other, second].map((id) => harness.gateway.addressOf(id)).join('\n'), [0, 2]);
    await vscode.commands.executeCommand('veo.checkSelection');
    assert.equal(listed(harness.api, first)?.source, 'editor');
    assert.ok(listed(harness.api, second)?.checkedAt);
    assert.equal(listed(harness.api, other), undefined);
  });

  it('opens the box with the text that names no operation, and says why', async () => {
    await removeAll(harness.api);
    await select('nothing of the kind', [0]);
    await vscode.commands.executeCommand('veo.checkSelection');
    assert.deepEqual(harness.user.initialInputs, ['nothing of the kind']);
    assert.match(harness.user.initialValidations.join(), /no operation in this text/);
  });

  it('takes nothing from the clipboard where nothing is selected in a terminal, and leaves its text', async () => {
    const id = harness.gateway.newId();
    const copied = harness.gateway.addressOf(id);
    await vscode.env.clipboard.writeText(copied);
    await vscode.commands.executeCommand('veo.checkTerminalSelection');
    assert.equal(listed(harness.api, id), undefined);
    assert.deepEqual(harness.user.initialInputs, ['']);
    assert.equal(await vscode.env.clipboard.readText(), copied);
  });

  it('asks before it uses a clipboard without a text, which may hold a picture, and leaves alone one that it may not read', async () => {
    const written: string[] = [];
    const replaced = new ReplacedProperties();
    let readText: () => Promise<string> = async () => '';
    replaced.replaceGetter(vscode.env, 'clipboard', {
      readText: () => readText(),
      writeText: async (text: string) => written.push(text),
    });
    try {
      await vscode.commands.executeCommand('veo.checkTerminalSelection');
      await harness.user.waitForMessage(/^Check what is selected in the terminal\?$/);
      assert.deepEqual(harness.user.initialInputs, []);
      harness.user.willClick('Check Now');
      await vscode.commands.executeCommand('veo.checkTerminalSelection');
      assert.deepEqual(harness.user.initialInputs, ['']);
      readText = () => Promise.reject(new Error('denied'));
      await vscode.commands.executeCommand('veo.checkTerminalSelection');
      assert.deepEqual(harness.user.initialInputs, ['', '']);
      assert.deepEqual(written, []);
    } finally {
      replaced.restore();
    }
  });
});

/** Opens a document with a text, and selects lines of it, which count from 0. */
async function select(content: string, lines: readonly number[]): Promise<void> {
  const document = await openText(content);
  const editor = await vscode.window.showTextDocument(document);
  editor.selections = lines.map((line) => {
    const { start, end } = document.lineAt(line).range;
    return new vscode.Selection(start, end);
  });
}
