import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { runningOperation, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

describe('from hand to hand', () => {
  let veo: VeoWindow;
  let running: string;

  before(async () => {
    veo = await VeoWindow.open(await startGateway());
    running = runningOperation(veo.gateway);
    await veo.track(running);
  });
  after(() => veo.close());

  it('Ctrl+V in the view adds what the clipboard names, and Undo takes it back', async () => {
    const { workbench } = veo;
    const names = [runningOperation(veo.gateway), runningOperation(veo.gateway)];
    await workbench.setClipboard(names.join('\n'));
    await veo.row(running).select();
    await workbench.page.keyboard.press('Control+v');
    for (const name of names) await veo.row(name).waitFor();
    await workbench.screenshot('handToHand-paste');
    await workbench.toasts.click('2 operations were added to the list.', 'Undo');
    for (const name of names) await veo.row(name).locator.waitFor({ state: 'detached' });
    assert.equal(await veo.tree.all().count(), 1);
  });

  it('a row that is dragged into a document inserts its name', async () => {
    const lines = await openedDocument('poll.py');
    await veo.row(running).locator.dragTo(lines);
    await lines.getByText(running).waitFor();
  });

  /** The lines of a new document of the workspace. */
  async function openedDocument(name: string): Promise<Locator> {
    await writeFile(join(veo.workbench.folder, name), '');
    await veo.workbench.openFile(name);
    return veo.workbench.page.locator('.editor-group-container.active .monaco-editor .view-lines');
  }
});
