import assert from 'node:assert/strict';
import { startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

const name = 'models/veo-3.1-generate-preview/operations/idrk08ltkg0a';
const selected = 'models/veo-2.0-generate-001/operations/q7r8s9t0u1v2';

describe('the box that asks for an operation', () => {
  let veo: VeoWindow;

  before(async () => {
    const files = { 'log.txt': `started: ${selected}, wait for it\n`, 'notes.txt': 'nothing of the kind\n' };
    veo = await VeoWindow.open(await startGateway(), { files });
  });
  after(() => veo.close());
  afterEach(() => veo.workbench.quickInput.cancel());

  it('holds the operation that is on the clipboard', async () => {
    await askWith(`  {"name": "${name}"}\n`);
    await boxHolds(name);
  });

  it('is empty when the clipboard holds something else', async () => {
    await askWith('a shopping list: milk, bread');
    await boxIsLeftEmpty();
  });

  it('holds the operation in the selection of the editor, rather than that on the clipboard', async () => {
    await select('log.txt');
    await askWith(name);
    assert.equal(await veo.workbench.quickInput.text(), selected);
  });

  it('is empty when the selection holds something else', async () => {
    await select('notes.txt');
    await askWith('');
    await boxIsLeftEmpty();
  });

  async function select(file: string): Promise<void> {
    await veo.workbench.openFile(file);
    await veo.workbench.page.locator('.editor-instance .monaco-editor').click();
    await veo.workbench.page.keyboard.press('Control+a');
    await veo.workbench.page
      .locator('.statusbar-item')
      .getByText(/\(\d+ selected\)/)
      .waitFor();
  }

  async function askWith(clipboard: string): Promise<void> {
    await veo.workbench.setClipboard(clipboard);
    await veo.workbench.runCommand('Check Veo operation');
    await veo.workbench.quickInput.locator.getByText('A name, an ID, a status address').waitFor();
  }

  /** It comes a moment after the box. */
  async function boxHolds(text: string): Promise<void> {
    await veo.workbench.page.waitForFunction(
      `document.querySelector('.quick-input-widget .quick-input-box input')?.value === ${JSON.stringify(text)}`,
    );
  }

  /** Accepted, an empty box is refused: by then the clipboard has been read. */
  async function boxIsLeftEmpty(): Promise<void> {
    await veo.workbench.quickInput.accept();
    await veo.workbench.quickInput.message().filter({ hasText: 'Paste the name of an operation' }).waitFor();
    assert.equal(await veo.workbench.quickInput.text(), '');
  }
});
