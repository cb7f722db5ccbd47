import { constants, type Stats } from 'node:fs';
import * as fs from 'node:fs/promises';

/** The functions of Node that are used here; tests replace some. */
export type Disk = Pick<typeof fs, 'copyFile' | 'link' | 'lstat' | 'open' | 'rename' | 'rm'>;

export const nodeDisk: Disk = fs;

/**
 * Renames a file, but never replaces another one, even in a race.
 *
 * First it tries a hard link, which fails when the name is taken; a plain rename would silently replace what another
 * window has put there meanwhile. Hard links do not work in many file systems of containers, phones and networks. There it
 * reserves the name with an empty file and renames over that, and as a last resort makes an exclusive copy.
 *
 * @throws the system's error; with the code `EEXIST` the name is taken
 */
export async function renameExclusively(part: string, path: string, disk: Disk): Promise<void> {
  await disk.link(part, path).catch(() => renameOrCopy(part, path, disk));
  // If the old name remains, it does no harm until `removeAbandoned` removes it.
  await disk.rm(part, { force: true }).catch(() => undefined);
}

async function renameOrCopy(part: string, path: string, disk: Disk): Promise<void> {
  const inode = await reserve(path, disk);
  try {
    if (!(await isReserved(path, inode, disk))) throw existsError(path);
    await disk.rename(part, path);
  } catch (error) {
    // Only the reservation is removed, not what somebody else has put in its place.
    if (await isReserved(path, inode, disk)) await disk.rm(path, { force: true });
    if (isExistsError(error)) throw error;
    await disk.copyFile(part, path, constants.COPYFILE_EXCL);
  }
}

/**
 * The modification time, in s, of an empty file that reserves a name. It distinguishes a reservation that a crash has left
 * from a person's own empty file. It is even, because FAT rounds times to 2 s.
 */
const RESERVED_AT_S = 1_234_567_890;

/** Whether a file only reserves a name. */
export function isReservation({ size, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>): boolean {
  return size === 0 && mtimeMs === RESERVED_AT_S * 1000;
}

/** Creates an empty file, which must not exist yet. Returns its inode. */
async function reserve(path: string, disk: Disk): Promise<number> {
  const handle = await disk.open(path, 'wx');
  try {
    await handle.utimes(RESERVED_AT_S, RESERVED_AT_S).catch(() => undefined);
    return (await handle.stat()).ino;
  } finally {
    await handle.close();
  }
}

/** Whether our reservation is still there. */
async function isReserved(path: string, inode: number, disk: Disk): Promise<boolean> {
  const stats = await disk.lstat(path).catch(() => undefined);
  // The inode alone is not enough: on some network drives and phones it changes each time.
  return stats?.isFile() === true && ((stats.size === 0 && stats.ino === inode) || isReservation(stats));
}

function isExistsError(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST';
}

function existsError(path: string): Error {
  return Object.assign(new Error(`${path} exists`), { code: 'EEXIST' });
}
