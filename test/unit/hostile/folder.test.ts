import assert from 'node:assert/strict';
import { constants } from 'node:fs';
import {
  lstat,
  lutimes,
  mkdir,
  readdir,
  readFile,
  realpath,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createNodeFileWriter } from '../../../src/platform/node/nodeFileWriter';
import { realPath } from '../../../src/platform/node/realPath';
import { type Disk, nodeDisk } from '../../../src/platform/node/renameExclusively';
import type { FileWriter } from '../../../src/saving/files';
import { SaveError } from '../../../src/saving/saveError';
import { withFolder } from '../saving/downloadHarness';

const NAME = 'clip.mp4';
const VIDEO = Buffer.from('a whole video');
const THEIRS = 'of somebody';
const PART = `.veo-${'0'.repeat(16)}.part`;
/** s since the epoch; long ago. */
const LONG_AGO = 1_000_000_000;
/** s since the epoch: when a name that is only reserved claims to be written. */
const RESERVED_AT = 1_234_567_890;

type Faults = Partial<Record<keyof Disk, string>>;

/** A disk without hard links, as those of networks and phones; and without renames. */
const WITHOUT: Record<string, Faults> = {
  'every way of naming': {},
  'no hard links': { link: 'EPERM' },
  'neither hard links nor renames': { link: 'EPERM', rename: 'EPERM' },
};

for (const [what, faults] of Object.entries(WITHOUT)) {
  describe(`a folder of a person, on a disk with ${what}`, () => {
    it('keeps every file and link that has the name already, of whatever kind', async () => {
      await withFolder(async (folder) => {
        const outside = join(folder, 'outside.txt');
        await writeFile(outside, THEIRS);
        const names = ['file', 'empty', 'folder', 'link', 'linkedFolder', 'dangling', 'loop'].map(
          (name) => `${name}.mp4`,
        );
        const [file, empty, directory, link, linkedFolder, dangling, loop] = names as [string, ...string[]];
        const at = (name = '') => join(folder, name);
        await writeFile(at(file), THEIRS);
        await writeFile(at(empty), '');
        await mkdir(at(directory));
        await symlink(outside, at(link));
        await symlink(folder, at(linkedFolder));
        await symlink(at('nowhere'), at(dangling));
        await symlink(at(loop), at(loop));
        const before = await stateOf(folder);
        for (const name of names) {
          const video = await fileIn(folder, diskWith(faults));
          await assert.rejects(video.commit(name, 'create'), { name: 'SaveError', kind: 'exists' });
          await video.discard();
        }
        assert.deepEqual(await stateOf(folder), before);
      });
    });

    it('gives one name to one of many windows that want it at once, and loses no video', async () => {
      await withFolder(async (folder) => {
        const videos = Array.from({ length: 60 }, (_, index) => Buffer.from(`video ${index}`));
        await Promise.all(
          videos.map(async (video) => {
            const file = await fileIn(folder, diskWith(faults), video);
            await keptSomehow(file);
          }),
        );
        const found = await Promise.all(
          (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
        );
        assert.deepEqual(found.sort(), videos.map(String).sort());
      });
    });

    it('tells no capitals and no ways of writing an accent apart, and loses nothing', async () => {
      await withFolder(async (folder) => {
        const disk = foldingDisk(diskWith(faults));
        const names = ['Phở.mp4', 'PHỞ.mp4', 'Phở.mp4'.normalize('NFD'), 'phở.MP4'];
        const kept: string[] = [];
        for (const [index, name] of names.entries()) {
          const file = await fileIn(folder, disk, Buffer.from(`video ${index}`));
          const isKept = await file.commit(name, 'create').then(
            () => true,
            ({ kind }) => assert.equal(kind, 'exists'),
          );
          if (!isKept) await file.commit(`${index}.mp4`, 'create');
          kept.push(isKept ? name : `${index}.mp4`);
        }
        assert.deepEqual(kept, ['Phở.mp4', '1.mp4', '2.mp4', '3.mp4']);
        assert.equal((await readdir(folder)).length, names.length);
      });
    });
  });
}

describe('a folder of a person', () => {
  it('has a link replaced, where the person wants its name, and not what it leads to', async () => {
    await withFolder(async (folder) => {
      const outside = join(folder, 'outside.mp4');
      await writeFile(outside, THEIRS);
      await symlink(outside, join(folder, NAME));
      const file = await fileIn(folder, nodeDisk);
      await file.commit(NAME, 'replace');
      assert.equal(await readFile(outside, 'utf8'), THEIRS);
      assert.ok((await lstat(join(folder, NAME))).isFile());
    });
  });

  it('loses no file whose name only resembles that of a part, however old it is', async () => {
    await withFolder(async (folder) => {
      const theirs = [
        '.veo-.part',
        '.veo-notes.part',
        '.veo-0123456789ABCDEF.part',
        `.veo-${'0'.repeat(15)}.part`,
        `.veo-${'0'.repeat(17)}.part`,
        `.veo-${'0'.repeat(16)}.part.mp4`,
        `a.veo-${'0'.repeat(16)}.part`,
        'empty.mp4',
      ];
      for (const name of theirs) await writeFile(join(folder, name), '');
      const outside = join(folder, 'outside.txt');
      await writeFile(outside, THEIRS);
      await symlink(outside, join(folder, `.veo-${'1'.repeat(16)}.part`));
      await mkdir(join(folder, `.veo-${'2'.repeat(16)}.part`));
      for (const name of await readdir(folder)) await lutimes(join(folder, name), LONG_AGO, LONG_AGO);
      const before = await stateOf(folder);
      await swept(folder);
      assert.deepEqual(await stateOf(folder), before);
    });
  });

  // Windows tells no users apart in this way.
  const { getuid } = process;
  if (getuid) {
    it('loses no part of another user', () =>
      withFolder(async (folder) => {
        await writeFile(join(folder, PART), '');
        await utimes(join(folder, PART), LONG_AGO, LONG_AGO);
        process.getuid = () => getuid() + 1;
        try {
          await swept(folder);
        } finally {
          process.getuid = getuid;
        }
        assert.deepEqual(await readdir(folder), [PART]);
      }));
  }

  it('is rid of our own parts after a day, and not before', async () => {
    await withFolder(async (folder) => {
      const uuid = '.veo-0f8fad5b-d9cb-469f-a165-70867728950e.part';
      for (const name of [PART, uuid]) await writeFile(join(folder, name), '');
      await swept(folder);
      assert.equal((await readdir(folder)).length, 2);
      for (const name of [PART, uuid]) await utimes(join(folder, name), LONG_AGO, LONG_AGO);
      await swept(folder);
      assert.deepEqual(await readdir(folder), []);
    });
  });

  it('keeps a name that was reserved lately: another window is about to give it to a video', async () => {
    await withFolder(async (folder) => {
      await writeFile(join(folder, NAME), '');
      await utimes(join(folder, NAME), RESERVED_AT, RESERVED_AT);
      await swept(folder);
      assert.deepEqual(await readdir(folder), [NAME]);
    });
  });

  it('is rid of a name that a crash left reserved after a day, and of no other empty file', async () => {
    await withFolder(async (folder) => {
      for (const name of [NAME, 'theirs.mp4']) await writeFile(join(folder, name), '');
      await utimes(join(folder, NAME), RESERVED_AT, RESERVED_AT);
      await utimes(join(folder, 'theirs.mp4'), LONG_AGO, LONG_AGO);
      const { now } = Date;
      Date.now = () => now() + 25 * 60 * 60 * 1000;
      try {
        await swept(folder);
      } finally {
        Date.now = now;
      }
      assert.deepEqual(await readdir(folder), ['theirs.mp4']);
    });
  });

  it('holds at most an empty file, known as reserved, after a crash before a video has its name', async () => {
    await withFolder(async (folder) => {
      const crashed: Disk = {
        ...diskWith({ link: 'EPERM' }),
        rename: () => new Promise(() => undefined),
      };
      void (await fileIn(folder, crashed)).commit(NAME, 'create');
      const reserved = async () => lstat(join(folder, NAME)).catch(() => undefined);
      while ((await reserved())?.mtimeMs !== RESERVED_AT * 1000) await new Promise(setImmediate);
      assert.equal((await reserved())?.size, 0);
      // The video itself is there, too.
      const [part = ''] = (await readdir(folder)).filter((name) => name.endsWith('.part'));
      assert.deepEqual(await readFile(join(folder, part)), VIDEO);
    });
  });

  for (const [code, kind] of [
    ['ENOSPC', 'diskFull'],
    ['EDQUOT', 'diskFull'],
    ['EROFS', 'denied'],
  ] as const) {
    it(`that fails with ${code} when a video is to be named keeps the video, and nothing else`, async () => {
      await withFolder(async (folder) => {
        const disk = diskWith({ link: code, open: code, copyFile: code, rename: code });
        const file = await fileIn(folder, disk);
        const error = await file.commit(NAME, 'create').then(
          () => undefined,
          (fault) => fault,
        );
        assert.ok(error instanceof SaveError);
        assert.equal(error.kind, kind);
        await file.discard();
        const [left = '', ...others] = await readdir(folder);
        assert.deepEqual([await readFile(join(folder, left)), others], [VIDEO, []]);
        assert.equal(error.leftAt, join(folder, left));
      });
    });
  }
});

describe('where a folder really is', () => {
  it('is where its links lead, also for what is still to be made', async () => {
    await withFolder(async (made) => {
      const folder = await realpath(made);
      await mkdir(join(folder, 'project'));
      await mkdir(join(folder, 'elsewhere'));
      await symlink(join(folder, 'elsewhere'), join(folder, 'project', 'videos'));
      const inProject = (...names: string[]) => realPath(join(folder, 'project', ...names));
      assert.equal(await inProject('a', 'b'), join(folder, 'project', 'a', 'b'));
      assert.equal(await inProject('videos'), join(folder, 'elsewhere'));
      assert.equal(await inProject('videos', 'a', 'b'), join(folder, 'elsewhere', 'a', 'b'));
    });
  });

  it('nobody can tell of a link that leads nowhere, or round and round', async () => {
    await withFolder(async (folder) => {
      await symlink(join(folder, 'nowhere'), join(folder, 'dangling'));
      await symlink(join(folder, 'loop'), join(folder, 'loop'));
      for (const name of ['dangling', 'loop']) {
        await assert.rejects(realPath(join(folder, name)));
        await assert.rejects(realPath(join(folder, name, 'a')));
      }
    });
  });
});

function diskWith(faults: Faults): Disk {
  const failing = Object.entries(faults).map(([name, code]) => [
    name,
    () => Promise.reject(Object.assign(new Error(`${code}: ${name}`), { code })),
  ]);
  return { ...nodeDisk, ...Object.fromEntries(failing) };
}

/** A file system to which a name is the same in capitals or not, and however its accents are written. */
function foldingDisk(disk: Disk): Disk {
  const folded = (path: string) => join(dirname(path), basename(path).normalize('NFC').toLowerCase());
  return {
    ...disk,
    link: (part, path) => disk.link(part, folded(String(path))),
    copyFile: (part, path, mode = constants.COPYFILE_EXCL) => disk.copyFile(part, folded(String(path)), mode),
    rename: (part, path) => disk.rename(part, folded(String(path))),
    open: (path, ...args) => disk.open(folded(String(path)), ...args),
    lstat: ((path: string) => disk.lstat(folded(path))) as Disk['lstat'],
    rm: (path, options) => disk.rm(folded(String(path)), options),
  };
}

async function fileIn(folder: string, disk: Disk, content = VIDEO): Promise<FileWriter> {
  const file = await createNodeFileWriter(folder, disk);
  await file.append(content);
  return file;
}

/** As the extension does: under the first number that is free. */
async function keptSomehow(file: FileWriter): Promise<void> {
  for (let number = 1; ; number++) {
    const isKept = await file.commit(`clip (${number}).mp4`, 'create').then(
      () => true,
      ({ kind }) => assert.equal(kind, 'exists'),
    );
    if (isKept) return;
  }
}

/** What a new video does to a folder before it is written. */
async function swept(folder: string): Promise<void> {
  await (await createNodeFileWriter(folder)).discard();
}

/** What lies in a folder, and what each file holds. */
async function stateOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const states = names.map(async (name) => {
    const found = await lstat(join(folder, name));
    return [
      name,
      found.isFile() ? await readFile(join(folder, name), 'utf8') : `mode ${found.mode} ino ${found.ino}`,
    ];
  });
  return Object.fromEntries(await Promise.all(states));
}
