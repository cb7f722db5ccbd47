import { constants, type Stats } from 'node:fs';
import * as fs from 'node:fs/promises';

/** What names files on a disk. */
export type Disk = Pick<typeof fs, 'copyFile' | 'link' | 'lstat' | 'open' | 'rename' | 'rm'>;

export const nodeDisk: Disk = fs;

/**
 * Gives a file a name that nobody else has, and never the name of a file of somebody else, even in a race.
 *
 * By a hard link, which fails where the name is taken; a rename would silently replace what another window has put there
 * meanwhile. Where links do not work, for whatever reason (file systems of containers, of phones and of networks have a
 * dozen), by a rename over an empty file that is surely ours, and at last by an exclusive copy.
 *
 * @throws the system's error; with the code `EEXIST` the name is taken
 */
export async function renameExclusively(part: string, path: string, disk: Disk): Promise<void> {
  await disk.link(part, path).catch(() => renameOrCopy(part, path, disk));
  // The file has its name: that its other one remains does no harm, and the sweep of abandoned parts takes it.
  await disk.rm(part, { force: true }).catch(() => undefined);
}

async function renameOrCopy(part: string, path: string, disk: Disk): Promise<void> {
  const reserved = await reserve(path, disk);
  try {
    if (!(await isReserved(path, reserved, disk))) throw taken(path);
    await disk.rename(part, path);
  } catch (error) {
    // Only a reservation is removed: what somebody has put in its place is theirs.
    if (await isReserved(path, reserved, disk)) await disk.rm(path, { force: true });
    if (isTaken(error)) throw error;
    await disk.copyFile(part, path, constants.COPYFILE_EXCL);
  }
}

/**
 * The time of writing, in s, of an empty file that only reserves a name, by which one that a crash has left is told from
 * somebody's own; even, as old file systems of Windows round it.
 */
const RESERVED_AT_S = 1_234_567_890;

/** Whether a file is one that only reserves a name. */
export function isReservation({ size, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>): boolean {
  return size === 0 && mtimeMs === RESERVED_AT_S * 1000;
}

/** Takes a name with an empty file; fails where there is one. */
async function reserve(path: string, disk: Disk): Promise<number> {
  const handle = await disk.open(path, 'wx');
  try {
    await handle.utimes(RESERVED_AT_S, RESERVED_AT_S).catch(() => undefined);
    return (await handle.stat()).ino;
  } finally {
    await handle.close();
  }
}

async function isReserved(path: string, reserved: number, disk: Disk): Promise<boolean> {
  const found = await disk.lstat(path).catch(() => undefined);
  // Some network drives and phones number a file anew each time.
  return found?.isFile() === true && ((found.size === 0 && found.ino === reserved) || isReservation(found));
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST';
}

function taken(path: string): Error {
  return Object.assign(new Error(`${path} exists`), { code: 'EEXIST' });
}
