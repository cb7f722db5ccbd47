import assert from 'node:assert/strict';
import type { Operation } from '../../../../src/operations/operation';
import { Archive } from '../../../../src/tracking/list/archive';
import { at, idOf } from '../../operations/arbitraries';
import { MemoryArchive } from '../list/memoryArchive';
import { failing, inTurn, PollingHarness, running, succeeded } from '../pollingHarness';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const absent = failing('notFound');

describe('polling of what is missing', () => {
  let world: PollingHarness;
  beforeEach(() => {
    world = new PollingHarness();
  });

  it('looks at it again 10 min, 1 h, 6 h and 24 h after it was found missing, and no more', async () => {
    world.behaviour = absent;
    await world.track('a1');
    await world.forward(3 * DAY);
    const found = 78.75;
    assert.deepEqual(
      world.secondsAsked().slice(5),
      [600, HOUR, 6 * HOUR, DAY].map((after) => found + after),
    );
    assert.deepEqual([world.operation('a1')?.state, world.hands.countTimers()], ['missing', 0]);
  });

  it('goes on as with any other when the API knows it again', async () => {
    world.behaviour = inTurn(absent, absent, absent, absent, absent, running);
    await world.track('a1');
    await world.forward(700);
    assert.deepEqual([world.operation('a1')?.state, world.problem('a1')], ['running', undefined]);
    assert.deepEqual(world.secondsAsked().slice(5, 7), [678.75, 686.75]);
  });

  it('ends it when the API tells its end', async () => {
    world.behaviour = inTurn(absent, absent, absent, absent, absent, succeeded);
    await world.track('a1');
    await world.forward(700);
    assert.equal(world.operation('a1')?.state, 'succeeded');
    assert.equal(world.hands.countTimers(), 0);
  });

  it('looks once after the start at one whose times have passed meanwhile', async () => {
    world.behaviour = absent;
    await list(missing('a1', -5 * DAY));
    await world.forward(2 * DAY);
    assert.deepEqual(world.secondsAsked(), [0]);
  });

  it('keeps to the times of one that was found missing in an earlier session', async () => {
    world.behaviour = absent;
    await list(missing('a1', -30 * MINUTE, -20 * MINUTE));
    await world.forward(HOUR);
    assert.deepEqual(world.secondsAsked(), [30 * MINUTE]);
  });

  it('is not done while checking is off', async () => {
    world.settings = { ...world.settings, checking: false };
    await list(missing('a1', -HOUR));
    await world.forward(DAY);
    assert.equal(world.asked.length, 0);
  });

  it('shows a fault on its row, and tries again ever later, up to an hour', async () => {
    world.behaviour = failing('unavailable');
    await list(missing('a1', -HOUR / 2));
    await world.forward(DAY);
    assert.equal(world.problem('a1'), 'unavailable');
    const pauses = world
      .secondsAsked()
      .slice(1)
      .map((second, i) => second - (world.secondsAsked()[i] ?? 0));
    assert.ok((pauses[0] ?? 0) >= 5, `${pauses}`);
    assert.deepEqual(
      pauses,
      [...pauses].sort((a, b) => a - b),
    );
    assert.ok(world.asked.length < 40 && (pauses.at(-1) ?? 0) >= HOUR, `${pauses}`);
  });

  it('resolves a check of one with the fault that stood in its way, which its row shows, too', async () => {
    for (const kind of ['unauthorized', 'offline', 'noKey'] as const) {
      world = new PollingHarness();
      await list(missing('a1', -30 * DAY, -20 * DAY));
      if (kind === 'noKey') world.keys.clear();
      else world.behaviour = failing(kind);
      const checked = await world.poller.check(idOf('a1'));
      assert.deepEqual([checked.state, checked.problem?.kind], ['missing', kind]);
      assert.equal(world.problem('a1'), kind);
    }
  });

  it('is not told of the fault of a whole endpoint, unless it was asked about', async () => {
    world.behaviour = failing('unauthorized');
    await list(missing('a1', -30 * MINUTE, -20 * MINUTE));
    await world.track('b2');
    assert.deepEqual([world.problem('a1'), world.problem('b2')], [undefined, 'unauthorized']);
  });

  it('is forgotten when it is removed', async () => {
    await list(missing('a1', -30 * MINUTE, -20 * MINUTE));
    world.store.remove([idOf('a1')]);
    await world.forward(DAY);
    assert.deepEqual([world.asked.length, world.hands.countTimers()], [0, 0]);
  });

  it('is left alone once it has left the list for the archive, and is looked at again when it comes back', async () => {
    world.archive = new Archive(new MemoryArchive());
    world.restart();
    const one = missing('a1', -30 * MINUTE, -20 * MINUTE);
    world.store.restore([one, ...Array.from({ length: 1000 }, (_, i) => ended(`e${i}`))]);
    await world.store.flush();
    assert.equal(world.operation('a1'), undefined);
    await world.forward(HOUR);
    assert.equal(world.asked.length, 0);
    world.store.restore([one]);
    await world.settle();
    assert.equal(world.asked.length, 1);
  });

  it('asks nothing where the endpoint is gone, until it is there again', async () => {
    const google = world.endpoints.get('google');
    world.endpoints.delete('google');
    await list(missing('a1', -HOUR));
    await world.forward(DAY);
    assert.deepEqual([world.asked.length, world.problem('a1')], [0, undefined]);
    if (google) world.endpoints.set('google', google);
    world.poller.endpointsChanged();
    await world.settle();
    assert.equal(world.asked.length, 1);
  });

  it('crowds out nobody, though a thousand are due at once', async () => {
    world.requestsPerMinute = 40;
    world.behaviour = (asked) => (asked.name.includes('old') ? absent : running)(asked);
    const old = Array.from({ length: 1000 }, (_, i) => missing(`old${i}`, -HOUR));
    await list(...old);
    await world.forward(10 * MINUTE);
    const looked = () => world.asked.filter(({ name }) => name.includes('old')).length;
    assert.ok(looked() >= 70 && looked() <= 80, `${looked()}`);
    await world.track('a1');
    await world.forward(MINUTE);
    const times = world.secondsAsked(idOf('a1')).map((second) => second - 10 * MINUTE);
    assert.deepEqual(times.slice(0, 7), [0, 8, 16, 24, 32, 40, 48]);
    assert.ok(looked() >= 74, `${looked()}`);
  });

  it('sends no storm, though a thousand are due and the endpoint cannot be reached', async () => {
    world.behaviour = failing('offline');
    await list(...Array.from({ length: 1000 }, (_, i) => missing(`old${i}`, -HOUR)));
    await world.forward(HOUR);
    assert.ok(world.asked.length < 70, `${world.asked.length}`);
  });

  /** Begins with these in the list. */
  async function list(...operations: readonly Operation[]): Promise<void> {
    world.poller.dispose();
    world.store.restore(operations);
    await world.store.flush();
    world.restart();
    await world.settle();
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
