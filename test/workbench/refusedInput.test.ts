import assert from 'node:assert/strict';
import { startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

const noOperation = 'There is no operation in this text.';
const secret = 'This looks like an API key or a hash, not like an operation. It was not sent anywhere.';

const refusals: readonly [what: string, text: string, reason: string][] = [
  ['prose', 'please make a video of a sunrise', noOperation],
  ['a path upwards', '../../x', noOperation],
  ['emoji', '🎬🌅🎬', noOperation],
  ['an API key of a gateway', 'sk-proj-4f1c9a7e2d8b', secret],
  ['an API key of Google', `AIza${'Sy4f1c9a7e2d8b'.repeat(3)}`, secret],
  ['a hash', '4f1c9a7e'.repeat(4), secret],
  ['a name with a query', 'models/a/operations/b?x=y', 'This is not the name of an operation.'],
  ['an address without an operation', 'https://api.thucchien.ai/v1/models', 'This address is not the status'],
];

describe('a text that names no operation', () => {
  let veo: VeoWindow;

  before(async () => {
    veo = await VeoWindow.open(await startGateway());
    await veo.workbench.showContainer('Veo');
    await veo.workbench.setClipboard('');
    await veo.workbench.runCommand('Check Veo operation');
  });
  after(() => veo.close());

  afterEach(async () => {
    assert.equal(await veo.workbench.quickInput.locator.isVisible(), true, 'the box stays open');
  });

  it('is refused when it is empty, with the form of a name', async () => {
    await veo.workbench.quickInput.accept();
    await waitForError('Paste the name of an operation, such as models/');
  });

  for (const [what, text, reason] of refusals) {
    it(`is refused with the reason while it is typed, and when it is accepted: ${what}`, async () => {
      await veo.workbench.quickInput.type(text);
      await waitForError(reason);
      await veo.workbench.quickInput.accept();
      await waitForError(reason);
    });
  }

  it('is refused when it is a megabyte long', async () => {
    await veo.workbench.setClipboard('models/a/operations/b1 '.repeat(45_600));
    await veo.workbench.quickInput.type('');
    await veo.workbench.page.keyboard.press('Control+v');
    await waitForError('That is too long.');
    await veo.workbench.quickInput.accept();
    await waitForError('That is too long.');
  });

  it('is shown in red in both themes', async () => {
    await veo.workbench.quickInput.cancel();
    for (const theme of ['light', 'dark'] as const) {
      await veo.workbench.setTheme(theme);
      await veo.workbench.setClipboard('');
      await veo.workbench.runCommand('Check Veo operation');
      await veo.workbench.quickInput.type('models/veo-3.1-generate-preview/operations/idrk08ltkg0a?alt=json');
      await veo.workbench.page.locator('.quick-input-box .monaco-inputbox.error').waitFor();
      await veo.workbench.screenshot(`refusal-${theme}`);
      if (theme === 'light') await veo.workbench.quickInput.cancel();
    }
  });

  it('is never sent and never tracked', async () => {
    assert.equal(veo.gateway.requests.length, 0);
    assert.equal(await veo.tree.all().count(), 0);
    assert.equal(await veo.workbench.statusBarItem('veo.status').isVisible(), false);
  });

  function waitForError(reason: string): Promise<void> {
    return veo.workbench.quickInput.message().filter({ hasText: reason }).waitFor();
  }
});
