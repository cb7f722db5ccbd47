import assert from 'node:assert/strict';
import { newOperation, type Operation } from '../../../../src/operations/operation';
import { Forecasts } from '../../../../src/tracking/schedule/forecasts';
import { kindOf } from '../../../../src/tracking/schedule/jobKind';
import { type FakeClock, fakeClock } from '../../base/fakeClock';
import { idOf, TEN_O_CLOCK } from '../../operations/arbitraries';
import { MemoryStorage } from '../list/memoryStorage';

const KEY = 'veo.durations';
const OPERATION = {
  ...newOperation(idOf('a1'), {}, TEN_O_CLOCK),
  startedAt: '2026-11-20T10:00:00.000Z',
};
const SHORT = { ...OPERATION, seconds: 4 };
const SIMULATED = { ...OPERATION, endpoint: 'simulator' };

/** As VS Code's: each value that was stored comes back a moment later, though a newer one was stored meanwhile. */
class EchoingStorage extends MemoryStorage {
  constructor(private readonly clock: FakeClock) {
    super();
  }

  override async update(key: string, value: unknown): Promise<void> {
    await super.update(key, value);
    this.clock.setTimeout(() => this.content.set(key, JSON.stringify(value)), 50);
  }
}

describe('forecasts', () => {
  const clock = fakeClock(TEN_O_CLOCK);
  let storage: MemoryStorage;
  let forecasts: Forecasts;
  beforeEach(() => {
    storage = new MemoryStorage();
    forecasts = new Forecasts(storage, clock);
  });
  afterEach(() => forecasts.dispose());

  it('are the prior of the model before an end was observed', () => {
    assert.ok(Math.abs(median(forecasts) - 140) < 2, `${median(forecasts)}`);
    assert.ok(Math.abs(median(forecasts, { ...OPERATION, model: 'veo-3.1-lite-generate-001' }) - 45) < 1);
  });

  it('learn from observed ends', () => {
    learn(forecasts, OPERATION, 20, 40);
    assert.ok(Math.abs(median(forecasts) - 40) < 4, `${median(forecasts)}`);
  });

  it('follow jobs that take longer than they did', () => {
    for (let round = 0; round < 8; round++) learn(forecasts, OPERATION, 5, 40, 60_000);
    for (let round = 0; round < 12; round++) learn(forecasts, OPERATION, 5, 160, 60_000);
    assert.ok(Math.abs(median(forecasts) - 160) < 8, `${median(forecasts)}`);
  });

  it('give a median only after five ends of exactly that kind', () => {
    learn(forecasts, OPERATION, 4, 40);
    assert.equal(forecasts.medianDuration(OPERATION), undefined);
    learn(forecasts, SHORT, 4, 40);
    for (const one of [OPERATION, SHORT, SIMULATED]) assert.equal(forecasts.medianDuration(one), undefined);
    learn(forecasts, OPERATION, 1, 40);
    const shown = forecasts.medianDuration(OPERATION) ?? 0;
    assert.ok(shown > 35 && shown < 60, `${shown}`);
    for (const one of [SHORT, SIMULATED]) assert.equal(forecasts.medianDuration(one), undefined);
  });

  it('weigh ends of another length or size less', () => {
    learn(forecasts, OPERATION, 4, 40);
    const [prior, little, all] = [140, median(forecasts, SHORT), median(forecasts)];
    assert.ok(little < prior - 5 && little > all + 5, `${prior} ${little} ${all}`);
  });

  it('learn nothing about other endpoints from the simulator', () => {
    const before = median(forecasts);
    learn(forecasts, SIMULATED, 30, 10);
    assert.equal(median(forecasts), before);
    assert.ok(median(forecasts, SIMULATED) < 20);
  });

  it('assume a head start for an operation whose start is unknown', () => {
    const { startedAt: _, ...tracked } = OPERATION;
    assert.ok(forecasts.of(tracked as Operation).expectedLateness(undefined, 0) > 5);
    assert.equal(forecasts.of(OPERATION).expectedLateness(undefined, 0), 0);
  });

  it('store since when a job was seen that was seen late, unless it was seen from its beginning', async () => {
    for (const since of [undefined, 0.5, 12.34, 50])
      forecasts.learn({
        kind: kindOf(OPERATION),
        origin: 'started',
        from: 40,
        to: 44,
        ...(since && { since }),
      });
    await forecasts.flush();
    const { ends } = storage.get(KEY) as { ends: unknown[][] };
    assert.deepEqual(
      ends.map((end) => end[5]),
      [undefined, undefined, 12.3, undefined],
    );
  });

  it('refuse an implausible end, and write nothing', () => {
    for (const [from, to] of [
      [50, 50],
      [50, 40],
      [-5, 40],
      [0, 1e9],
      [Number.NaN, 5],
    ] as const) {
      forecasts.learn({ kind: kindOf(OPERATION), origin: 'started', from, to });
    }
    assert.equal(storage.content.size, 0);
  });

  it('know after a restart what they have learned', async () => {
    learn(forecasts, OPERATION, 20, 40);
    await forecasts.flush();
    const learned = median(forecasts);
    const later = new Forecasts(storage, clock);
    assert.equal(median(later), learned);
    assert.equal(later.medianDuration(OPERATION), forecasts.medianDuration(OPERATION));
  });

  it('lose nothing of what two windows learn in turn', async () => {
    const other = new Forecasts(storage, clock);
    for (let round = 0; round < 10; round++) {
      for (const window of [forecasts, other]) {
        learn(window, OPERATION, 1, 40);
        await window.flush();
      }
    }
    assert.equal((storage.get(KEY) as { ends: unknown[] }).ends.length, 20);
    assert.equal(median(new Forecasts(storage, clock)), median(other));
  });

  it('lose nothing of what two windows learn and write at once', async () => {
    const other = new Forecasts(storage, clock);
    learn(forecasts, OPERATION, 3, 40, 0);
    learn(other, OPERATION, 4, 40, 0);
    await Promise.all([forecasts.flush(), other.flush()]);
    assert.equal((storage.get(KEY) as { ends: unknown[] }).ends.length, 7);
  });

  it('estimate a dozen times and write once a second while a thousand ends come in a minute', () => {
    const seen = new Set<unknown>();
    for (let end = 0; end < 1000; end++) {
      learn(forecasts, OPERATION, 1, 40, 60);
      seen.add(forecasts.of(OPERATION));
    }
    assert.ok(seen.size <= 14 && seen.size >= 10, `${seen.size}`);
    assert.ok(storage.writes.length <= 62, `${storage.writes.length}`);
    assert.ok(Math.abs(median(forecasts) - 36) < 2, `${median(forecasts)}`);
  });

  it('learn as well while the wall clock is set back and forth by a day', () => {
    for (let end = 0; end < 40; end++) {
      clock.setWallClock(clock.now() + (end % 2 ? -1 : 1) * 86_400_000);
      learn(forecasts, OPERATION, 5, 40, 60_000);
    }
    assert.ok(Math.abs(median(forecasts) - 40) < 4, `${median(forecasts)}`);
    clock.setWallClock(TEN_O_CLOCK);
    clock.advanceSync(60_000);
    assert.ok(Math.abs(median(forecasts) - 40) < 4, `${median(forecasts)}`);
  });

  it('expect longer durations when many still run, and the former ones when those are gone', () => {
    for (let round = 0; round < 8; round++) learn(forecasts, OPERATION, 5, 40, 60_000);
    const before = median(forecasts);
    const running = Array.from({ length: 10 }, (_, i) => ({ ...OPERATION, ...idOf(`r${i}`) }));
    for (const age of [1, 100]) for (const one of running) forecasts.sawRunning(one, age, 0);
    clock.advanceSync(5000);
    const during = median(forecasts);
    for (const one of running) forecasts.sawGone(one);
    clock.advanceSync(5000);
    assert.ok(during > 2 * before && Math.abs(median(forecasts) / before - 1) < 0.1, `${before} ${during}`);
  });

  it('begin anew for a job that was seen late, where nothing is known but the mean', () => {
    for (let end = 0; end < 40; end++) {
      const age = -60 * Math.log(1 - (((end * 17) % 40) + 0.5) / 40);
      forecasts.learn({ kind: kindOf(OPERATION), origin: 'started', from: age, to: age + 2 });
      clock.advanceSync(60_000);
    }
    const late = {
      ...OPERATION,
      startTold: { kind: 'one', at: OPERATION.startedAt },
      trackedAt: '2026-11-20T10:10:00.000Z',
    } as const;
    const [whole, after] = [OPERATION, late].map((one) => forecasts.of(one).expectedLateness(600, 608)) as [
      number,
      number,
    ];
    // With a rate of one in 60 s: 8² / 2 / 60.
    assert.ok(after > 1.5 * whole && Math.abs(after - 0.53) < 0.15, `${after} ${whole}`);
  });

  it('learn from what is tracked how long after the start a person comes', () => {
    const { startedAt: _, ...untold } = { ...OPERATION, source: 'pasted' as const };
    const before = median(forecasts, untold as Operation);
    for (let end = 0; end < 8; end++) {
      forecasts.learn({ kind: kindOf(OPERATION), origin: 'pasted', from: 18 + end, to: 22 + end });
      clock.advanceSync(60_000);
    }
    const after = median(forecasts, untold as Operation);
    assert.ok(before > 50 && after < 35, `${before} ${after}`);
    const other = median(forecasts, { ...untold, source: 'api' } as Operation);
    assert.ok(other > after && other < before, `${other}`);
    assert.ok(Math.abs(median(forecasts) - 140) < 2);
  });

  it('write at most once a second, however many ends come', async () => {
    learn(forecasts, OPERATION, 500, 40);
    await clock.advance(999);
    assert.equal(storage.writes.length, 1);
    await clock.advance(1);
    assert.equal(storage.writes.length, 2);
    await clock.advance(5000);
    assert.equal(storage.writes.length, 2);
  });

  it('lose no end when the storage shows an older value for a moment', async () => {
    const echoing = new Forecasts(new EchoingStorage(clock), clock);
    for (let end = 0; end < 5; end++) {
      learn(echoing, OPERATION, 1, 40, 0);
      await clock.advance(30);
    }
    await clock.advance(2000);
    assert.notEqual(echoing.medianDuration(OPERATION), undefined);
    echoing.dispose();
  });

  it('follow when another window learns or resets', async () => {
    const other = new Forecasts(storage, clock);
    const before = median(forecasts);
    learn(other, OPERATION, 20, 40);
    await other.flush();
    clock.advanceSync(5000);
    assert.equal(forecasts.medianDuration(OPERATION), other.medianDuration(OPERATION));
    assert.notEqual(forecasts.medianDuration(OPERATION), undefined);
    await other.reset();
    clock.advanceSync(5000);
    assert.deepEqual([forecasts.medianDuration(OPERATION), median(forecasts)], [undefined, before]);
  });

  it('are the prior again after a reset, in this session and the next', async () => {
    const before = median(forecasts);
    learn(forecasts, OPERATION, 20, 40);
    assert.notEqual(median(forecasts), before);
    await forecasts.reset();
    assert.deepEqual([median(forecasts), forecasts.medianDuration(OPERATION)], [before, undefined]);
    assert.equal(median(new Forecasts(storage, clock)), before);
  });

  it('are as before when a reset is undone', async () => {
    learn(forecasts, OPERATION, 20, 40);
    const learned = median(forecasts);
    const undo = await forecasts.reset();
    assert.notEqual(median(forecasts), learned);
    await undo();
    assert.equal(median(forecasts), learned);
  });

  it('emit when they change, and when they cannot be written', async () => {
    let changes = 0;
    const failures: unknown[] = [];
    forecasts.onDidChange(() => changes++);
    forecasts.onDidFailToWrite((reason) => failures.push(reason));
    learn(forecasts, OPERATION, 1, 40);
    await settled();
    assert.deepEqual([changes, failures], [1, []]);
    storage.refusal = new Error('The disk is full');
    learn(forecasts, OPERATION, 1, 40);
    await forecasts.flush();
    assert.deepEqual(failures, [storage.refusal, storage.refusal]);
    storage.refusal = undefined;
    learn(forecasts, OPERATION, 3, 40);
    await forecasts.flush();
    assert.notEqual(new Forecasts(storage, clock).medianDuration(OPERATION), undefined);
  });

  it('are the prior where the storage holds nonsense, and learn from then on', () => {
    const before = median(forecasts);
    for (const nonsense of [
      'veo',
      5,
      [1],
      { version: 1, kinds: 5 },
      { version: 1, kinds: [], ends: [[0, 1, 2]] },
    ]) {
      storage.content.set(KEY, JSON.stringify(nonsense));
      const fresh = new Forecasts(storage, clock);
      assert.equal(median(fresh), before);
      learn(fresh, OPERATION, 5, 40);
      assert.notEqual(fresh.medianDuration(OPERATION), undefined);
    }
  });

  it('are estimated once for many operations, and at most every five seconds', () => {
    const first = forecasts.of(OPERATION);
    assert.equal(forecasts.of({ ...OPERATION, name: idOf('b2').name }), first);
    learn(forecasts, OPERATION, 1, 40, 0);
    assert.equal(forecasts.of(OPERATION), first);
    clock.advanceSync(5000);
    assert.notEqual(forecasts.of(OPERATION), first);
    const second = forecasts.of(OPERATION);
    clock.advanceSync(86_400_000);
    assert.equal(forecasts.of(OPERATION), second);
  });

  /** Jobs end that took about so long, and time goes on until that shows. */
  function learn(by: Forecasts, operation: Operation, count: number, seconds: number, pause = 5000): void {
    for (let end = 0; end < count; end++) {
      const strayed = seconds * (0.9 + 0.05 * (end % 5));
      by.learn({ kind: kindOf(operation), origin: 'started', from: strayed - 2, to: strayed + 2 });
    }
    clock.advanceSync(pause);
  }
});

/** The age at which half of such jobs have ended. */
function median(forecasts: Forecasts, operation: Operation = OPERATION): number {
  const forecast = forecasts.of(operation);
  let [low, high] = [0, 10_000];
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (forecast.chance(middle) < 0.5) low = middle;
    else high = middle;
  }
  return high;
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
