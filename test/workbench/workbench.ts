import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Settings } from '../../scripts/host/userSettings';
import { repository } from '../../scripts/repository';
import { Menu } from './menu';
import { QuickInput } from './quickInput';
import { Toasts } from './toasts';
import { TreeView } from './treeView';
import { VideoPreview } from './videoPreview';

/** The folder for screenshots. */
export const screenshots = join(repository, 'out', 'screenshots');
const THEMES = { light: 'Light 2026', dark: 'Dark 2026' };
const THEME_CLASSES = { light: '.vs', dark: '.vs-dark' };

/** Serves the pages of a workbench. */
export interface WorkbenchHost {
  /** The address of a page that opens a folder. */
  url(page: { readonly folder: string }): string;
  /** Replaces the settings, for pages loaded from now on. */
  writeSettings(settings: Settings): Promise<void>;
}

/** What a window opens, and its user settings. */
interface OpenedFolder {
  readonly folder: string;
  readonly settings: Settings;
}

/** A window of VS Code, as a person sees and uses it. Each method waits until what it needs is there. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly toasts: Toasts;
  readonly menu: Menu;
  readonly video: VideoPreview;
  /** The workspace folder: an absolute path, or a URI in VS Code for the Web. */
  readonly folder: string;
  private settings: Settings;

  private constructor(
    readonly page: Page,
    private readonly host: WorkbenchHost,
    { folder, settings }: OpenedFolder,
  ) {
    this.folder = folder;
    this.settings = settings;
    this.quickInput = new QuickInput(page);
    this.toasts = new Toasts(page);
    this.menu = new Menu(page);
    this.video = new VideoPreview(page);
  }

  /** Opens a folder in a page and waits until the workbench can be used. */
  static async open(page: Page, host: WorkbenchHost, opened: OpenedFolder): Promise<Workbench> {
    const workbench = new Workbench(page, host, opened);
    await page.goto(host.url({ folder: opened.folder }));
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

  /** Opens the menu behind `…` in the visible container's title, to be handled by `menu`. */
  async openMoreActions(): Promise<void> {
    await this.page
      .locator('.sidebar')
      .getByRole('button', { name: /^Views and More Actions/ })
      .click();
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

  /** A modal dialog that contains a text. */
  dialog(text: string | RegExp): Locator {
    return this.page.locator('.monaco-dialog-box').filter({ hasText: text });
  }

  /** Answers a modal dialog with one of its buttons. */
  async answer(text: string | RegExp, button: string): Promise<void> {
    await this.dialog(text).getByRole('button', { name: button, exact: true }).click();
    await this.dialog(text).waitFor({ state: 'detached' });
  }

  /** A file in the Explorer, by its name. */
  fileInExplorer(name: string): Locator {
    return this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name });
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

  /** Waits until a value that matches is in the storage of the workspace, or in the global one, and so survives a reload. */
  async waitForStored(pattern: RegExp, where: 'workspace' | 'global' = 'workspace'): Promise<void> {
    await this.page.evaluate(untilStorageHolds(pattern, where));
  }

  /** Reloads the page: a new extension host with the same storage. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Changes user settings and reloads the page, since VS Code on a server may notice a changed file only after seconds. */
  async changeSettings(settings: Settings): Promise<void> {
    this.settings = { ...this.settings, ...settings };
    await this.host.writeSettings(this.settings);
    await this.reload();
  }

  async setTheme(theme: 'light' | 'dark'): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.type(THEMES[theme]);
    await this.quickInput.pick(THEMES[theme]);
    await this.page.locator(`.monaco-workbench${THEME_CLASSES[theme]}`).waitFor();
  }

  /** Drags the edge of the side bar to the right, and leaves the pointer over the empty editor. */
  async widenSideBar(pixels: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (!box) throw new Error('There is no side bar.');
    const { mouse } = this.page;
    const [edge, middle] = [box.x + box.width, box.y + box.height / 2];
    await mouse.move(edge, middle);
    await mouse.down();
    await mouse.move(edge + pixels, middle);
    await mouse.up();
    await mouse.move(edge + 2 * pixels, middle);
  }

  /** Closes the window and deletes its storage. */
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

/** VS Code in a browser keeps the storage of each workspace in a database of its own. */
function untilStorageHolds(pattern: RegExp, where: 'workspace' | 'global'): string {
  const database = where === 'global' ? /^vscode-web-state-db-global/ : /^vscode-web-state-db-(?!global)/;
  return `(async () => {
    const settled = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const values = async ({ name }) => {
      const database = await settled(indexedDB.open(name));
      const all = await settled(database.transaction('ItemTable').objectStore('ItemTable').getAll());
      database.close();
      return all;
    };
    for (;;) {
      const databases = await indexedDB.databases();
      const ours = databases.filter(({ name }) => ${database}.test(name));
      const stored = (await Promise.all(ours.map(values))).flat();
      if (stored.some((value) => ${pattern}.test(String(value)))) return;
      await new Promise((resolve) => setTimeout(resolve, 50)); // The database has no change event.
    }
  })()`;
}
