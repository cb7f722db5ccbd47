import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/event';
import { newOperation } from '../../../src/operations/operation';
import { StateRefresh } from '../../../src/ui/editor/stateRefresh';
import { fakeClock } from '../base/fakeClock';
import { idOf, TEN_O_CLOCK } from '../operations/arbitraries';
import { ListHarness } from '../tracking/list/listHarness';

type Parts = ConstructorParameters<typeof StateRefresh>[0];

/** A list, and documents that name some of its operations. */
function refreshing(...shown: readonly string[]) {
  const clock = fakeClock(TEN_O_CLOCK);
  const { store } = new ListHarness();
  const settings = new Emitter<unknown>();
  const silent = { onDidChange: new Emitter<unknown>().event };
  let redraws = 0;
  const parts = {
    ...{ store, pause: silent, endpoints: silent, time: clock },
    settings: { onDidChange: settings.event },
    documents: { showsAny: (names: readonly string[]) => names.some((name) => shown.includes(name)) },
    redraw: () => {
      redraws++;
    },
  };
  const refresh = new StateRefresh(parts as unknown as Parts);
  return { clock, store, settings, refresh, redraws: () => redraws };
}

describe('the states in documents', () => {
  it('are shown anew when an operation changes that a document names, and for no other', async () => {
    const { store, clock, redraws } = refreshing(idOf('a').name);
    store.track(idOf('b'));
    assert.equal(redraws(), 0);
    store.track(idOf('a'));
    assert.equal(redraws(), 1);
    await clock.advance(1000);
    store.report(idOf('a'), { kind: 'filtered' }, clock.now());
    assert.equal(redraws(), 2);
    await clock.advance(1000);
    store.remove([idOf('a')]);
    assert.equal(redraws(), 3);
  });

  it('are not shown anew by an answer that changes nothing', async () => {
    const { store, clock, redraws } = refreshing(idOf('a').name);
    store.track(idOf('a'));
    await clock.advance(1000);
    store.report(idOf('a'), { kind: 'running' }, clock.now());
    await clock.advance(1000);
    const before = redraws();
    store.report(idOf('a'), { kind: 'running' }, clock.now());
    await clock.advance(1000);
    assert.equal(redraws(), before);
  });

  it('are shown anew twice a second at most, however many change', async () => {
    const ids = Array.from({ length: 40 }, (_, at) => idOf(`a${at}`));
    const { store, clock, redraws } = refreshing(...ids.map(({ name }) => name));
    for (const id of ids) {
      store.track(id);
      await clock.advance(50);
    }
    await clock.advance(500);
    assert.ok(redraws() >= 4 && redraws() <= 6, `${redraws()} times in 2 s`);
  });

  it('are shown anew when a setting changes', () => {
    const { settings, redraws } = refreshing();
    settings.fire({});
    assert.equal(redraws(), 1);
  });

  it('count the time every ten seconds while one that runs is in sight, and later not at all', async () => {
    const { clock, refresh, redraws } = refreshing();
    const running = newOperation(idOf('a'), {}, TEN_O_CLOCK);
    refresh.schedule([running], clock.now());
    refresh.schedule([running], clock.now());
    await clock.advance(9_999);
    assert.equal(redraws(), 0);
    await clock.advance(1);
    assert.equal(redraws(), 1);
    // VS Code asked for no state after that, so none is in sight.
    assert.equal(clock.countTimers(), 0);
    refresh.schedule([{ ...running, state: 'failed' } as never], clock.now());
    assert.equal(clock.countTimers(), 0);
  });

  it('count the minutes of one that has run for an hour, not each ten seconds', async () => {
    const { clock, refresh, redraws } = refreshing();
    const running = newOperation(idOf('a'), {}, TEN_O_CLOCK - 3_600_000);
    refresh.schedule([running], clock.now());
    await clock.advance(59_000);
    assert.equal(redraws(), 0);
    await clock.advance(1_000);
    assert.equal(redraws(), 1);
  });
});
