import { realpath } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** That of Node itself: the one of Windows, which promises are made of, fails on drives in memory (nodejs/node#6861). */
const resolved = promisify(realpath);

/**
 * Where a path really leads, its links followed; what does not exist yet, where it would be made.
 *
 * @param path absolute
 * @throws the system's error, also for a link that leads nowhere
 */
export async function realPath(path: string): Promise<string> {
  try {
    return await resolved(path);
  } catch (error) {
    const parent = dirname(path);
    const isToBeMade = (error as NodeJS.ErrnoException).code === 'ENOENT' && !(await isThere(path));
    if (!isToBeMade || parent === path) throw error;
    return join(await realPath(parent), basename(path));
  }
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
