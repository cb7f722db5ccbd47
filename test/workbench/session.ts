import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Context, RootHookObject } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/host/browser';
import { installPackage } from '../../scripts/host/installedExtension';
import { temporaryFolder } from '../../scripts/host/temporaryFolder';
import type { Settings } from '../../scripts/host/userSettings';
import { VSCodeServer } from '../../scripts/host/vscodeServer';
import { WebHost } from '../../scripts/host/webHost';
import { packagedExtension } from '../../scripts/repository';
import { redact } from '../../src/outside/redaction';
import { screenshots, Workbench } from './workbench';

/** What a test wants to find in its workbench. */
export interface WorkbenchOptions {
  /** User settings on top of the quiet ones. */
  readonly settings?: Settings;
  /** Files of the workspace: content by relative path. */
  readonly files?: Record<string, string>;
  /** The name of the workspace folder, which the window shows. */
  readonly folderName?: string;
}

const showLimitMs = 5_000;
const failed = join(screenshots, 'failed');
const setUpLimitMs = 180_000; // The first run sets up VS Code and the browser.

let server: VSCodeServer;
let extension: string;
let browser: Browser;

/** Starts one server, with the packaged extension, and one browser; they serve all workbenches. */
export async function startSession(): Promise<void> {
  await rm(failed, { recursive: true, force: true });
  const dataFolder = await temporaryFolder('server');
  extension = await installPackage(dataFolder, packagedExtension);
  server = await VSCodeServer.start({ dataFolder });
  browser = await launchBrowser();
}

/** Ends what `startSession` has started, as far as it came. */
export async function endSession(): Promise<void> {
  await browser?.close();
  await server?.stop();
}

/** For mocha: one session around all files of tests, and what the pages show where a test fails. */
export const rootHooks: RootHookObject = {
  async beforeAll(this: Context) {
    this.timeout(setUpLimitMs);
    await startSession();
  },
  async afterEach(this: Context) {
    const test = this.currentTest;
    if (test && test.state !== 'passed' && !test.isPending()) await showPages(test.fullTitle());
  },
  afterAll: endSession,
};

/** As pictures, and in words, for where only the output of a run is kept. */
async function showPages(title: string): Promise<void> {
  const name = title.replace(/\W+/g, '-');
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [at, page] of pages.entries()) {
    await showPage(page, join(failed, `${name}-${at + 1}.png`)).catch(notifyFault);
    await page.keyboard.press('Escape').catch(notifyFault); // The next attempt begins with nothing open.
  }
}

async function showPage(page: Page, path: string): Promise<void> {
  await page.screenshot({ path, timeout: showLimitMs }).catch(notifyFault);
  // A box that hides what is typed does not hide it here.
  console.log(redact(await page.locator('body').ariaSnapshot({ timeout: showLimitMs })));
}

/** A page that cannot show itself any more must not end all that is still to be tested. */
function notifyFault(error: unknown): void {
  console.error(String(error));
}

/**
 * Opens a workbench of its own: a new workspace folder and a new browser context, hence empty storage and no secrets.
 * User settings are the server's, so that one workbench at a time can have its own.
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const folder = join(await temporaryFolder('workspace'), options.folderName ?? 'workspace');
  await mkdir(folder);
  for (const [name, content] of Object.entries(options.files ?? {})) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  await server.writeSettings(options.settings ?? {});
  return Workbench.open(await newPage(), server, folder, options.settings ?? {});
}

/** Opens VS Code for the Web with the packaged extension in its web worker: a new browser context, a folder in memory. */
export async function openWebWorkbench(settings: Settings = {}): Promise<Workbench> {
  const host = await WebHost.start(server, extension);
  await host.writeSettings(settings);
  const page = await newPage();
  page.context().once('close', () => host.stop());
  return Workbench.open(page, host, WebHost.workspace, settings);
}

async function newPage(): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(20_000);
  return context.newPage();
}
