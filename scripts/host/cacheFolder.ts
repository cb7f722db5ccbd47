import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'veo-operations');
const UNFINISHED_PREFIX = '.installing-';
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/**
 * Finds the cached folder of that name, or creates it with `install`.
 *
 * `install` fills a temporary folder, which is renamed when it is complete: an interrupted installation is never used,
 * and of two processes that install at the same time the second one uses the folder of the first.
 */
export async function cachedFolder(
  name: string,
  install: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  await removeAbandoned();
  const unfinished = await mkdtemp(join(cache, UNFINISHED_PREFIX));
  try {
    await install(unfinished);
    await putInPlace(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

async function putInPlace(unfinished: string, folder: string): Promise<void> {
  try {
    await rename(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

async function removeAbandoned(): Promise<void> {
  const unfinished = (await readdir(cache)).filter((name) => name.startsWith(UNFINISHED_PREFIX));
  for (const name of unfinished) {
    const found = await stat(join(cache, name)).catch(() => undefined); // Another process may have renamed it just now.
    if (found && Date.now() - found.mtimeMs > ABANDONED_AFTER_MS)
      await rm(join(cache, name), { recursive: true, force: true });
  }
}
