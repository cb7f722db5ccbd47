import assert from 'node:assert/strict';
import { systemLocale } from '../../../../src/platform/node/systemLocale';

describe('the locale of the system', () => {
  const cases: readonly (readonly [what: string, env: Record<string, string>, locale: string | undefined])[] =
    [
      ['is that of LANG', { LANG: 'vi_VN.UTF-8' }, 'vi_VN.UTF-8'],
      [
        'is that of LC_ALL before all others',
        { LC_ALL: 'vi_VN', LC_MESSAGES: 'en_US', LANG: 'fr_FR' },
        'vi_VN',
      ],
      ['is that of LC_MESSAGES before that of LANG', { LC_MESSAGES: 'vi', LANG: 'en_US' }, 'vi'],
      [
        'is what VS Code tells where C stands for no language',
        { LANG: 'C.UTF-8', VSCODE_NLS_CONFIG: '{"osLocale":"vi"}' },
        'vi',
      ],
      [
        'is what VS Code tells where no variable is set',
        { VSCODE_NLS_CONFIG: '{"osLocale":"vi-VN"}' },
        'vi-VN',
      ],
      ['is unknown where nothing tells it', {}, undefined],
      ['is unknown with an empty variable', { LANG: '' }, undefined],
      ['is unknown where VS Code tells something else', { VSCODE_NLS_CONFIG: '{"osLocale":7}' }, undefined],
      ['is unknown where VS Code tells no JSON', { VSCODE_NLS_CONFIG: '{' }, undefined],
      ['is unknown where VS Code tells null', { VSCODE_NLS_CONFIG: 'null' }, undefined],
      ['is unknown where it is POSIX', { LC_ALL: 'POSIX' }, undefined],
    ];
  for (const [what, env, locale] of cases) {
    it(what, () =>
      assert.equal(
        systemLocale((name) => env[name]),
        locale,
      ),
    );
  }
});
