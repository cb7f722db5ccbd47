import assert from 'node:assert/strict';
import { transition } from '../../../../src/operations/transition';
import { idOf } from '../../operations/arbitraries';
import { PollingHarness } from '../pollingHarness';

describe('writes of the list', () => {
  let world: PollingHarness;
  let store: PollingHarness['store'];

  beforeEach(() => {
    world = new PollingHarness();
    store = world.store;
    world.poller.dispose();
  });

  it('happen at once after the first change', () => {
    store.track(idOf('a1'));
    assert.deepEqual(stored(), 1);
  });

  it('happen at most once a second, the last with all there is', async () => {
    for (let change = 0; change < 30; change++) {
      store.track(idOf(`a${change}`));
      await world.advance(0.1);
    }
    assert.equal(world.storage.writes.length, 4);
    await world.advance(1);
    assert.deepEqual([world.storage.writes.length, stored()], [4, 30]);
  });

  it('happen at once again when there were none for a second', async () => {
    store.track(idOf('a1'));
    await world.advance(1);
    store.track(idOf('b2'));
    assert.equal(stored(), 2);
  });

  it('leave no timer behind when nothing changes', async () => {
    store.track(idOf('a1'));
    store.track(idOf('b2'));
    await world.advance(2);
    assert.deepEqual([world.clock.countTimers(), world.storage.writes.length], [0, 2]);
  });

  it('do not happen for the time of checking alone', async () => {
    const started = store.track(idOf('a1'));
    const checked = transition(started, { kind: 'running' }, world.clock.now());
    store.update([checked]);
    await world.advance(2);
    world.storage.writes.length = 0;
    for (const second of [3, 4]) {
      const again = transition(checked, { kind: 'running' }, world.clock.now() + second * 1000);
      assert.notDeepEqual(again, checked);
      store.update([again]);
      await world.advance(2);
    }
    assert.deepEqual(world.storage.writes, []);
  });

  it('happen for a problem, an end, a label and a removal', async () => {
    const changes = [
      () => store.update([withProblem()]),
      () => store.track(idOf('a1'), { label: 'my cat' }),
      () => store.update([ended()]),
      () => store.remove([idOf('a1')]),
    ];
    store.track(idOf('a1'));
    for (const change of changes) {
      await world.advance(2);
      world.storage.writes.length = 0;
      change();
      assert.equal(world.storage.writes.length, 1, String(change));
    }
  });

  it('do not wait when they are wanted', async () => {
    store.track(idOf('a1'));
    store.track(idOf('b2'));
    await store.flush();
    assert.equal(stored(), 2);
    await store.flush();
    assert.equal(world.storage.writes.length, 2);
  });

  it('that are wanted are waited for', async () => {
    let finish = () => {};
    world.storage.update = (key, value) =>
      new Promise((resolve) => {
        finish = () => {
          world.storage.content.set(key, JSON.stringify(value));
          resolve();
        };
      });
    store.track(idOf('a1'));
    let flushed = false;
    const flushing = store.flush().then(() => {
      flushed = true;
    });
    await world.settle();
    assert.equal(flushed, false);
    finish();
    await flushing;
    assert.equal(stored(), 1);
  });

  it('that fail are told, tried once more where they are wanted, and made good with the next change', async () => {
    const reasons: unknown[] = [];
    store.onDidFailToWrite((reason) => reasons.push(reason));
    world.storage.refusal = new Error('disk full');
    store.track(idOf('a1'));
    await store.flush();
    assert.deepEqual(reasons, [world.storage.refusal, world.storage.refusal]);
    world.storage.refusal = undefined;
    await world.advance(2);
    store.track(idOf('b2'));
    await store.flush();
    assert.deepEqual([stored(), reasons.length], [2, 2]);
  });

  it('are none after the end', async () => {
    store.track(idOf('a1'));
    store.track(idOf('b2'));
    store.dispose();
    await world.advance(2);
    assert.deepEqual([world.clock.countTimers(), world.storage.writes.length], [0, 1]);
  });

  function stored(): number {
    return (world.storage.get('veo.operations') as unknown[]).length;
  }

  function withProblem() {
    const problem = { kind: 'timeout', message: 'No answer' } as const;
    return transition(store.track(idOf('a1')), { kind: 'problem', problem }, world.clock.now());
  }

  function ended() {
    return transition(store.track(idOf('a1')), { kind: 'filtered', filterReasons: [] }, world.clock.now());
  }
});
