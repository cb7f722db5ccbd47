import assert from 'node:assert/strict';
import { contributes } from '../../../package.json';

/** The menus in which a file can be chosen. */
const MENUS = ['explorer/context', 'editor/title/context'] as const;
const ENDINGS = {
  offered: ['.py', '.tsx', '.mjs', '.go', '.java', '.json', '.jsonc', '.LOG', '.env', '.ini', '.html', ''],
  leftAlone: ['.mp4', '.webm', '.png', '.zip', '.vsix', '.exe'],
};

/** The commands that a menu offers for a file with this ending. */
function offered(menu: (typeof MENUS)[number], ending: string): string[] {
  return contributes.menus[menu]
    .filter(({ when }) => endingsOf(when)?.test(ending))
    .map(({ command }) => command);
}

/** The pattern of endings in the condition of a menu's item; undefined if it has none. */
function endingsOf(when: string): RegExp | undefined {
  const pattern = /resourceExtname =~ \/(.*)\/i/.exec(when)?.[1];
  return pattern === undefined ? undefined : new RegExp(pattern, 'i');
}

describe('the menus of Track All Operations in This File', () => {
  for (const menu of MENUS) {
    it(`offer it once for sources, logs, data and documents, and files without an ending, in ${menu}`, () => {
      for (const ending of ENDINGS.offered)
        assert.deepEqual(offered(menu, ending), ['veo.trackResource'], ending);
    });

    it(`do not offer it for videos, pictures and archives, in ${menu}`, () => {
      for (const ending of ENDINGS.leftAlone) assert.deepEqual(offered(menu, ending), [], ending);
    });
  }
});
