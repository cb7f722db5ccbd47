import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { endedOperation, fileNameOf, runningOperation, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

describe('from hand to hand', () => {
  let veo: VeoWindow;
  let running: string;
  let saved: string;
  /** Named in a file of the workspace. */
  let inFile: string;

  before(async () => {
    const gateway = await startGateway();
    inFile = runningOperation(gateway);
    veo = await VeoWindow.open(gateway, {
      settings: { 'veo.download.folder': 'videos' },
      files: { 'poll.py': '', 'notes.md': '', 'ids.log': inFile },
    });
    running = runningOperation(veo.gateway);
    saved = endedOperation(veo.gateway);
    await veo.track(running);
    await veo.track(saved);
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
    assert.equal(await veo.tree.all().count(), 2);
  });

  it('a row that is dragged into a document inserts its name', async () => {
    const lines = await openedDocument('poll.py');
    await veo.row(running).locator.dragTo(lines);
    await lines.getByText(running).waitFor();
  });

  it('a row that is dragged into Markdown inserts a link to its saved video', async () => {
    const { workbench } = veo;
    await veo.row(saved).clickAction('Download Video…');
    await workbench.toasts.dismiss('Saved ');
    const lines = await openedDocument('notes.md');
    await veo.row(saved).locator.dragTo(lines);
    await lines.getByText(`(videos/${fileNameOf(saved)})`).waitFor();
    await workbench.screenshot('handToHand-drag');
  });

  it('text that is dragged onto the view is tracked', async () => {
    const { page, toasts } = veo.workbench;
    const name = runningOperation(veo.gateway);
    await openedDocument('poll.py');
    // A selection in a document will not do: VS Code drags that only within the document.
    await page.keyboard.press('Control+f');
    const box = page.locator('.find-widget textarea').first();
    await box.fill(name);
    await box.press('Control+a');
    await box.dragTo(veo.row(running).locator);
    await veo.row(name).waitFor();
    await toasts.dismiss('was added to the list.');
  });

  it('a file that is dragged out of the Explorer onto the view is looked through', async () => {
    const { page } = veo.workbench;
    await veo.workbench.showContainer('Explorer');
    await veo.workbench.fileInExplorer('ids.log').hover();
    await page.mouse.down();
    await dragOver(page.locator('.activitybar').getByRole('tab', { name: /^Veo/ }));
    await dragOver(veo.row(running).locator);
    await page.mouse.up();
    await veo.row(inFile).waitFor();
  });

  /** Moves what is dragged over something, twice: at the first move it only enters. */
  async function dragOver(target: Locator): Promise<void> {
    await target.hover();
    await target.hover({ position: { x: 12, y: 12 } });
  }

  /** The lines of a document of the workspace. */
  async function openedDocument(name: string): Promise<Locator> {
    await veo.workbench.openFile(name);
    return veo.workbench.page.locator('.editor-group-container.active .monaco-editor .view-lines');
  }
});
