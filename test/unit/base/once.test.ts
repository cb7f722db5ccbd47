import assert from 'node:assert/strict';
import { Once } from '../../../src/base/once';

describe('something that happens once for each key', () => {
  it('happens at the first call with a key, whatever was called with others', () => {
    const once = new Once();
    assert.deepEqual(
      ['a', 'b', 'a', 'b'].map((key) => once.isFirst(key)),
      [true, true, false, false],
    );
  });

  it('happens once where there is no key', () => {
    const once = new Once();
    assert.deepEqual([once.isFirst(), once.isFirst()], [true, false]);
  });
});
