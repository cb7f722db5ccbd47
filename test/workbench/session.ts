import { mkdir, writeFile } from 'node:fs/promises';
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

/** What a workbench is opened with. */
export interface WorkbenchOptions {
  /** User settings, in addition to `quietSettings`. */
  readonly settings?: Settings;
  /** Files of the workspace: contents by relative path. */
  readonly files?: Record<string, string>;
  /** The name of the workspace folder, which the window shows. */
  readonly folderName?: string;
}

const SHOW_TIMEOUT_MS = 5_000;
/** The folder for pictures of failed tests. */
export const failedScreenshots = join(screenshots, 'failed');
const SET_UP_TIMEOUT_MS = 180_000; // The first run sets up VS Code and the browser.

let server: VSCodeServer;
let extension: string;
let browser: Browser;

/** Starts one server, with the packaged extension, and one browser; they serve all workbenches of this process. */
export async function startSession(): Promise<void> {
  const dataFolder = await temporaryFolder('server');
  extension = await installPackage(dataFolder, packagedExtension);
  server = await VSCodeServer.start({ dataFolder });
  browser = await launchBrowser();
}

/** Stops what `startSession` has started, also when it failed halfway. */
export async function endSession(): Promise<void> {
  await browser?.close();
  await server?.stop();
}

let started: Promise<void> | undefined;

/**
 * For mocha: one session for all test files of a process, which ends with it, and screenshots of the pages after a test that
 * failed. Mocha runs the hooks around each file.
 */
export const mochaHooks: RootHookObject = {
  async beforeAll(this: Context) {
    this.timeout(SET_UP_TIMEOUT_MS);
    started ??= startSession();
    await started;
  },
  async afterEach(this: Context) {
    const test = this.currentTest;
    if (test && test.state !== 'passed' && !test.isPending()) await showPages(test.fullTitle());
  },
};

/** Writes screenshots, and prints the pages as text for runs of which only the output is kept. */
async function showPages(title: string): Promise<void> {
  const name = title.replace(/\W+/g, '-');
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [at, page] of pages.entries()) {
    await showPage(page, join(failedScreenshots, `${name}-${at + 1}.png`)).catch(logError);
    await page.keyboard.press('Escape').catch(logError); // Closes a menu or a box, so that the next attempt starts without one.
  }
}

async function showPage(page: Page, path: string): Promise<void> {
  await page.screenshot({ path, timeout: SHOW_TIMEOUT_MS }).catch(logError);
  // The text also has what was typed into a password box.
  console.log(redact(await page.locator('body').ariaSnapshot({ timeout: SHOW_TIMEOUT_MS })));
}

/** Prints an error: a page that has crashed must not end the whole run. */
function logError(error: unknown): void {
  console.error(String(error));
}

/**
 * Opens a workbench with a new workspace folder and a new browser context, hence with empty storage and no secrets.
 * User settings belong to the server, so only one workbench at a time can have settings of its own.
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const folder = join(await temporaryFolder('workspace'), options.folderName ?? 'workspace');
  await mkdir(folder);
  for (const [name, content] of Object.entries(options.files ?? {})) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const { settings = {} } = options;
  await server.writeSettings(settings);
  return Workbench.open(await newPage(), server, { folder, settings });
}

/** Opens VS Code for the Web with the packaged extension in its web worker: a new browser context, a folder in memory. */
export async function openWebWorkbench(settings: Settings = {}): Promise<Workbench> {
  const host = await WebHost.start(server, extension);
  await host.writeSettings(settings);
  const page = await newPage();
  page.context().once('close', () => host.stop());
  return Workbench.open(page, host, { folder: WebHost.workspace, settings });
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
