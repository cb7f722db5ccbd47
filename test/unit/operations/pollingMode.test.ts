import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newOperation, type Operation } from '../../../src/operations/operation';
import { pollingModeOf, UNKNOWN_STATUS_LIMIT_MS } from '../../../src/operations/pollingMode';
import { at, idOf, operation, operationIn, TEN_O_CLOCK } from './arbitraries';

const RUNNING = newOperation(idOf('a1'), {}, TEN_O_CLOCK);

describe('background polling of an operation', () => {
  it('goes by the schedule while the operation runs, and for six hours of an undocumented status', () => {
    assert.deepEqual(pollingModeOf(RUNNING), { kind: 'scheduled' });
    assert.deepEqual(pollingModeOf(withUnknownStatusFor(UNKNOWN_STATUS_LIMIT_MS - 1)), { kind: 'scheduled' });
  });

  it('stops once the same undocumented status has lasted six hours: it is polled on request only', () => {
    assert.deepEqual(pollingModeOf(withUnknownStatusFor(UNKNOWN_STATUS_LIMIT_MS)), { kind: 'onRequest' });
  });

  it('stops when the person unfollows the operation: it is polled on request only', () => {
    assert.deepEqual(pollingModeOf({ ...RUNNING, unfollowedAt: at(0) }), { kind: 'onRequest' });
  });

  it('rechecks a missing operation during a day, and then never again', () => {
    const missing: Operation = { ...RUNNING, state: 'missing', videos: [], finishedAt: at(0) };
    assert.deepEqual(pollingModeOf(missing), { kind: 'recheck', at: TEN_O_CLOCK + 600_000 });
    const late = { ...missing, checkedAt: at(25 * 3_600_000) };
    assert.deepEqual(pollingModeOf(late), { kind: 'never' });
  });

  it('goes by the schedule only while the operation runs, and never ends before that, for any operation', () => {
    fc.assert(
      fc.property(operation, (one) => {
        const { kind } = pollingModeOf(one);
        const allowed = {
          running: ['scheduled', 'onRequest'],
          missing: ['recheck', 'never'],
          succeeded: ['never'],
          filtered: ['never'],
          failed: ['never'],
        }[one.state];
        assert.ok(allowed.includes(kind), `${one.state} ${kind}`);
      }),
    );
  });

  it('never starts for an unfollowed operation, whatever it is', () => {
    fc.assert(
      fc.property(operationIn.running, (one) => {
        const unfollowed = { ...one, unfollowedAt: at(0) } as Operation;
        assert.equal(pollingModeOf(unfollowed).kind, 'onRequest');
      }),
    );
  });
});

/** A running operation with the same undocumented status for so many ms. */
function withUnknownStatusFor(ms: number): Operation {
  return { ...RUNNING, checkedAt: at(ms), unknownStatus: { word: 'baking', since: at(0) } };
}
