import { type Browser, chromium } from 'playwright-core';
import { type Chromium, packagedChromium } from './chromium';
import { findCommand, plainEnvironment } from './command';

const INSTALLED_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const BROWSER_ARGUMENTS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--disable-gpu',
  '--disable-dev-shm-usage', // Containers give /dev/shm 64 MB, which is too little for the workbench.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1', // The workbench must reach no other machine.
];

/** Starts a headless browser: an installed Chromium or Chrome, or else one from the package registry. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, environment } = installedChromium() ?? (await packagedChromium());
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    headless: true,
    chromiumSandbox: !asRoot,
    args: BROWSER_ARGUMENTS,
    env: stringsOnly(plainEnvironment(environment)),
  });
}

function installedChromium(): Chromium | undefined {
  const executablePath = INSTALLED_NAMES.map(findCommand).find((file) => file !== undefined);
  return executablePath ? { executablePath, environment: {} } : undefined;
}

function stringsOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  const set = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(set);
}
