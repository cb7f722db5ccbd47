import type { Stats } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isPartFileName } from '../partFileName';
import { isReservation } from './renameExclusively';

/** Since the last byte, or since a name was reserved: nobody writes, or reserves a name, for so long. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

/**
 * Removes what an extension host that was killed has left in a folder: parts of videos, and names that are only reserved.
 * A file of another user is none of ours whatever its name, nor is a link.
 *
 * @param folder absolute
 */
export async function removeAbandoned(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!isPartFileName(name) && !name.endsWith('.mp4')) continue;
    const path = join(folder, name);
    const found = await lstat(path).catch(() => undefined);
    if (found && isAbandoned(name, found)) await rm(path, { force: true }).catch(() => undefined);
  }
}

/** A reservation claims another time of writing, so the time at which it was made counts. */
function isAbandoned(name: string, found: Stats): boolean {
  if (!isOwn(found)) return false;
  return isPartFileName(name) ? isOld(found.mtimeMs) : isReservation(found) && isOld(found.ctimeMs);
}

/** Windows tells no users apart in this way. */
function isOwn(found: Stats): boolean {
  return found.isFile() && found.uid === (process.getuid?.() ?? found.uid);
}

/** @param since ms since the epoch */
function isOld(since: number): boolean {
  return Date.now() - since > ABANDONED_MS;
}
