import assert from 'node:assert/strict';
import type { EndedOperation, Operation } from '../../../../src/operations/operation';
import { newOperation } from '../../../../src/operations/operation';
import { Expectations } from '../../../../src/tracking/polling/operationAge';
import type { Origin } from '../../../../src/tracking/schedule/start';
import { at, idOf, TEN_O_CLOCK } from '../../operations/arbitraries';
import { PollingHarness } from '../pollingHarness';

const MINUTE = 60_000;

describe('what is expected of an operation', () => {
  let world: PollingHarness;
  let operation: Operation | undefined;
  /** What was learned: from when the age counts, and the two ages in seconds. */
  let learned: [Origin, number, number][];
  let expectations: Expectations;
  beforeEach(() => {
    world = new PollingHarness();
    learned = [];
    expectations = new Expectations({
      operation: () => operation,
      forecasts: { ...world.forecasts, learn: (_, origin, from, to) => learned.push([origin, from, to]) },
      time: world.clock,
      pace: () => ({ pace: 'balanced', focused: true }),
    });
  });

  it('counts its age from its start where that was told, else from when it was tracked', () => {
    assert.equal(ageOf(tracked(-3 * MINUTE, -5 * MINUTE)), 300);
    assert.equal(ageOf(tracked(-3 * MINUTE)), 180);
  });

  it('takes a time in the future for a mistake', () => {
    assert.equal(ageOf(tracked(10 * MINUTE)), 0);
    assert.equal(ageOf(tracked(0, 10 * MINUTE)), 0);
  });

  it('counts its age by the steady clock, whatever the other does', async () => {
    const watch = expectations.watch(tracked(-3 * MINUTE));
    world.hands.setSystemTime(world.hands.now - 100 * MINUTE);
    expectations.sawRunning(watch, tracked(-3 * MINUTE));
    assert.equal(watch.ranAge, 180);
  });

  it('knows nothing of one of which no answer has come', () => {
    assert.equal(expectations.watch(tracked(-3 * MINUTE)).ranAge, undefined);
  });

  it('knows from an earlier session when one last ran', () => {
    const watch = expectations.watch({ ...tracked(-3 * MINUTE), checkedAt: at(-MINUTE) });
    assert.equal(watch.ranAge, 120);
  });

  it('does not know when one ran that the server denied last', () => {
    const denials = { times: 1, since: at(-MINUTE) };
    const denied = { ...tracked(-3 * MINUTE), checkedAt: at(-MINUTE), denials } as Operation;
    assert.equal(expectations.watch(denied).ranAge, undefined);
  });

  it('takes one that was checked before its start for just started', () => {
    assert.equal(expectations.watch({ ...tracked(-3 * MINUTE), checkedAt: at(-9 * MINUTE) }).ranAge, 0);
  });

  it('counts anew from a start that the answer tells', () => {
    const watch = expectations.watch(tracked(-MINUTE));
    expectations.sawRunning(watch, tracked(-MINUTE, -5 * MINUTE));
    assert.equal(watch.ranAge, 300);
  });

  it('is the time of the next request in the steady clock', () => {
    const before = { ...tracked(-MINUTE), checkedAt: at(-2000) };
    assert.equal(expectations.dueTime(expectations.watch(before), before), TEN_O_CLOCK + 6000);
  });

  it('is no urgency of an operation that has left the list', () => {
    assert.equal(expectations.urgency(expectations.watch(tracked(-MINUTE)), TEN_O_CLOCK), 0);
  });

  it('lets one that has failed go after others, for a single request must not be about the same one always', () => {
    operation = { ...tracked(-MINUTE), checkedAt: at(-20_000) };
    const watch = expectations.watch(operation);
    const before = expectations.urgency(watch, TEN_O_CLOCK);
    watch.failures = 2;
    assert.ok(Math.abs(expectations.urgency(watch, TEN_O_CLOCK) - before / 3) < 1e-9);
  });

  it('is the urgency by its age', () => {
    operation = { ...tracked(-MINUTE), checkedAt: at(-20_000) };
    const watch = expectations.watch(operation);
    assert.ok(Math.abs(expectations.urgency(watch, TEN_O_CLOCK) - 1.5) < 1e-9);
  });

  it('is learned from an end, between when it last ran and now', async () => {
    const watch = expectations.watch(tracked(-MINUTE, -MINUTE));
    expectations.sawRunning(watch, tracked(-MINUTE, -MINUTE));
    await world.forward(12);
    expectations.sawEnd(watch, tracked(-MINUTE, -MINUTE), ended('succeeded'));
    assert.deepEqual(learned, [['started', 60, 72]]);
  });

  it('is learned from the first answer only where the start was told', () => {
    const [told, untold] = [tracked(-MINUTE, -MINUTE), tracked(-MINUTE)];
    expectations.sawEnd(expectations.watch(told), told, ended('filtered'));
    expectations.sawEnd(expectations.watch(untold), untold, ended('succeeded'));
    assert.deepEqual(learned, [['started', 0, 60]]);
  });

  it('counts from what was known before the answer that tells both end and start', async () => {
    const before = tracked(-MINUTE);
    const watch = expectations.watch({ ...before, checkedAt: at(-20_000) });
    expectations.sawEnd(watch, before, { ...ended('succeeded'), startedAt: at(-9 * MINUTE) });
    assert.deepEqual(learned, [['tracked', 40, 60]]);
  });

  it('is not learned from failures, nor from one that had ended before', () => {
    const before = { ...tracked(-MINUTE, -MINUTE), checkedAt: at(-20_000) };
    const watch = expectations.watch(before);
    for (const state of ['failed', 'missing'] as const) expectations.sawEnd(watch, before, ended(state));
    expectations.sawEnd(watch, ended('missing'), ended('succeeded'));
    assert.deepEqual(learned, []);
  });

  function ageOf(one: Operation): number | undefined {
    const watch = expectations.watch(one);
    expectations.sawRunning(watch, one);
    return watch.ranAge;
  }
});

/** Running, tracked and started at so many ms after ten o'clock. */
function tracked(trackedAt: number, startedAt?: number): Operation {
  const operation = newOperation(idOf('a1'), {}, TEN_O_CLOCK + trackedAt);
  return { ...operation, ...(startedAt !== undefined && { startedAt: at(startedAt) }) };
}

function ended(state: EndedOperation['state']): EndedOperation {
  const { denials: _, ...operation } = newOperation(idOf('a1'), {}, TEN_O_CLOCK - MINUTE);
  return {
    ...operation,
    state,
    finishedAt: at(0),
    videos: [{ uri: 'https://a/b' }],
  } as unknown as EndedOperation;
}
