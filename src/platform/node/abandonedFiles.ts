import type { Stats } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DAY_MS } from '../../base/time';
import { PART_FILE_NAME } from '../partFileName';
import { isReservation } from './renameExclusively';

/** Nobody pauses a write, or reserves a name, for so long. */
const MAX_IDLE_MS = DAY_MS;

/**
 * Removes what a killed extension host has left in a folder: incomplete videos, and empty files that reserve a name. Never
 * removes a link or a file of another user.
 *
 * @param folder absolute
 * @param maxIdle ms since it was last written to
 */
export async function removeAbandoned(folder: string, maxIdle = MAX_IDLE_MS): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!PART_FILE_NAME.test(name) && !name.endsWith('.mp4')) continue;
    const path = join(folder, name);
    const stats = await lstat(path).catch(() => undefined);
    if (stats && isAbandoned(name, stats, maxIdle)) await rm(path, { force: true }).catch(() => undefined);
  }
}

/** The modification time marks a reservation (`RESERVED_AT_S`), so its age is that of the last change of metadata. */
function isAbandoned(name: string, stats: Stats, maxIdle: number): boolean {
  if (!isOwn(stats)) return false;
  return PART_FILE_NAME.test(name)
    ? isOld(stats.mtimeMs, maxIdle)
    : isReservation(stats) && isOld(stats.ctimeMs, maxIdle);
}

/** Windows has no user ids. */
function isOwn(stats: Stats): boolean {
  return stats.isFile() && stats.uid === (process.getuid?.() ?? stats.uid);
}

/** @param since ms since the epoch */
function isOld(since: number, maxIdle: number): boolean {
  return Date.now() - since > maxIdle;
}
