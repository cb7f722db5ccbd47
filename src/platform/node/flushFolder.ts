import { open } from 'node:fs/promises';

/**
 * Sees to it that the names in a folder are on the disk: that a file is new, or has its name, is there only with its
 * folder. Windows opens no folder and does without; nothing depends on it but what a crash of the machine leaves.
 *
 * @param path absolute
 */
export async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close().catch(() => undefined);
}
