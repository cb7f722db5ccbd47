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

  it('contains the operation on the clipboard', async () => {
    await assertBoxContains(name, `  {"name": "${name}"}\n`);
  });

  it('contains the address of a video on the clipboard, and accepts it', async () => {
    const address = `${veo.gateway.url}/v1/videos/video_68d7512d07848190b3e45da0`;
    await assertBoxContains(address, `curl ${address}/content`);
    await veo.workbench.page.keyboard.press('Enter');
    await veo.keyBox.waitFor();
  });

  const others: readonly [what: string, text: string][] = [
    ['something else', 'a shopping list: milk, bread'],
    ['a word as long as an ID', 'thunderstorm'],
    ['an API key of a gateway', 'sk-proj-4f1c9a7e2d8b'],
    ['an API key of Google', `AIza${'Sy4f1c9a7e2d8b'.repeat(3)}`],
    ['a hash', '4f1c9a7e'.repeat(4)],
    ['what has the form of an ID and may be a password', 'idrk08ltkg0a\n'],
  ];

  for (const [what, text] of others) {
    it(`is empty when the clipboard contains ${what}`, async () => {
      await assertBoxContains('', text);
    });
  }

  it("contains the operation in the editor's selection, rather than that on the clipboard", async () => {
    await selectAllOf('log.txt');
    await assertBoxContains(selected, name);
  });

  it('is empty when the selection contains something else', async () => {
    await selectAllOf('notes.txt');
    await assertBoxContains('', '');
  });

  async function selectAllOf(file: string): Promise<void> {
    await veo.workbench.openFile(file);
    await veo.workbench.page.locator('.editor-instance .monaco-editor').click();
    await veo.workbench.page.keyboard.press('Control+a');
    await veo.workbench.page
      .locator('.statusbar-item')
      .getByText(/\(\d+ selected\)/)
      .waitFor();
  }

  async function openBoxWith(clipboard: string): Promise<void> {
    await veo.workbench.setClipboard(clipboard);
    await veo.workbench.runCommand('Check Veo operation');
    await veo.workbench.quickInput.locator.getByText('A name, an ID, a status address').waitFor();
  }

  /** Opens the box, which reads the clipboard first. It skips one that does not answer soon, so this tries again. */
  async function assertBoxContains(text: string, clipboard: string): Promise<void> {
    await openBoxWith(clipboard);
    const first = await veo.workbench.quickInput.text();
    if (first !== '' || text === '') return assert.equal(first, text);
    await veo.workbench.quickInput.cancel();
    await openBoxWith(clipboard);
    assert.equal(await veo.workbench.quickInput.text(), text);
  }
});
