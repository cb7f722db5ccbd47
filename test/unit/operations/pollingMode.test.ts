import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Operation } from '../../../src/operations/operation';
import { newOperation } from '../../../src/operations/operation';
import { pollingOf, UNKNOWN_STATUS_PATIENCE_MS } from '../../../src/operations/pollingMode';
import { at, idOf, operation, operationIn, TEN_O_CLOCK } from './arbitraries';

const RUNNING = newOperation(idOf('a1'), {}, TEN_O_CLOCK);

describe('when an operation is polled', () => {
  it('is by schedule while it runs, whatever the API says of its status, for six hours', () => {
    assert.deepEqual(pollingOf(RUNNING), { kind: 'scheduled' });
    assert.deepEqual(pollingOf(toldFor(UNKNOWN_STATUS_PATIENCE_MS - 1)), { kind: 'scheduled' });
  });

  it('is on request once the same unknown status has been told for six hours', () => {
    assert.deepEqual(pollingOf(toldFor(UNKNOWN_STATUS_PATIENCE_MS)), { kind: 'onRequest' });
  });

  it('is on request once the person follows it no longer', () => {
    assert.deepEqual(pollingOf({ ...RUNNING, unfollowedAt: at(0) }), { kind: 'onRequest' });
  });

  it('is a few times over the day after it was found missing, and then over', () => {
    const missing: Operation = { ...RUNNING, state: 'missing', videos: [], finishedAt: at(0) };
    assert.deepEqual(pollingOf(missing), { kind: 'lookedAt', at: TEN_O_CLOCK + 600_000 });
    const late = { ...missing, checkedAt: at(25 * 3_600_000) };
    assert.deepEqual(pollingOf(late), { kind: 'over' });
  });

  it('is never by schedule unless it runs, and never over while it does, of any operation', () => {
    fc.assert(
      fc.property(operation, (one) => {
        const { kind } = pollingOf(one);
        const allowed = {
          running: ['scheduled', 'onRequest'],
          missing: ['lookedAt', 'over'],
          succeeded: ['over'],
          filtered: ['over'],
          failed: ['over'],
        }[one.state];
        assert.ok(allowed.includes(kind), `${one.state} ${kind}`);
      }),
    );
  });

  it('is on request for good as long as the person does not follow it', () => {
    fc.assert(
      fc.property(operationIn.running, (one) => {
        const unfollowed = { ...one, unfollowedAt: at(0) } as Operation;
        assert.equal(pollingOf(unfollowed).kind, 'onRequest');
      }),
    );
  });
});

/** Running, with the same unknown status for so many ms. */
function toldFor(ms: number): Operation {
  return { ...RUNNING, checkedAt: at(ms), unknownStatus: { word: 'baking', since: at(0) } };
}
