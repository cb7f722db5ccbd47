import assert from 'node:assert/strict';
import { newOperation } from '../../../../src/operations/operation';
import { Forecasts } from '../../../../src/tracking/schedule/forecasts';
import { kindOf } from '../../../../src/tracking/schedule/jobKind';
import { type FakeClock, fakeClock } from '../../base/fakeClock';
import { idOf, TEN_O_CLOCK } from '../../operations/arbitraries';

/** How long VS Code takes, in these tests, until it has told the other windows of a new value. */
const DELAY_MS = 200;

/** The global state, of which each window has a copy: a write replaces that of the others after a moment. */
class SharedState {
  private readonly copies: { value: unknown }[] = [];

  constructor(private readonly clock: FakeClock) {}

  /** The state as one window sees it. */
  window() {
    const own = { value: this.copies[0]?.value };
    this.copies.push(own);
    return {
      get: () => own.value,
      update: async (_key: string, value: unknown) => {
        own.value = value;
        this.clock.setTimeout(() => {
          for (const copy of this.copies) copy.value = value;
        }, DELAY_MS);
      },
    };
  }

  get ends(): number {
    return Object(this.copies[0]?.value).ends.length;
  }
}

describe('two windows that learn durations', () => {
  let clock: FakeClock;
  let state: SharedState;
  let windows: readonly [Forecasts, Forecasts];

  beforeEach(() => {
    clock = fakeClock(TEN_O_CLOCK);
    state = new SharedState(clock);
    windows = [new Forecasts(state.window(), clock), new Forecasts(state.window(), clock)];
  });

  it('lose nothing when their ends are further apart than VS Code takes to tell the other window', async () => {
    for (let end = 0; end < 10; end++) {
      for (const window of windows) {
        learn(window);
        await clock.advance(DELAY_MS + 1000);
      }
    }
    assert.equal(state.ends, 20);
  });

  it('keep at least one of two ends of the same moment, and all that come later', async () => {
    for (const window of windows) learn(window);
    await clock.advance(DELAY_MS + 1000);
    const kept = state.ends;
    assert.ok(kept >= 1);
    for (const window of windows) {
      learn(window);
      await clock.advance(DELAY_MS + 1000);
    }
    assert.equal(state.ends, kept + 2);
  });

  function learn(window: Forecasts): void {
    const kind = kindOf(newOperation(idOf('a1'), {}, TEN_O_CLOCK));
    window.learn({ kind, origin: 'started', from: 30, to: 40 });
  }
});
