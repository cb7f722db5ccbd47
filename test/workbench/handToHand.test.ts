import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { linkTo } from '../../src/ui/exchange/operationLink';
import { endedOperation, fileNameOf, runningOperation, startGateway, titleOf } from './gateway';
import { VeoWindow } from './veoWindow';

const EXTENSION = 'veo-operations.veo-operations';
/** The scheme of code-server's VS Code. */
const SCHEME = 'code-oss';

describe('from hand to hand', () => {
  let veo: VeoWindow;
  let running: string;
  let saved: string;

  before(async () => {
    veo = await VeoWindow.open(await startGateway(), { settings: { 'veo.download.folder': 'videos' } });
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

  it('a row that is dragged into Markdown with Shift inserts a link to its saved video', async () => {
    const { workbench } = veo;
    await veo.row(saved).clickAction('Download Video…');
    await workbench.toasts.dismiss('Saved ');
    const lines = await openedDocument('notes.md');
    await workbench.page.keyboard.down('Shift');
    await veo.row(saved).locator.dragTo(lines);
    await workbench.page.keyboard.up('Shift');
    await lines.getByText(`(videos/${fileNameOf(saved)})`).waitFor();
    await workbench.screenshot('handToHand-drag');
  });

  it('a row that is dragged into the Explorer copies its saved video there', async () => {
    const { page } = veo.workbench;
    await veo.workbench.showContainer('Explorer');
    const row = veo.row(saved).locator;
    await veo.workbench.showContainer('Veo');
    const box = await row.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 60, box.y + 8);
    await page.mouse.down();
    const tab = page.locator('.activitybar').getByRole('tab', { name: /^Explorer/ });
    const target = veo.workbench.fileInExplorer('notes.md');
    await tab.hover();
    await target.waitFor();
    await target.hover();
    await target.hover();
    await page.mouse.up();
    await veo.workbench.fileInExplorer(fileNameOf(saved)).waitFor();
    await veo.workbench.showContainer('Veo');
  });

  it('a selected text that is dropped onto the view is tracked', async () => {
    const name = runningOperation(veo.gateway);
    const lines = await openedDocument('log.txt', name);
    const word = lines.getByText(name);
    await word.click({ clickCount: 3 });
    await word.dragTo(veo.row(running).locator);
    await veo.row(name).waitFor();
    await veo.workbench.toasts.dismiss('was added to the list.');
  });

  it('a link is tracked after a question that shows all of it', async () => {
    const { workbench } = veo;
    const name = runningOperation(veo.gateway);
    const operation = { name, endpoint: 'own', label: 'Lễ hội đèn lồng & phố cổ' };
    await workbench.runCommand('Developer: Open URL');
    await workbench.quickInput.type(linkTo(operation, SCHEME, EXTENSION));
    await workbench.quickInput.accept();
    await workbench.answer(/to open this URI/, 'Open');
    const question = workbench.dialog('Track this operation?');
    await question.getByText(name).waitFor();
    await question.getByText('Lễ hội đèn lồng & phố cổ').waitFor();
    await workbench.screenshot('handToHand-link');
    await workbench.answer('Track this operation?', 'Track');
    await veo.tree.row('Lễ hội đèn lồng & phố cổ').waitFor();
    assert.ok(titleOf(name));
  });

  /** The lines of a new document of the workspace. */
  async function openedDocument(name: string, text = ''): Promise<Locator> {
    await writeFile(join(veo.workbench.folder, name), text);
    await veo.workbench.openFile(name);
    return veo.workbench.page.locator('.editor-group-container.active .monaco-editor .view-lines');
  }
});
