import assert from 'node:assert/strict';
import fc from 'fast-check';
import { oneLine } from '../../../src/outside/oneLine';

describe('a text from outside as one line', () => {
  it('has single spaces in place of line breaks, tabs and other control characters', () => {
    assert.equal(oneLine('  a cat\r\n\ton\u0000the  moon ', 100), 'a cat on the moon');
  });

  it('lacks the marks that turn the direction of a text around, and what cannot be seen', () => {
    assert.equal(oneLine('a\u202egnp.exe\u200b\ufeff', 100), 'agnp.exe');
  });

  it('keeps letters of all languages, combined marks and emoji of several parts', () => {
    for (const text of [
      'Bình minh Hạ Long',
      'می\u200cخواهم',
      '👩\u200d🚀 in space',
      'क्\u200dष',
      'Tie\u0302\u0301ng',
      '1\ufe0f\u20e3 Lantern',
    ]) {
      assert.equal(oneLine(text, 100), text);
    }
  });

  it('ends in an ellipsis where it is cut off, within the length that was asked for', () => {
    assert.equal(oneLine('Lantern festival at night', 16), 'Lantern festiva…');
    assert.equal(oneLine('Lantern festival', 16), 'Lantern festival');
  });

  it('never ends in half a character', () => {
    assert.equal(oneLine('ab😀😀😀', 4), 'ab…');
  });

  it('is never longer than asked for, and the same when it is made one line again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.integer({ min: 2, max: 120 }),
        (text, length) => {
          const line = oneLine(text, length);
          assert.ok(line.length <= length);
          assert.equal(oneLine(line, length), line);
          assert.doesNotMatch(line, /\p{Cc}/u);
        },
      ),
    );
  });
});
