import assert from 'node:assert/strict';
import { idOf } from '../../operations/arbitraries';
import { failing, hanging, inTurn, PollingHarness, running, succeeded } from '../pollingHarness';

const id = idOf('a1');

describe('checking for the person', () => {
  let harness: PollingHarness;
  beforeEach(() => {
    harness = new PollingHarness();
  });

  it('polls at once, before the poll is due, and resolves with the operation after the answer', async () => {
    harness.behaviour = inTurn(running, succeeded);
    await harness.track('a1');
    await harness.advance(3);
    const checked = await harness.poller.check(id);
    assert.deepEqual([checked.state, harness.secondsAsked()], ['succeeded', [0, 3]]);
    assert.equal(checked, harness.operation('a1'));
  });

  it('counts for the schedule: the next poll comes as long after it as after any other', async () => {
    await harness.track('a1');
    await harness.advance(15);
    await harness.poller.check(id);
    await harness.advance(9);
    assert.deepEqual(harness.secondsAsked(), [0, 8, 15, 23]);
  });

  it('sends one request even while background polling is off', async () => {
    harness.settings = { ...harness.settings, checking: false };
    await harness.track('a1');
    await harness.poller.check(id);
    await harness.advance(60);
    assert.deepEqual(harness.secondsAsked(), [0]);
  });

  it('polls an operation that has ended, and leaves it ended', async () => {
    harness.behaviour = inTurn(succeeded, running);
    await harness.track('a1');
    await harness.advance(60);
    const checked = await harness.poller.check(id);
    assert.deepEqual([checked.state, harness.secondsAsked()], ['succeeded', [0, 60]]);
    assert.equal(checked.checkedAt, new Date(harness.clock.now()).toISOString());
    await harness.advance(600);
    assert.deepEqual([harness.asked.length, harness.clock.countTimers()], [2, 0]);
  });

  it('joins a request that is in flight, and another check', async () => {
    let finish = () => {};
    harness.behaviour = () =>
      new Promise((resolve) => {
        finish = () => resolve({ kind: 'running' });
      });
    await harness.track('a1');
    const both = [harness.poller.check(id), harness.poller.check(id)];
    await harness.settle();
    finish();
    const [first, second] = await Promise.all(both);
    assert.deepEqual([first === second, harness.asked.length], [true, 1]);
  });

  it('from a listener of the change that the answer brings waits for another answer', async () => {
    harness.settings = { ...harness.settings, checking: false };
    await harness.track('a1');
    const answers: Promise<unknown>[] = [];
    harness.store.onDidChange(() => {
      if (answers.length === 0) answers.push(harness.poller.check(id));
    });
    await harness.poller.check(id);
    await Promise.all(answers);
    assert.deepEqual([answers.length, harness.asked.length], [1, 2]);
  });

  it('resolves with the problem when there is one', async () => {
    harness.behaviour = failing('timeout');
    await harness.track('a1');
    const checked = await harness.poller.check(id);
    assert.deepEqual([checked.state, checked.problem?.kind], ['running', 'timeout']);
  });

  it('resolves with the problem after an unexpected error', async () => {
    harness.behaviour = () => {
      throw new TypeError('a slip');
    };
    await harness.track('a1');
    assert.equal((await harness.poller.check(id)).problem?.kind, 'malformed');
  });

  it('rejects with the reason of its signal, while the request goes on', async () => {
    harness.behaviour = hanging;
    await harness.track('a1');
    const giveUp = new AbortController();
    const reason = new Error('enough');
    const checking = assert.rejects(harness.poller.check(id, giveUp.signal), (error) => error === reason);
    giveUp.abort(reason);
    await checking;
    assert.equal(harness.asked[0]?.signal.aborted, false);
  });

  it('sends nothing when its signal was aborted before', async () => {
    harness.settings = { ...harness.settings, checking: false };
    await harness.track('a1');
    const reason = new Error('enough');
    const checking = harness.poller.check(id, AbortSignal.abort(reason));
    await assert.rejects(checking, (error) => error === reason);
    await harness.settle();
    assert.equal(harness.asked.length, 0);
  });

  it('sends nothing about an ended operation when its signal was aborted during the wait for a permit', async () => {
    harness.requestsPerMinute = 1;
    harness.behaviour = succeeded;
    await harness.track('a1');
    const giveUp = new AbortController();
    const checking = assert.rejects(harness.poller.check(id, giveUp.signal));
    giveUp.abort();
    await checking;
    await harness.advance(600);
    assert.deepEqual(harness.secondsAsked(), [0]);
  });

  it('rejects for an operation that is not tracked', async () => {
    await assert.rejects(harness.poller.check(id), { message: `${id.name} is not tracked` });
    await harness.track('a1');
    harness.store.remove([id]);
    await assert.rejects(harness.poller.check(id), { message: `${id.name} is not tracked` });
  });

  it('rejects when the operation is removed meanwhile', async () => {
    harness.behaviour = hanging;
    await harness.track('a1');
    const checking = assert.rejects(harness.poller.check(id), { message: `${id.name} was removed` });
    harness.store.remove([id]);
    await checking;
  });

  it('rejects after the poller was disposed of', async () => {
    await harness.track('a1');
    harness.poller.dispose();
    await assert.rejects(harness.poller.check(id), /not tracked/);
    assert.equal(harness.asked.length, 1);
  });
});

describe('an operation whose endpoint is unknown', () => {
  const own = { ...idOf('a1'), endpoint: 'own' };
  const endpoint = {
    id: 'own',
    label: 'Own',
    kind: 'google',
    url: 'https://own',
    auth: { kind: 'none' },
  } as const;
  let harness: PollingHarness;
  beforeEach(async () => {
    harness = new PollingHarness();
    harness.store.track(own);
    await harness.settle();
  });

  it('is offline, and is neither polled nor waited for', async () => {
    const problem = harness.store.get(own)?.problem;
    assert.deepEqual([problem?.kind, problem?.message], ['offline', 'No endpoint "own"']);
    let changes = 0;
    harness.store.onDidChange(() => changes++);
    harness.poller.paceChanged();
    await harness.advance(60);
    assert.deepEqual([harness.asked.length, changes, harness.clock.countTimers()], [0, 0, 0]);
  });

  it('is polled once the endpoint is known', async () => {
    harness.endpoints.set('own', endpoint);
    await harness.advance(20);
    assert.equal(harness.asked.length, 0);
    harness.poller.endpointsChanged();
    await harness.settle();
    assert.deepEqual([harness.secondsAsked(), harness.store.get(own)?.problem], [[20], undefined]);
  });

  it('is polled at its new address when the endpoint moves, whatever the old one still answers', async () => {
    harness.endpoints.set('own', endpoint);
    harness.behaviour = hanging;
    harness.poller.endpointsChanged();
    await harness.settle();
    harness.endpoints.set('own', { ...endpoint, url: 'https://new' });
    harness.poller.endpointsChanged();
    await harness.settle();
    assert.deepEqual(
      harness.asked.map(({ signal }) => signal.aborted),
      [true, false],
    );
  });

  it('is offline at once when the endpoint is removed, though no poll was due yet', async () => {
    await harness.track('b2');
    harness.endpoints.delete('google');
    harness.poller.endpointsChanged();
    await harness.settle();
    assert.equal(harness.problem('b2'), 'offline');
  });

  it('can be checked, and is offline still', async () => {
    assert.equal((await harness.poller.check(own)).problem?.kind, 'offline');
  });

  it('is offline again when the endpoint is removed, and the others are polled as before', async () => {
    harness.endpoints.set('own', endpoint);
    harness.poller.endpointsChanged();
    await harness.track('b2');
    harness.endpoints.delete('own');
    harness.poller.endpointsChanged();
    await harness.advance(12);
    assert.equal(harness.store.get(own)?.problem?.kind, 'offline');
    assert.deepEqual(harness.secondsAsked(idOf('b2')), [0, 8]);
  });
});
