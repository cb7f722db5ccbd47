import assert from 'node:assert/strict';
import { endedOperation, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';
import { isVisibleWithin } from './visibility';

/** Its text is drawn as elements of the page, and small, so that no name is wrapped: the font may be a wide one. */
const SETTINGS = { 'terminal.integrated.gpuAcceleration': 'off', 'terminal.integrated.fontSize': 7 };
/** Of the first characters of a row. */
const NEAR_START_PX = { x: 60, y: 5 };
/** Below the printed text. */
const AWAY_PX = 100;
const TOOLTIP_ATTEMPTS = 6;
const TOOLTIP_RETRY_MS = 3000;
const KEYS = 'Control+Shift+Alt+V';
const TITLE = 'Check Veo operation';

describe('an operation that a program has printed in the terminal', () => {
  let veo: VeoWindow;

  before(async () => {
    const gateway = await startGateway();
    veo = await VeoWindow.open(gateway, {
      settings: SETTINGS,
      files: { 'ids.txt': endedOperation(gateway) },
    });
    await openTerminal();
  });
  after(() => veo.close());

  it('is a link that tracks it, and that plays its video once that is known to be ready', async () => {
    const { workbench, gateway } = veo;
    const name = endedOperation(gateway);
    await print(name);
    await tooltipOver(name, /^Track\sthis\sVeo\soperation/);
    await followLink();
    await veo.enterKey();
    await veo.row(name).waitFor();
    await tooltipOver(name, /^Play\s.*:\svideo\sready/);
    await followLink();
    assert.match(await workbench.video.open(), /\.mp4$/);
    await workbench.runCommand('View: Close All Editors');
  });

  it('is checked when it is selected, by the menu and by the keys, and the clipboard stays', async () => {
    const { workbench, gateway } = veo;
    for (const isByMenu of [true, false]) {
      const name = endedOperation(gateway);
      await print(name);
      await workbench.setClipboard('what I copied');
      await select(name);
      if (isByMenu) await pickAt(name);
      else await workbench.page.keyboard.press(KEYS);
      await veo.row(name).waitFor();
      assert.equal(await workbench.clipboard(), 'what I copied');
    }
  });

  it('opens the box of the command by the same keys when nothing is selected; the menu has nothing then', async () => {
    const { workbench } = veo;
    await terminal().click();
    await selectionIsKnown();
    await terminal().click({ button: 'right' });
    assert.ok(!(await workbench.menu.items()).includes(TITLE));
    await workbench.page.keyboard.press('Escape');
    await terminal().click();
    await workbench.page.keyboard.press(KEYS);
    await workbench.quickInput.locator.getByText('A name, an ID, a status address').waitFor();
    await workbench.quickInput.cancel();
  });

  it('can be checked in an editor, too, by the menu of its selection', async () => {
    const { workbench } = veo;
    await workbench.openFile('ids.txt');
    const editor = workbench.page.locator('.editor-instance .view-line').first();
    await editor.dblclick({ position: NEAR_START_PX });
    await editor.click({ button: 'right', position: NEAR_START_PX });
    assert.ok((await workbench.menu.items()).includes(TITLE));
    await workbench.page.keyboard.press('Escape');
  });

  it('is checked by the menu of a right click that selects it, as on macOS', async () => {
    const { workbench, gateway } = veo;
    await workbench.changeSettings({ ...SETTINGS, 'terminal.integrated.rightClickBehavior': 'selectWord' });
    await veo.setKey();
    await openTerminal();
    await workbench.setClipboard('what I copied');
    const name = endedOperation(gateway);
    await print(name);
    await pickAt(name);
    await veo.row(name).waitFor();
  });

  async function openTerminal(): Promise<void> {
    await veo.workbench.runCommand('Terminal: Create New Terminal');
    await terminal().locator('.xterm-rows').waitFor();
  }

  function terminal() {
    return veo.workbench.page.locator('.terminal-wrapper.active .xterm:visible').last();
  }

  function rowsWith(text: string) {
    return terminal().locator('.xterm-rows > div').filter({ hasText: text });
  }

  /** Lets a program print a text. What is typed is broken by quotes, so that it stands in the terminal once. */
  async function print(text: string): Promise<void> {
    await terminal().click();
    await veo.workbench.page.keyboard.type(` echo "${text.slice(0, 5)}""${text.slice(5)}"\n`);
    await rowsWith(text).waitFor();
  }

  async function placeOf(text: string) {
    const box = await rowsWith(text).boundingBox();
    if (!box) throw new Error('The row is not in sight.');
    return { x: box.x + NEAR_START_PX.x, y: box.y + NEAR_START_PX.y };
  }

  async function select(text: string): Promise<void> {
    const { x, y } = await placeOf(text);
    await veo.workbench.page.mouse.dblclick(x, y);
    await selectionIsKnown();
  }

  /** The menu learns of a selection by a timer of 0 ms that is set when the button is up (`_refreshSelectionContextKey`). */
  async function selectionIsKnown(): Promise<void> {
    await veo.workbench.page.evaluate('new Promise((resolve) => setTimeout(resolve))');
  }

  /** Chooses our entry in the menu of a printed text. */
  async function pickAt(text: string): Promise<void> {
    const { x, y } = await placeOf(text);
    await veo.workbench.page.mouse.click(x, y, { button: 'right' });
    await veo.workbench.menu.pick(TITLE);
  }

  /**
   * Moves the pointer over a printed text. The tooltip has the state of that moment, so this tries again.
   *
   * @param words with `\s` for a space: VS Code writes no-break spaces into it
   */
  async function tooltipOver(text: string, words: RegExp): Promise<void> {
    const { page } = veo.workbench;
    const tooltip = page.locator('.monaco-hover').getByText(words).first();
    for (let attempt = 1; attempt < TOOLTIP_ATTEMPTS; attempt++) {
      const { x, y } = await placeOf(text);
      await page.mouse.move(x, y + AWAY_PX);
      await page.mouse.move(x, y, { steps: 5 });
      if (await isVisibleWithin(tooltip, TOOLTIP_RETRY_MS)) return;
    }
    throw new Error(`No tooltip says ${words}.`);
  }

  /** With the pointer over the link. */
  async function followLink(): Promise<void> {
    const { keyboard, mouse } = veo.workbench.page;
    await keyboard.down('Control');
    await mouse.down();
    await mouse.up();
    await keyboard.up('Control');
  }
});
