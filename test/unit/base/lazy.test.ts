import assert from 'node:assert/strict';
import { Lazy } from '../../../src/base/lazy';

describe('something that is made at its first use', () => {
  it('is made once, for all who wait for it and who come later', async () => {
    let makings = 0;
    const lazy = new Lazy(async () => ++makings);
    assert.deepEqual([makings, lazy.made], [0, undefined]);
    assert.deepEqual(await Promise.all([lazy.get(), lazy.get()]), [1, 1]);
    assert.deepEqual([await lazy.get(), lazy.made], [1, 1]);
  });

  it('fails for all who wait for it, and is tried again at the next use', async () => {
    let attempts = 0;
    const lazy = new Lazy(async () => {
      if (++attempts === 1) throw new Error('no file');
      return attempts;
    });
    const waiting = [lazy.get(), lazy.get()];
    for (const one of waiting) await assert.rejects(one, /no file/);
    assert.equal(lazy.made, undefined);
    assert.equal(await lazy.get(), 2);
  });
});
