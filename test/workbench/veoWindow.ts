import type { Locator } from 'playwright-core';
import type { Settings } from '../../scripts/host/userSettings';
import type { Simulator } from '../../src/simulator/simulator';
import { GATEWAY_KEY, gatewaySettings, titleOf } from './gateway';
import { openWebWorkbench, openWorkbench, type WorkbenchOptions } from './session';
import type { TreeRow, TreeView } from './treeView';
import type { Workbench } from './workbench';

const SHOWN_CONFIRMATION_CHARACTERS = 80;

/** A workbench with the Veo view, as a person uses it. */
export class VeoWindow {
  readonly tree: TreeView;
  private hasEnteredKey = false;

  private constructor(
    readonly workbench: Workbench,
    readonly gateway: Simulator,
  ) {
    this.tree = workbench.tree('Operations');
  }

  /** Opens a workbench whose own endpoint is the gateway, with nothing tracked and no key. */
  static async open(gateway: Simulator, options: WorkbenchOptions = {}): Promise<VeoWindow> {
    const settings = { ...gatewaySettings(gateway), ...options.settings };
    const workbench = await openWorkbench({ ...options, settings });
    return new VeoWindow(workbench, gateway);
  }

  /** Like `open`, in VS Code for the Web, where the extension runs in a web worker. */
  static async openInWeb(gateway: Simulator, settings: Settings = {}): Promise<VeoWindow> {
    return new VeoWindow(await openWebWorkbench({ ...gatewaySettings(gateway), ...settings }), gateway);
  }

  /** Runs the command Check Veo operation and types a text into its box. */
  async check(text: string): Promise<void> {
    await this.workbench.setClipboard('');
    await this.workbench.runCommand('Check Veo operation');
    await this.workbench.quickInput.locator.getByText('A name, an ID, a status address').waitFor();
    await this.workbench.quickInput.type(text);
    await this.workbench.quickInput.accept();
  }

  /** Types a key into the box that asks for one. */
  async enterKey(key = GATEWAY_KEY): Promise<void> {
    await this.keyBox.waitFor();
    await this.workbench.quickInput.type(key);
    await this.workbench.quickInput.accept();
    await this.keyBox.waitFor({ state: 'hidden' });
    this.hasEnteredKey = true;
  }

  /** Checks operations by their names, with the right key, until all have rows and the result was shown. */
  async track(...names: string[]): Promise<void> {
    await this.check(names.join(' '));
    if (!this.hasEnteredKey) await this.enterKey();
    for (const name of names) await this.row(name).waitFor();
    const message = names.length === 1 ? titleOf(names[0] as string) : `${names.length} operations:`;
    await this.workbench.toasts.dismiss(message);
  }

  /** Reloads the window. A browser keeps secrets only as long as its window, so the key is entered again. */
  async restart(): Promise<void> {
    await this.workbench.reload();
    await this.setKey();
  }

  /** Sets the key of an endpoint, by its label, with the command Set API Key…. */
  async setKey(endpoint = 'Own Gateway', key = GATEWAY_KEY): Promise<void> {
    await this.workbench.runCommand('Veo: Set API Key…');
    await this.workbench.quickInput.type(endpoint); // Only the first of a long list are in the page.
    await this.workbench.quickInput.pick(endpoint);
    await this.enterKey(key);
    await this.confirmation(`API key for ${endpoint} saved`).waitFor();
  }

  /** Gives an operation a label, with F2 on its row. */
  async rename(name: string, label: string): Promise<void> {
    await this.row(name).select();
    await this.workbench.page.keyboard.press('F2');
    await this.workbench.quickInput.locator.getByText(name).waitFor();
    await this.workbench.quickInput.type(label);
    await this.workbench.quickInput.accept();
    await this.tree.row(label).waitFor();
  }

  /** The row of an operation that has no label. */
  row(name: string): TreeRow {
    return this.tree.row(titleOf(name));
  }

  /** The box that asks for a key. */
  get keyBox(): Locator {
    return this.workbench.page.locator('.quick-input-widget:visible input[type="password"]');
  }

  /** The status bar item of the extension, when it contains a text. */
  status(text: string | RegExp): Locator {
    return this.workbench.statusBarItem('veo.status').filter({ hasText: text });
  }

  /** A confirmation in the status bar, where a long one is cut. */
  confirmation(text: string): Locator {
    const shown =
      text.length > SHOWN_CONFIRMATION_CHARACTERS ? `${text.slice(0, SHOWN_CONFIRMATION_CHARACTERS)}…` : text;
    return this.workbench.page.locator('.statusbar-item').getByText(shown, { exact: true });
  }

  /** The message of the view, above the rows. */
  get viewMessage(): Locator {
    return this.workbench.page.locator('.sidebar .tree-explorer-viewlet-tree-view .message');
  }

  /** The badge on the icon in the activity bar. */
  get badge(): Locator {
    return this.workbench.badge('Veo').filter({ visible: true });
  }

  /** Writes a screenshot of each theme, named after it. */
  async screenshots(name: string): Promise<void> {
    for (const theme of ['light', 'dark'] as const) {
      await this.workbench.setTheme(theme);
      await this.workbench.screenshot(`${name}-${theme}`);
    }
  }

  async close(): Promise<void> {
    await this.workbench.close();
    await this.gateway.stop();
  }
}
