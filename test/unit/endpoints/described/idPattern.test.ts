import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matchesIdPattern, readIdPattern } from '../../../../src/endpoints/described/idPattern';
import { processorMs } from '../../base/processorTime';

/** Whether an id has the form of a pattern. */
function matches(pattern: string, id: string): boolean {
  const read = readIdPattern(pattern);
  assert.ok(read, pattern);
  return matchesIdPattern(read, id);
}

describe('the pattern of ids', () => {
  const samples: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['job-\\w+', ['job-a', 'job-A_9'], ['job-', 'xjob-a', 'job-a!', 'job-ä']],
    [
      '[0-9a-f]{4}-\\d{2,3}',
      ['0aF1'.toLowerCase().concat('-12'), 'beef-123'],
      ['beef-1', 'beef-1234', 'beeg-12'],
    ],
    ['a?b*c+', ['c', 'abbc', 'acc'], ['ab', 'aac', '']],
    ['task_x|veo\\.\\d', ['task_x', 'veo.3'], ['task_xveo.3', 'veo33']],
    ['[\\w./-]{2,}', ['a/b', '..'], ['a', 'a b']],
    ['[\\]a-]x', [']x', '-x', 'ax'], ['bx']],
    ['x{0,2}y{3}', ['yyy', 'xxyyy'], ['xxxyyy', 'yy']],
  ];
  for (const [pattern, good, bad] of samples) {
    it(`${pattern} is that of the whole id`, () => {
      for (const id of good) assert.equal(matches(pattern, id), true, id);
      for (const id of bad) assert.equal(matches(pattern, id), false, id);
    });
  }

  it('has no groups, negations, dots, anchors or lookarounds', () => {
    for (const pattern of [
      '(a)',
      'a++',
      '[^a]',
      'a.b',
      '^a$',
      '(?=a)',
      '\\b',
      '\\p{L}',
      'a{2,1}',
      'a|',
      '',
      '[z-a]',
      '{2}',
      'a ',
    ]) {
      assert.equal(readIdPattern(pattern), undefined, pattern);
    }
  });

  it('is matched as a regular expression of the same words is', () => {
    const atom = fc.constantFrom('a', 'b', '\\d', '[ab]', '[b-c]', '\\w');
    const times = fc.constantFrom('', '?', '*', '+', '{2}', '{1,2}', '{0,}');
    const sequence = fc.array(
      fc.tuple(atom, times).map((pair) => pair.join('')),
      { minLength: 1, maxLength: 5 },
    );
    const pattern = fc.array(
      sequence.map((parts) => parts.join('')),
      { minLength: 1, maxLength: 3 },
    );
    const id = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1'), maxLength: 8 });
    fc.assert(
      fc.property(
        pattern.map((parts) => parts.join('|')),
        id,
        (one, text) => {
          assert.equal(matches(one, text), new RegExp(`^(?:${one})$`).test(text));
        },
      ),
    );
  });

  it('takes no time, however many ways there are to match', () => {
    // As a regular expression it would try some 1024 to the power of 60 ways.
    const pattern = '\\w*'.repeat(50);
    const ms = processorMs(() => {
      assert.equal(matches(pattern, `${'a'.repeat(1023)}!`), false);
      assert.equal(matches(pattern, 'a'.repeat(1024)), true);
      assert.equal(matches(pattern, 'a'.repeat(1025)), false);
    });
    assert.ok(ms < 2000, `${ms} ms`);
  });
});
