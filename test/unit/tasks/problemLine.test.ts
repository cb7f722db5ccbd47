import assert from 'node:assert/strict';
import { contributes } from '../../../package.json';
import { type ProblemCode, placesIn, problemLine } from '../../../src/ui/tasks/problemLine';

const CODES: readonly ProblemCode[] = ['filtered', 'failed', 'missing', 'removed', 'notSaved', 'refused'];

describe('the line of a problem that a task prints', () => {
  const [{ pattern }] = contributes.problemMatchers as [(typeof contributes.problemMatchers)[number]];
  const matched = (line: string) => {
    const match = new RegExp(pattern.regexp).exec(line);
    const { file, line: at, column, severity, code, message } = pattern;
    return match && [file, at, column, severity, code, message].map((group) => match[group]);
  };

  it('is read by the problem matcher, with paths of Windows and texts of other languages', () => {
    for (const path of ['/films/ids.txt', 'c:\\Users\\A: B\\ids.txt']) {
      for (const code of CODES) {
        const line = problemLine({ path, line: 12, column: 3 }, code, 'Lễ hội: 3:4: error: x: thất bại');
        assert.deepEqual(matched(line), [path, '12', '3', 'error', code, 'Lễ hội: 3:4: error: x: thất bại']);
      }
    }
  });

  it('stays one line without control characters, whatever a server says', () => {
    const line = problemLine(
      { path: '/a', line: 1, column: 1 },
      'failed',
      'no\r\n/b:1:1: error: failed: \u001b[31mx',
    );
    assert.doesNotMatch(line, /\p{Cc}/u);
    assert.equal(matched(line)?.[0], '/a');
  });

  it('is none for the problem matcher where it has no place', () => {
    for (const text of ['It failed.', '/b:1:1: error: failed: x', '/b:1:1:\u200b error: failed: x'])
      assert.equal(matched(problemLine(undefined, 'failed', text)), null);
  });
});

describe('the place of an offset', () => {
  it('counts lines and columns from 1', () => {
    const text = 'first\nsecond video_1\n\nlast';
    const placeOf = placesIn('/a', text);
    assert.deepEqual(placeOf(0), { path: '/a', line: 1, column: 1 });
    assert.deepEqual(placeOf(text.indexOf('video_1')), { path: '/a', line: 2, column: 8 });
    assert.deepEqual(placeOf(text.indexOf('\n')), { path: '/a', line: 1, column: 6 });
    assert.deepEqual(placeOf(text.indexOf('last')), { path: '/a', line: 4, column: 1 });
  });
});
