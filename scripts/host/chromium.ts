import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder } from './cacheFolder';
import { codeServer } from './codeServer';
import { commandOutput, plainEnvironment } from './command';
import { installLocked } from './lockedPackages';
import { dependencies } from './packages/chromium/package.json';

/** Version of the npm package; its major version is Chromium's. */
const chromiumVersion = dependencies['@sparticuz/chromium'];

/** A browser binary, and the environment variables with which it finds its own libraries and fonts. */
export interface Chromium {
  readonly executablePath: string;
  readonly environment: Record<string, string>;
}

/** Chromium from the npm package @sparticuz/chromium, unpacked once into the cache (Linux on x64). */
export async function packagedChromium(): Promise<Chromium> {
  if (process.arch !== 'x64')
    throw new Error('Install Chromium or Chrome: the packaged one is for x64 only.');
  const folder = await cachedFolder(`chromium-${chromiumVersion}`, install);
  const fontFile = join(folder, 'fonts.conf');
  await writeFile(fontFile, await fontConfiguration(folder));
  return {
    executablePath: join(folder, 'chromium'),
    environment: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: fontFile },
  };
}

async function install(folder: string): Promise<void> {
  console.log(`Setting up Chromium ${chromiumVersion} (once, about 220 MB) ...`);
  const download = join(folder, 'package');
  await mkdir(download);
  await installLocked('chromium', download);
  // The package needs Node 22.17 or later, and unpacks into the temporary folder.
  const { node } = await codeServer();
  const unpack = join(download, 'unpack.mjs');
  await writeFile(unpack, await readFile(join(__dirname, 'unpackChromium.mjs')));
  await commandOutput(node, [unpack], { cwd: download, env: plainEnvironment({ TMPDIR: folder }) });
  await rm(download, { recursive: true });
  console.log(`Chromium ${chromiumVersion} is set up.`);
}

/** The configuration of the package names folders of AWS Lambda; this one names the unpacked fonts and the system's. */
async function fontConfiguration(folder: string): Promise<string> {
  const folders = [join(folder, 'fonts', 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  const entries = folders.map((font) => `  <dir>${font}</dir>`).join('\n');
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${entries}
  <cachedir>${join(folder, 'fontCache')}</cachedir>
</fontconfig>
`;
}
