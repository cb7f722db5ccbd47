import { open } from 'node:fs/promises';

/**
 * Flushes a folder, without which a crash of the machine may lose the names of new files in it. Windows opens no folder and
 * does without.
 *
 * @param path absolute
 */
export async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close().catch(() => undefined);
}
