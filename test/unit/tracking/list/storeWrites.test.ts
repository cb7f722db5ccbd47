import assert from 'node:assert/strict';
import { transition } from '../../../../src/operations/transition';
import { idOf } from '../../operations/arbitraries';
import { PollingHarness } from '../pollingHarness';

describe('writes of the list', () => {
  let harness: PollingHarness;
  let store: PollingHarness['store'];

  beforeEach(() => {
    harness = new PollingHarness();
    store = harness.store;
    harness.poller.dispose();
  });

  it('happen at once after the first change', () => {
    store.track(idOf('a1'));
    assert.deepEqual(stored(), 1);
  });

  it('happen at most once a second, and the last one has everything', async () => {
    for (let change = 0; change < 30; change++) {
      store.track(idOf(`a${change}`));
      await harness.advance(0.1);
    }
    assert.equal(harness.storage.writes.length, 4);
    await harness.advance(1);
    assert.deepEqual([harness.storage.writes.length, stored()], [4, 30]);
  });

  it('happen at once again when there were none for a second', async () => {
    store.track(idOf('a1'));
    await harness.advance(1);
    store.track(idOf('b2'));
    assert.equal(stored(), 2);
  });

  it('leave no timer behind when nothing changes', async () => {
    store.track(idOf('a1'));
    store.track(idOf('b2'));
    await harness.advance(2);
    assert.deepEqual([harness.clock.countTimers(), harness.storage.writes.length], [0, 2]);
  });

  it('do not happen for a new time of checking alone', async () => {
    const started = store.track(idOf('a1'));
    const checked = transition(started, { kind: 'running' }, harness.clock.now());
    store.update([checked]);
    await harness.advance(2);
    harness.storage.writes.length = 0;
    for (const second of [3, 4]) {
      const again = transition(checked, { kind: 'running' }, harness.clock.now() + second * 1000);
      assert.notDeepEqual(again, checked);
      store.update([again]);
      await harness.advance(2);
    }
    assert.deepEqual(harness.storage.writes, []);
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
      await harness.advance(2);
      harness.storage.writes.length = 0;
      change();
      assert.equal(harness.storage.writes.length, 1, String(change));
    }
  });

  it('happen at once on flush', async () => {
    store.track(idOf('a1'));
    store.track(idOf('b2'));
    await store.flush();
    assert.equal(stored(), 2);
    await store.flush();
    assert.equal(harness.storage.writes.length, 2);
  });

  it('are awaited by flush', async () => {
    let finish = () => {};
    harness.storage.update = (key, value) =>
      new Promise((resolve) => {
        finish = () => {
          harness.storage.content.set(key, JSON.stringify(value));
          resolve();
        };
      });
    store.track(idOf('a1'));
    let flushed = false;
    const flushing = store.flush().then(() => {
      flushed = true;
    });
    await harness.settle();
    assert.equal(flushed, false);
    finish();
    await flushing;
    assert.equal(stored(), 1);
  });

  it('that fail emit the reason, are repeated once on flush, and again with the next change', async () => {
    const reasons: unknown[] = [];
    store.onDidFailToWrite((reason) => reasons.push(reason));
    harness.storage.refusal = new Error('disk full');
    store.track(idOf('a1'));
    await store.flush();
    assert.deepEqual(reasons, [harness.storage.refusal, harness.storage.refusal]);
    harness.storage.refusal = undefined;
    await harness.advance(2);
    store.track(idOf('b2'));
    await store.flush();
    assert.deepEqual([stored(), reasons.length], [2, 2]);
  });

  it('do not happen after dispose', async () => {
    store.track(idOf('a1'));
    store.track(idOf('b2'));
    store.dispose();
    await harness.advance(2);
    assert.deepEqual([harness.clock.countTimers(), harness.storage.writes.length], [0, 1]);
  });

  function stored(): number {
    return (harness.storage.get('veo.operations') as unknown[]).length;
  }

  function withProblem() {
    const problem = { kind: 'timeout', message: 'No answer' } as const;
    return transition(store.track(idOf('a1')), { kind: 'problem', problem }, harness.clock.now());
  }

  function ended() {
    return transition(store.track(idOf('a1')), { kind: 'filtered', filterReasons: [] }, harness.clock.now());
  }
});
