// biome-ignore-all lint/suspicious/noTemplateCurlyInString: The variables of VS Code look like placeholders.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ParsedFolder, parseFolder } from '../../../src/saving/folderVariables';
import { processorMs } from '../base/processorTime';

const env: Readonly<Record<string, string>> = {
  HOME: '/home/me',
  VIDEOS: 'clips',
  EMPTY: '',
  ODD: '${HOME}',
};

function read(setting: string, homeFolder: string | undefined = '/home/me'): ParsedFolder {
  return parseFolder(setting, { homeFolder, env: (name) => env[name] });
}

describe('variables in the folder for videos', () => {
  const paths = [
    ['videos', 'videos'],
    ['/data/$videos', '/data/$videos'],
    ['${userHome}/Videos', '/home/me/Videos'],
    ['${env:HOME}/Videos', '/home/me/Videos'],
    ['media/${env:VIDEOS}', 'media/clips'],
    ['${userHome}${/}a${pathSeparator}b', '/home/me/a/b'],
    ['{videos}', '{videos}'],
  ] as const;
  for (const [setting, path] of paths) {
    it(`${setting} is ${path}`, () => assert.deepEqual(read(setting), { kind: 'path', path }));
  }

  const inWorkspace = [
    ['${workspaceFolder}', undefined, ''],
    // open-policy-agent/vscode-opa#44, jimasp/behave-vsc#31.
    ['${workspaceFolder}/videos', undefined, '/videos'],
    ['${workspaceFolder}\\videos', undefined, '\\videos'],
    ['${workspaceFolder}${/}videos', undefined, '/videos'],
    ['${workspaceFolder:my app}/videos', 'my app', '/videos'],
    ['${workspaceFolder}/${env:VIDEOS}', undefined, '/clips'],
    ['${workspaceFolder}/../videos', undefined, '/../videos'],
  ] as const;
  for (const [setting, folder, path] of inWorkspace) {
    it(`${setting} is ${path} in a folder of the workspace`, () => {
      assert.deepEqual(read(setting), { kind: 'inWorkspace', folder, path });
    });
  }

  const refused = [
    ['${workspaceFolder}s/videos', 'unknownVariable', '${workspaceFolder}'],
    ['videos/${workspaceFolder}', 'unknownVariable', '${workspaceFolder}'],
    ['${workspaceFolderBasename}', 'unknownVariable', '${workspaceFolderBasename}'],
    ['${config:veo.folder}', 'unknownVariable', '${config:veo.folder}'],
    ['${file}', 'unknownVariable', '${file}'],
    ['${}', 'unknownVariable', '${}'],
    ['${HOME}/Videos', 'unknownVariable', '${HOME}'],
    ['${USERHOME}', 'unknownVariable', '${USERHOME}'],
    ['${workspaceFolder/videos', 'unknownVariable', '${workspaceFolder/videos'],
    ['${env:${env:HOME}}', 'unknownVariable', '${env:/home/me}'],
    ['${env:MISSING}/a', 'noValue', '${env:MISSING}'],
    ['${env:EMPTY}/a', 'noValue', '${env:EMPTY}'],
    ['${env:}/a', 'noValue', '${env:}'],
    ['${env:ODD}/a', 'unknownVariable', '${HOME}/a'],
  ] as const;
  for (const [setting, kind, variable] of refused) {
    it(`${setting} is refused for ${variable}`, () => assert.deepEqual(read(setting), { kind, variable }));
  }

  it('have no value for the home folder in a browser', () => {
    const none = parseFolder('${userHome}/a', { homeFolder: undefined, env: () => undefined });
    assert.deepEqual(none, { kind: 'noValue', variable: '${userHome}' });
  });

  it('never stay in the path as they are', () => {
    const part = fc.constantFrom(
      '${',
      '}',
      '/',
      '..',
      'a',
      'workspaceFolder',
      'env:',
      'HOME',
      'userHome',
      ':',
      '$',
      '{',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const folder = read(parts.join(''));
        assert.ok(!('path' in folder) || !folder.path.includes('${'));
      }),
      { numRuns: 2000 },
    );
  });

  it('are replaced in linear time, however many', () => {
    const ms = processorMs(() => {
      for (const piece of ['${', '${env:HOME}', '${workspaceFolder:', '${/', '$']) read(piece.repeat(30_000));
    });
    assert.ok(ms < 1000, `${ms} ms`);
  });
});
