import assert from 'node:assert/strict';
import { NumbersWithinMinute } from '../../../../src/tracking/list/numbersWithinMinute';

describe('the number of an operation within its minute', () => {
  it('goes up by one within a minute, and starts at 1 with the next minute', () => {
    const numbers = new NumbersWithinMinute();
    const times = [0, 20_000, 59_999, 60_000, 60_001, 600_000];
    assert.deepEqual(
      times.map((now) => numbers.next(now)),
      [1, 2, 3, 1, 2, 1],
    );
  });

  it('starts at 1 when the clock is set back to an earlier minute', () => {
    const numbers = new NumbersWithinMinute();
    numbers.next(60_000);
    assert.equal(numbers.next(0), 1);
  });
});
