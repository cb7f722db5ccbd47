// biome-ignore-all lint/suspicious/noTemplateCurlyInString: The variables of VS Code look like placeholders.
import assert from 'node:assert/strict';
import { mkdir, readdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { realPath } from '../../../src/platform/node/realPath';
import {
  type DownloadFolder,
  type FolderSurroundings,
  pathKind,
  resolveDownloadFolder,
  usableDownloadFolder,
} from '../../../src/saving/downloadFolder';
import { DiskFiles, uriAt } from './diskFiles';
import { withFolder } from './downloadHarness';

const files = new DiskFiles();

const SURROUNDINGS: FolderSurroundings = {
  homeFolder: '/home/lan',
  env: (name) => ({ VIDEOS: '/mnt/videos' })[name],
  files,
  join: (folder, path) => uriAt(join(folder.path, path)),
  workspaceFolders: [
    { name: 'film', uri: uriAt('/projects/film') },
    { name: 'other', uri: uriAt('/projects/other') },
  ],
  isSetByWorkspace: false,
  realPath: async (path) => path,
};

describe('the folder of the setting veo.download.folder', () => {
  for (const setting of ['', ' ']) {
    it(`is asked for when the setting is ${JSON.stringify(setting)}`, async () => {
      assert.deepEqual(await read(setting), { kind: 'ask' });
    });
  }

  for (const [setting, path] of [
    ['/mnt/videos', '/mnt/videos'],
    [' /mnt/videos ', '/mnt/videos'],
    ['~', '/home/lan'],
    ['~/videos', '/home/lan/videos'],
    ['~/../mai/videos', '/home/mai/videos'],
    ['${userHome}/videos', '/home/lan/videos'],
    ['${env:VIDEOS}/veo', '/mnt/videos/veo'],
    ['C:\\Videos', 'C:\\Videos'],
    ['c:/Videos', 'c:/Videos'],
  ] as const) {
    it(`is outside the workspace when the setting is ${JSON.stringify(setting)}, and is not created there`, async () => {
      assert.deepEqual(placed(await read(setting)), { path, isInWorkspace: false });
    });
  }

  for (const [setting, path] of [
    ['videos', '/projects/film/videos'],
    ['./videos//veo/', '/projects/film/videos/veo'],
    ['videos\\veo', '/projects/film/videos/veo'],
    ['.', '/projects/film'],
    ['~videos', '/projects/film/~videos'],
    ['${workspaceFolder}/videos', '/projects/film/videos'],
    ['${workspaceFolder:other}/videos', '/projects/other/videos'],
  ] as const) {
    it(`is inside the workspace when the setting is ${setting}`, async () => {
      assert.deepEqual(placed(await read(setting)), { path, isInWorkspace: true });
    });
  }

  for (const [setting, kind] of [
    ['..', 'outsideWorkspace'],
    ['videos/../../elsewhere', 'outsideWorkspace'],
    ['videos\\..\\..\\elsewhere', 'outsideWorkspace'],
    ['${workspaceFolder}/..', 'outsideWorkspace'],
    ['${workspaceFolder:closed}/videos', 'noSuchWorkspaceFolder'],
    ['${file}/videos', 'unknownVariable'],
    ['${env:NOTHING}/videos', 'noValue'],
    ['\\\\.\\pipe\\videos', 'device'],
    ['//?/C:/videos', 'device'],
  ] as const) {
    it(`is refused as ${kind} when the setting is ${setting}`, async () => {
      const folder = await read(setting);
      assert.equal(folder.kind === 'refused' ? folder.refusal.kind : folder.kind, kind);
    });
  }

  for (const setting of ['//server/share', '\\\\server\\share', 'file://server/share']) {
    it(`may be on another computer (${setting}) if the person sets it, but not if a project does`, async () => {
      assert.equal((await read(setting)).kind, 'folder');
      assert.deepEqual(await read(setting, { isSetByWorkspace: true }), {
        kind: 'refused',
        refusal: { kind: 'networkOfWorkspace' },
      });
    });
  }

  it('is refused as outsideWorkspace when its path has .., also where no links can be resolved', async () => {
    for (const setting of ['..', 'videos/../..', '${workspaceFolder}/..']) {
      const refusal = { kind: 'outsideWorkspace' };
      assert.deepEqual(await read(setting, { realPath: undefined }), { kind: 'refused', refusal });
    }
  });

  it('is refused when no workspace folder is open', async () => {
    for (const setting of ['videos', '${workspaceFolder}/videos']) {
      const refusal = { kind: 'noWorkspace' };
      assert.deepEqual(await read(setting, { workspaceFolders: [] }), { kind: 'refused', refusal });
    }
  });

  it('is not below the home folder where there is none, as in a browser', async () => {
    const inBrowser = { homeFolder: undefined, realPath: undefined };
    assert.deepEqual(placed(await read('~/videos', inBrowser)), {
      path: '/projects/film/~/videos',
      isInWorkspace: true,
    });
  });
});

describe('the folder of the setting in a project with links', () => {
  for (const setting of ['linked', 'linked/made', '${workspaceFolder}/linked', 'dangling', 'loop']) {
    it(`is refused when a link leads out of the project, as ${setting}`, () =>
      withProject(async ({ project, outside, surroundings }) => {
        await symlink(outside, join(project, 'linked'));
        await symlink(join(outside, 'later'), join(project, 'dangling'));
        await symlink(join(project, 'loop'), join(project, 'loop'));
        assert.deepEqual(await usableDownloadFolder(setting, surroundings), {
          kind: 'refused',
          refusal: { kind: 'outsideWorkspace' },
        });
        assert.deepEqual(await readdir(outside), []);
      }));
  }

  it('is refused when its path only starts like that of the project', () =>
    withProject(async ({ project, surroundings }) => {
      await mkdir(`${project}-other`);
      await symlink(`${project}-other`, join(project, 'linked'));
      assert.equal((await resolveDownloadFolder('linked', surroundings)).kind, 'refused');
    }));

  it('is accepted when a link leads to another folder of the project, or the project itself is a link', () =>
    withProject(async ({ project, outside, surroundings }) => {
      await mkdir(join(project, 'real'));
      await symlink(join(project, 'real'), join(project, 'linked'));
      const again = join(outside, 'project');
      await symlink(project, again);
      for (const place of [project, again]) {
        const workspaceFolders = [{ name: 'project', uri: files.uriOf(place) }];
        const folder = await usableDownloadFolder('linked', { ...surroundings, workspaceFolders });
        assert.deepEqual(placed(folder), { path: join(place, 'linked'), isInWorkspace: true });
      }
    }));
});

describe('the folder for videos', () => {
  it('is created when it is missing inside the workspace', () =>
    withProject(async ({ project, surroundings }) => {
      const folder = await usableDownloadFolder('videos/veo', surroundings);
      assert.deepEqual(placed(folder), { path: join(project, 'videos', 'veo'), isInWorkspace: true });
      assert.deepEqual(await readdir(join(project, 'videos')), ['veo']);
    }));

  it('is not created elsewhere, such as in place of a disk that is not plugged in', () =>
    withProject(async ({ outside, surroundings }) => {
      const missing = join(outside, 'missing');
      assert.equal(unusable(await usableDownloadFolder(missing, surroundings)), missing);
      assert.deepEqual(await readdir(outside), []);
      await mkdir(missing);
      assert.deepEqual(placed(await usableDownloadFolder(missing, surroundings)), {
        path: missing,
        isInWorkspace: false,
      });
    }));

  it('is refused when it is a file, inside the workspace or elsewhere', () =>
    withProject(async ({ project, outside, surroundings }) => {
      for (const [setting, path] of [
        ['videos', join(project, 'videos')],
        [join(outside, 'videos'), join(outside, 'videos')],
      ] as const) {
        await writeFile(path, 'of the person');
        assert.equal(unusable(await usableDownloadFolder(setting, surroundings)), path);
      }
    }));
});

describe('the path in the folder setting', () => {
  const kinds = {
    network: [
      String.raw`\\server\share`,
      '//server/share',
      String.raw`\/server\share`,
      String.raw`\\192.0.2.7@80\a`,
      'file://server/share',
      'FILE://server/share',
      'file:////server/share',
      String.raw`file:\\server\share`,
    ],
    device: [
      String.raw`\\.\PhysicalDrive0`,
      String.raw`\\?\C:\videos`,
      String.raw`\\?\UNC\server\share`,
      '//./pipe/x',
      '//?/C:/x',
      String.raw`\??\C:\x`,
      'file://./x',
    ],
    local: [
      '/home/x',
      String.raw`C:\videos`,
      'C:/videos',
      '~/videos',
      'videos//a',
      'file:///home/x',
      'memfs://a/b',
    ],
  };
  for (const [kind, paths] of Object.entries(kinds)) {
    for (const path of paths) {
      it(`is ${kind}: ${path}`, () => assert.equal(pathKind(path), kind));
    }
  }
});

function read(setting: string, others: Partial<FolderSurroundings> = {}): Promise<DownloadFolder> {
  return resolveDownloadFolder(setting, { ...SURROUNDINGS, ...others });
}

function placed(folder: DownloadFolder) {
  assert.equal(folder.kind, 'folder');
  return { path: folder.uri.path, isInWorkspace: folder.isInWorkspace };
}

function unusable(folder: DownloadFolder): string {
  assert.ok(folder.kind === 'refused' && folder.refusal.kind === 'unusable', JSON.stringify(folder));
  return folder.refusal.uri.path;
}

interface Project {
  readonly project: string;
  readonly outside: string;
  readonly surroundings: FolderSurroundings;
}

/** A project, and a folder beside it. */
function withProject(test: (project: Project) => Promise<void>): Promise<void> {
  return withFolder(async (made) => {
    const folder = await realpath(made);
    const [project, outside] = [join(folder, 'project'), join(folder, 'outside')];
    for (const one of [project, outside]) await mkdir(one);
    const workspaceFolders = [{ name: 'project', uri: files.uriOf(project) }];
    await test({ project, outside, surroundings: { ...SURROUNDINGS, realPath, workspaceFolders } });
  });
}
