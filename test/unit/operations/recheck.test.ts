import assert from 'node:assert/strict';
import type { MissingOperation } from '../../../src/operations/operation';
import { pollingModeOf } from '../../../src/operations/pollingMode';
import { at, idOf, TEN_O_CLOCK } from './arbitraries';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function missing(checkedAfter?: number): MissingOperation {
  return {
    ...idOf('a1'),
    trackedAt: at(-HOUR_MS),
    finishedAt: at(0),
    state: 'missing',
    videos: [],
    ...(checkedAfter !== undefined && { checkedAt: at(checkedAfter) }),
  };
}

function nextRecheckAt(operation: MissingOperation): number | undefined {
  const mode = pollingModeOf(operation);
  return mode.kind === 'recheck' ? mode.at : undefined;
}

describe('the recheck of a missing operation', () => {
  it('comes 10 minutes, an hour, 6 hours and a day after its end', () => {
    const times = [0, 10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS].map((after) => nextRecheckAt(missing(after)));
    assert.deepEqual(
      times.map((time) => time && time - TEN_O_CLOCK),
      [10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS],
    );
  });

  it('does not come again after the last one', () => {
    assert.equal(nextRecheckAt(missing(24 * HOUR_MS)), undefined);
  });

  it('is overdue if VS Code was closed meanwhile, and one makes up for all that were missed', () => {
    assert.equal(nextRecheckAt(missing(0)), TEN_O_CLOCK + 10 * MINUTE_MS);
    assert.equal(nextRecheckAt(missing(72 * HOUR_MS)), undefined);
  });
});
