import assert from 'node:assert/strict';
import { nextLookAt } from '../../../src/operations/missing';
import type { MissingOperation } from '../../../src/operations/operation';
import { at, idOf, TEN_O_CLOCK } from './arbitraries';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function missing(checkedAfter?: number): MissingOperation {
  return {
    ...idOf('a1'),
    trackedAt: at(-HOUR),
    finishedAt: at(0),
    state: 'missing',
    videos: [],
    ...(checkedAfter !== undefined && { checkedAt: at(checkedAfter) }),
  };
}

describe('a missing operation', () => {
  it('is polled again after 10 minutes, an hour, 6 hours and a day', () => {
    const looks = [0, 10 * MINUTE, HOUR, 6 * HOUR].map((after) => nextLookAt(missing(after)));
    assert.deepEqual(
      looks.map((look) => look && look - TEN_O_CLOCK),
      [10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR],
    );
  });

  it('is polled on request only after the last look', () => {
    assert.equal(nextLookAt(missing(24 * HOUR)), undefined);
  });

  it('is overdue where nobody looked meanwhile, and then looked at once for all that was missed', () => {
    assert.equal(nextLookAt(missing(0)), TEN_O_CLOCK + 10 * MINUTE);
    assert.equal(nextLookAt(missing(72 * HOUR)), undefined);
  });
});
