import assert from 'node:assert/strict';
import { idOf } from '../../operations/arbitraries';
import { type Behaviour, failing, inTurn, PollingHarness, running } from '../pollingHarness';

const asksFor = (seconds: number): Behaviour => {
  return () => ({ kind: 'running', pollAfter: 1000 * seconds });
};

describe('a pause that a server asks for with its answer', () => {
  let harness: PollingHarness;
  beforeEach(() => {
    harness = new PollingHarness();
  });

  it('puts off the next poll of that operation, and of no other', async () => {
    const [a1, b2] = [idOf('a1'), idOf('b2')];
    harness.behaviour = (asked) => (asked.name === a1.name ? asksFor(30) : running)(asked);
    await harness.track('a1', 'b2');
    await harness.advance(40);
    assert.deepEqual(harness.secondsAsked(a1), [0, 30]);
    assert.deepEqual(harness.secondsAsked(b2), [0, 8, 16, 24, 32, 40]);
  });

  it('makes no poll earlier than the schedule has it', async () => {
    harness.behaviour = asksFor(1);
    await harness.track('a1');
    await harness.advance(16);
    assert.deepEqual(harness.secondsAsked(), [0, 8, 16]);
  });

  it('lasts no longer than ten minutes', async () => {
    harness.behaviour = asksFor(3600);
    await harness.track('a1');
    await harness.advance(1300);
    assert.deepEqual(harness.secondsAsked(), [0, 600, 1200]);
  });

  it('holds until the next answer only, and also where a request fails or the pace changes meanwhile', async () => {
    harness.behaviour = inTurn(asksFor(30), failing('rejected'), running);
    await harness.track('a1');
    await harness.advance(10);
    harness.settings = { ...harness.settings, pace: 'eager' };
    harness.poller.paceChanged();
    await harness.advance(35);
    assert.deepEqual(harness.secondsAsked().slice(0, 3), [0, 30, 35.25]);
    assert.ok(harness.asked.length > 3);
  });

  it('keeps no person waiting', async () => {
    harness.behaviour = asksFor(30);
    await harness.track('a1');
    await harness.advance(2);
    await harness.poller.check(idOf('a1'));
    await harness.advance(29);
    assert.deepEqual(harness.secondsAsked(), [0, 2]);
  });
});
