import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Settings } from '../../scripts/host/userSettings';
import type { VSCodeServer } from '../../scripts/host/vscodeServer';
import { repository } from '../../scripts/repository';
import { Menu } from './menu';
import { QuickInput } from './quickInput';
import { Toasts } from './toasts';
import { TreeView } from './treeView';

const screenshots = join(repository, 'out', 'screenshots');
const themes = { light: 'Light 2026', dark: 'Dark 2026' };
const themeClasses = { light: '.vs', dark: '.vs-dark' };

/** VS Code's window as a person sees and handles it. Everything waits for what it needs. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly toasts: Toasts;
  readonly menu: Menu;

  private constructor(
    readonly page: Page,
    private readonly server: VSCodeServer,
    /** Absolute path of the workspace folder. */
    readonly folder: string,
    private settings: Settings,
  ) {
    this.quickInput = new QuickInput(page);
    this.toasts = new Toasts(page);
    this.menu = new Menu(page);
  }

  /** Opens a folder in a page and waits until the workbench can be used. */
  static async open(
    page: Page,
    server: VSCodeServer,
    folder: string,
    settings: Settings,
  ): Promise<Workbench> {
    const workbench = new Workbench(page, server, folder, settings);
    await page.goto(server.url({ folder }));
    await workbench.ready();
    return workbench;
  }

  /** Runs a command by the title that the palette shows, such as `Veo: Copy Video ID`. */
  runCommand(title: string): Promise<void> {
    return this.quickInput.runCommand(title);
  }

  /** Shows a view container by its title in the activity bar. */
  async showContainer(title: string): Promise<void> {
    const tab = this.activity(title);
    await tab.waitFor();
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
  }

  /** The number on a view container's icon in the activity bar. */
  badge(container: string): Locator {
    return this.activity(container).locator('xpath=ancestor-or-self::li').locator('.badge-content');
  }

  /** A tree view of the visible container, by its title. */
  tree(title: string): TreeView {
    return new TreeView(this.page, title);
  }

  /** The welcome content of the visible container. */
  welcome(): Locator {
    return this.page.locator('.sidebar .welcome-view-content');
  }

  /** A button in the toolbar of the visible container's title. */
  toolbarButton(title: string): Locator {
    return this.page
      .locator(`.sidebar .title-actions, .sidebar .pane-header .actions`)
      .getByRole('button', { name: title });
  }

  /** A status bar item, by the id its extension gave it. */
  statusBarItem(id: string): Locator {
    return this.page.locator(`.statusbar-item[id$=".${id}"]`);
  }

  /** The text on the clipboard. */
  clipboard(): Promise<string> {
    return this.page.evaluate('navigator.clipboard.readText()');
  }

  /** Puts a text on the clipboard. */
  async setClipboard(text: string): Promise<void> {
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  }

  /** Opens a file of the workspace, by its name. */
  async openFile(name: string): Promise<void> {
    await this.quickInput.openFile(name);
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
  }

  /** Writes `out/screenshots/<name>.png`; resolves to its path. */
  async screenshot(name: string): Promise<string> {
    await mkdir(screenshots, { recursive: true });
    const path = join(screenshots, `${name}.png`);
    await this.page.screenshot({ path, animations: 'disabled' });
    return path;
  }

  /** Loads the page again: a new extension host, the same storage. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Changes user settings and loads the page again: VS Code on a server may notice a changed file only seconds later. */
  async changeSettings(settings: Settings): Promise<void> {
    this.settings = { ...this.settings, ...settings };
    await this.server.writeSettings(this.settings);
    await this.reload();
  }

  async setTheme(theme: 'light' | 'dark'): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.type(themes[theme]);
    await this.quickInput.pick(themes[theme]);
    await this.page.locator(`.monaco-workbench${themeClasses[theme]}`).waitFor();
  }

  /** Closes the window and forgets its storage. */
  async close(): Promise<void> {
    await this.page.context().close();
  }

  private activity(title: string): Locator {
    const exactOrWithBadge = new RegExp(`^${title}( |$)`);
    return this.page.locator('.activitybar').getByRole('tab', { name: exactOrWithBadge });
  }

  private async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .statusbar-item').first().waitFor();
    await this.page.locator('.monaco-workbench .activitybar .action-item').first().waitFor();
  }
}
