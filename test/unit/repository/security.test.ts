import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../../scripts/repository';

const text = readFileSync(join(repository, 'SECURITY.md'), 'utf8');
const [, promised = ''] = text.split(/^## What is (?:not )?promised$/m);
const [, , ...rows] = promised.split('\n').filter((line) => line.startsWith('|'));

/** The titles of suites or tests in a file that are string literals. */
function titlesIn(file: string, of: 'describe' | 'it'): string[] {
  const source = readFileSync(join(repository, file), 'utf8');
  const calls = source.matchAll(new RegExp(`\\b${of}\\(\\s*(['"])((?:\\\\.|(?!\\1).)*)\\1`, 'g'));
  return [...calls].map(([, , title = '']) => title.replaceAll('\\', ''));
}

/** Whether a file has a test of this full title: that of one or two suites, and its own. */
function isTitleIn(file: string, title: string): boolean {
  const suites = titlesIn(file, 'describe');
  const paths = suites.flatMap((outer) => [outer, ...suites.map((inner) => `${outer} ${inner}`)]);
  return titlesIn(file, 'it').some((test) => paths.some((path) => `${path} ${test}` === title));
}

describe('the promises of SECURITY.md', () => {
  it('are more than ten', () => assert.ok(rows.length > 10));

  for (const row of rows) {
    const [, promise = '', shownBy = ''] = row.split('|').map((cell) => cell.trim());
    it(`name tests that exist: ${promise}`, () => {
      for (const shown of shownBy.split('<br>')) {
        const [, file = '', title = ''] = /^`(test\/[\w./]+\.test\.ts)`: (.+)$/.exec(shown) ?? [];
        assert.ok(file, `${shown} names no test`);
        assert.ok(existsSync(join(repository, file)), `${file} is not there`);
        assert.ok(isTitleIn(file, title), `${file} has no test of the title "${title}"`);
      }
    });
  }
});
