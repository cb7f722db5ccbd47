import assert from 'node:assert/strict';
import { Late } from '../../../src/base/late';

describe('a late value', () => {
  it('is made at its first use, once', () => {
    let times = 0;
    const late = new Late(() => ++times);
    assert.deepEqual([late.made, times], [undefined, 0]);
    assert.deepEqual([late.get(), late.get(), late.made], [1, 1, 1]);
  });

  it('is told to those who wait for it, before its first user has it, and to those who come later', () => {
    const told: string[] = [];
    const late = new Late(() => 'made');
    late.whenMade((made) => told.push(`waiting: ${made}`));
    assert.equal(told.length, 0);
    told.push(`used: ${late.get()}`);
    late.whenMade((made) => told.push(`later: ${made}`));
    assert.deepEqual(told, ['waiting: made', 'used: made', 'later: made']);
  });

  it('is tried again at the next use when it could not be made', () => {
    let fails = true;
    const late = new Late(() => {
      if (fails) throw new Error('ENOENT');
      return 'made';
    });
    assert.throws(() => late.get(), /ENOENT/);
    fails = false;
    assert.equal(late.get(), 'made');
  });
});
