import assert from 'node:assert/strict';
import type { Operation } from '../../../../src/operations/operation';
import { Archive } from '../../../../src/tracking/list/archive';
import { at, idOf } from '../../operations/arbitraries';
import { MemoryArchive } from '../list/memoryArchive';
import { failing, inTurn, PollingHarness, running, succeeded } from '../pollingHarness';

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;
const absent = failing('notFound');

describe('polling of a missing operation', () => {
  let harness: PollingHarness;
  beforeEach(() => {
    harness = new PollingHarness();
  });

  it('happens 10 min, 1 h, 6 h and 24 h after it was found missing, and no more', async () => {
    harness.behaviour = absent;
    await harness.track('a1');
    await harness.advance(3 * DAY_S);
    const found = 78.75;
    assert.deepEqual(
      harness.secondsAsked().slice(5),
      [600, HOUR_S, 6 * HOUR_S, DAY_S].map((after) => found + after),
    );
    assert.deepEqual([harness.operation('a1')?.state, harness.clock.countTimers()], ['missing', 0]);
  });

  it('goes on by the schedule when the API knows it again', async () => {
    harness.behaviour = inTurn(absent, absent, absent, absent, absent, running);
    await harness.track('a1');
    await harness.advance(700);
    assert.deepEqual([harness.operation('a1')?.state, harness.problem('a1')], ['running', undefined]);
    assert.deepEqual(harness.secondsAsked().slice(5, 7), [678.75, 686.75]);
  });

  it('ends it when the API reports its end', async () => {
    harness.behaviour = inTurn(absent, absent, absent, absent, absent, succeeded);
    await harness.track('a1');
    await harness.advance(700);
    assert.equal(harness.operation('a1')?.state, 'succeeded');
    assert.equal(harness.clock.countTimers(), 0);
  });

  it('happens once after the start when its times have passed meanwhile', async () => {
    harness.behaviour = absent;
    await list(missing('a1', -5 * DAY_S));
    await harness.advance(2 * DAY_S);
    assert.deepEqual(harness.secondsAsked(), [0]);
  });

  it('keeps to the times of one that was found missing in an earlier session', async () => {
    harness.behaviour = absent;
    await list(missing('a1', -30 * MINUTE_S, -20 * MINUTE_S));
    await harness.advance(HOUR_S);
    assert.deepEqual(harness.secondsAsked(), [30 * MINUTE_S]);
  });

  it('does not happen while background polling is off', async () => {
    harness.settings = { ...harness.settings, checking: false };
    await list(missing('a1', -HOUR_S));
    await harness.advance(DAY_S);
    assert.equal(harness.asked.length, 0);
  });

  it('shows a problem on its row, and tries again after ever longer delays, up to an hour', async () => {
    harness.behaviour = failing('unavailable');
    await list(missing('a1', -HOUR_S / 2));
    await harness.advance(DAY_S);
    assert.equal(harness.problem('a1'), 'unavailable');
    const pauses = harness
      .secondsAsked()
      .slice(1)
      .map((second, i) => second - (harness.secondsAsked()[i] ?? 0));
    assert.ok((pauses[0] ?? 0) >= 5, `${pauses}`);
    assert.deepEqual(
      pauses,
      [...pauses].sort((a, b) => a - b),
    );
    assert.ok(harness.asked.length < 40 && (pauses.at(-1) ?? 0) >= HOUR_S, `${pauses}`);
  });

  it('resolves a check of one with the problem that its row shows, too', async () => {
    for (const kind of ['unauthorized', 'offline', 'noKey'] as const) {
      harness = new PollingHarness();
      await list(missing('a1', -30 * DAY_S, -20 * DAY_S));
      if (kind === 'noKey') harness.keys.clear();
      else harness.behaviour = failing(kind);
      const checked = await harness.poller.check(idOf('a1'));
      assert.deepEqual([checked.state, checked.problem?.kind], ['missing', kind]);
      assert.equal(harness.problem('a1'), kind);
    }
  });

  it('reports no problem of a whole endpoint about it, unless it is checked', async () => {
    harness.behaviour = failing('unauthorized');
    await list(missing('a1', -30 * MINUTE_S, -20 * MINUTE_S));
    await harness.track('b2');
    assert.deepEqual([harness.problem('a1'), harness.problem('b2')], [undefined, 'unauthorized']);
  });

  it('stops when it is removed', async () => {
    await list(missing('a1', -30 * MINUTE_S, -20 * MINUTE_S));
    harness.store.remove([idOf('a1')]);
    await harness.advance(DAY_S);
    assert.deepEqual([harness.asked.length, harness.clock.countTimers()], [0, 0]);
  });

  it('stops once it has left the list for the archive, and goes on when it comes back', async () => {
    harness.archive = new Archive(new MemoryArchive());
    harness.restart();
    const one = missing('a1', -30 * MINUTE_S, -20 * MINUTE_S);
    harness.store.restore([one, ...Array.from({ length: 1000 }, (_, i) => ended(`e${i}`))]);
    await harness.store.flush();
    assert.equal(harness.operation('a1'), undefined);
    await harness.advance(HOUR_S);
    assert.equal(harness.asked.length, 0);
    harness.store.restore([one]);
    await harness.settle();
    assert.equal(harness.asked.length, 1);
  });

  it('sends nothing while its endpoint is unknown', async () => {
    const google = harness.endpoints.get('google');
    harness.endpoints.delete('google');
    await list(missing('a1', -HOUR_S));
    await harness.advance(DAY_S);
    assert.deepEqual([harness.asked.length, harness.problem('a1')], [0, undefined]);
    if (google) harness.endpoints.set('google', google);
    harness.poller.endpointsChanged();
    await harness.settle();
    assert.equal(harness.asked.length, 1);
  });

  it('crowds out no running operation, though a thousand are due at once', async () => {
    harness.requestsPerMinute = 40;
    harness.behaviour = (asked) => (asked.name.includes('old') ? absent : running)(asked);
    const old = Array.from({ length: 1000 }, (_, i) => missing(`old${i}`, -HOUR_S));
    await list(...old);
    await harness.advance(10 * MINUTE_S);
    const looked = () => harness.asked.filter(({ name }) => name.includes('old')).length;
    assert.ok(looked() >= 70 && looked() <= 80, `${looked()}`);
    await harness.track('a1');
    await harness.advance(MINUTE_S);
    const times = harness.secondsAsked(idOf('a1')).map((second) => second - 10 * MINUTE_S);
    assert.deepEqual(times.slice(0, 7), [0, 8, 16, 24, 32, 40, 48]);
    assert.ok(looked() >= 74, `${looked()}`);
  });

  it('sends no storm, though a thousand are due and the endpoint cannot be reached', async () => {
    harness.behaviour = failing('offline');
    await list(...Array.from({ length: 1000 }, (_, i) => missing(`old${i}`, -HOUR_S)));
    await harness.advance(HOUR_S);
    assert.ok(harness.asked.length < 70, `${harness.asked.length}`);
  });

  /** Begins with these in the list. */
  async function list(...operations: readonly Operation[]): Promise<void> {
    harness.poller.dispose();
    harness.store.restore(operations);
    await harness.store.flush();
    harness.restart();
    await harness.settle();
  }
});

function ended(id: string): Operation {
  return { ...idOf(id), trackedAt: at(0), state: 'filtered', finishedAt: at(0), videos: [] };
}

/** Found missing, and last denied, so many seconds after ten o'clock. */
function missing(id: string, since: number, checked = since): Operation {
  return {
    ...idOf(id),
    trackedAt: at(1000 * since - 100_000),
    checkedAt: at(1000 * checked),
    state: 'missing',
    finishedAt: at(1000 * since),
    videos: [],
  };
}
