import assert from 'node:assert/strict';
import { contributes } from '../../../package.json';

/** The pattern of endings in the condition of a menu's item. */
function endingsOf(when: string): RegExp {
  const pattern = /resourceExtname =~ \/(.*)\/i/.exec(when)?.[1];
  assert.ok(pattern !== undefined, when);
  return new RegExp(pattern, 'i');
}

describe('the menus of Track All Operations in This File', () => {
  const items = Object.values(contributes.menus)
    .flat()
    .filter((item) => item.command === 'veo.trackFile')
    .flatMap(({ when = '' }) => (when.includes('resourceExtname') ? [endingsOf(when)] : []));

  it('offer it for sources, logs, data and documents, and files without an ending', () => {
    assert.ok(items.length > 0);
    for (const endings of items) {
      for (const ending of [
        '.py',
        '.tsx',
        '.mjs',
        '.go',
        '.java',
        '.jsonc',
        '.LOG',
        '.env',
        '.ini',
        '.html',
        '',
      ])
        assert.match(ending, endings);
    }
  });

  it('do not offer it for videos, pictures and archives', () => {
    for (const endings of items) {
      for (const ending of ['.mp4', '.webm', '.png', '.zip', '.vsix', '.exe'])
        assert.doesNotMatch(ending, endings);
    }
  });
});
