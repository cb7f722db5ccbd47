import type { Locator } from 'playwright-core';
import { GATEWAY_KEY, isStatusRequestFor, runningOperation, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

/** VS Code decodes the arguments of links, in which the address of the file is. */
const FILE = 'cảnh đêm 1.txt';
const DURATION_SECONDS = 60;
/** A line that is wrapped is several elements of the page. */
const ONE_LINE_EACH = { 'editor.wordWrap': 'off', 'editor.minimap.enabled': false, 'editor.fontSize': 11 };

describe('a document that names operations', () => {
  let ahead = 0;
  let veo: VeoWindow;
  /** Of the shots in the file, in its order. */
  let names: readonly string[];

  before(async () => {
    const gateway = await startGateway(() => Date.now() + ahead);
    const shot = (outcome?: Parameters<typeof runningOperation>[1]) => runningOperation(gateway, outcome);
    names = [
      shot({ durationSeconds: DURATION_SECONDS }),
      shot(),
      shot({ durationSeconds: DURATION_SECONDS, outcome: { kind: 'filtered', reasons: 'given' } }),
      shot(),
    ];
    const [lantern, harbour, storm, dawn] = names;
    const text = [
      'Night shoot',
      '',
      `Lantern festival: ${lantern}`,
      `Harbour at night: ${harbour}`,
      `Storm over the bay: ${storm}`,
      '',
      `Dawn, second take: ${dawn}`,
      '',
    ];
    veo = await VeoWindow.open(gateway, {
      files: { [FILE]: text.join('\n') },
      settings: { 'veo.checking.requestsPerMinute': 600, ...ONE_LINE_EACH },
    });
    await veo.workbench.openFile(FILE);
  });
  after(() => veo.close());

  it('tracks one with a click on its name, and shows beside it that it runs', async () => {
    await line('Lantern')
      .locator('.detected-link')
      .first()
      .click({ modifiers: ['ControlOrMeta'] });
    await veo.enterKey(GATEWAY_KEY);
    await line('Lantern').filter({ hasText: 'running ·' }).waitFor();
  });

  it('tracks all of them with a command, with the words beside them as their labels', async () => {
    const { workbench } = veo;
    await workbench.runCommand('Veo: Track All Operations in This File');
    await workbench.toasts.dismiss(`4 operations in ${FILE}. One was tracked already.`);
    await line('Dawn').filter({ hasText: 'running ·' }).waitFor();
    await workbench.showContainer('Veo');
    for (const label of ['Lantern festival', 'Harbour at night', 'Storm over the bay']) {
      await veo.tree.row(label).waitFor();
    }
  });

  it('shows by itself that a video is ready, or was filtered', async () => {
    ahead += DURATION_SECONDS * 1000;
    await veo.workbench.runCommand('Veo: Refresh Operations');
    await line('Lantern').filter({ hasText: 'video ready · Play' }).waitFor();
    await line('Storm').filter({ hasText: 'filtered' }).waitFor();
    await veo.screenshots('editor-hints');
  });

  it('has a hover with what is known of one, and what can be done', async () => {
    const { page } = veo.workbench;
    await line('Lantern').locator('.detected-link').first().hover();
    const hover = page.locator('.monaco-hover:visible').filter({ hasText: 'The video is ready.' });
    for (const link of ['Play', 'Download…', 'Copy ID', 'Show in List']) {
      await hover.getByRole('link', { name: link, exact: true }).waitFor();
    }
    await veo.workbench.screenshot('editor-hover');
    await hover.getByRole('link', { name: 'Play', exact: true }).click();
    await page.locator('.tab.active', { hasText: '.mp4' }).waitFor();
  });

  it('has lenses where the setting says so', async () => {
    const { workbench } = veo;
    await workbench.changeSettings({ 'veo.editor.status': 'codeLens' });
    await workbench.openFile(FILE);
    await lens('video ready').waitFor();
    await lens('filtered').waitFor();
    await veo.screenshots('editor-lenses');
    const checked = veo.gateway.nextRequest(isStatusRequestFor(names[1] as string));
    await lens('Check Now').first().click();
    await veo.enterKey(); // A browser keeps secrets only as long as its window.
    await checked;
  });

  function line(text: string): Locator {
    return veo.workbench.page.locator('.view-line').filter({ hasText: text });
  }

  function lens(text: string): Locator {
    return veo.workbench.page.locator('.codelens-decoration a').filter({ hasText: text });
  }
});
