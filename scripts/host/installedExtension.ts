import { createWriteStream, existsSync } from 'node:fs';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { extensionFolderName, repository } from '../repository';

/** Copies the files of the built extension into the extensions of a server. */
export async function installBuild(dataFolder: string): Promise<void> {
  const folder = extensionFolder(dataFolder, extensionFolderName);
  const texts = (await readdir(repository)).filter((name) => /^package(\.nls(\..+)?)?\.json$/.test(name));
  for (const name of [...texts, 'dist', 'l10n', 'media']) {
    const source = join(repository, name);
    if (existsSync(source)) await cp(source, join(folder, name), { recursive: true });
  }
}

/** Copies any unpacked extension into the extensions of a server. */
export async function installUnpacked(dataFolder: string, source: string, folderName: string): Promise<void> {
  await cp(source, extensionFolder(dataFolder, folderName), { recursive: true });
}

/**
 * Unpacks a VSIX (a zip whose folder `extension/` is the extension) into the extensions of a server; resolves to the
 * folder of the extension.
 */
export async function installPackage(dataFolder: string, vsix: string): Promise<string> {
  const folder = extensionFolder(dataFolder, extensionFolderName);
  const archive = await openPromise(vsix);
  for await (const entry of archive.eachEntry()) {
    if (!entry.fileName.startsWith('extension/') || entry.fileName.endsWith('/')) continue;
    const file = join(folder, entry.fileName.slice('extension/'.length));
    await mkdir(dirname(file), { recursive: true });
    await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(file));
  }
  return folder;
}

function extensionFolder(dataFolder: string, folderName: string): string {
  return join(dataFolder, 'extensions', folderName);
}
