import { realpath } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Resolves the links in a path. For a path that does not exist yet, resolves those of its parent folders.
 *
 * @param path absolute
 * @throws the system's error, also for a broken link
 */
export async function realPath(path: string): Promise<string> {
  try {
    // Node's own implementation: `fs.promises` uses that of Windows, which fails on RAM disks (nodejs/node#6861).
    return await promisify(realpath)(path);
  } catch (error) {
    const parent = dirname(path);
    const canBeCreated = (error as NodeJS.ErrnoException).code === 'ENOENT' && !(await exists(path));
    if (!canBeCreated || parent === path) throw error;
    return join(await realPath(parent), basename(path));
  }
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
