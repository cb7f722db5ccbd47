import assert from 'node:assert/strict';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import type { Operation } from '../../../../src/operations/operation';
import type { ProblemKind } from '../../../../src/operations/problem';
import { at, idOf } from '../../operations/arbitraries';
import {
  type Behaviour,
  failing,
  GOOGLE_ORIGIN,
  inTurn,
  PollingHarness,
  running,
  succeeded,
} from '../pollingHarness';

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

const unknownForm: Behaviour = () => {
  throw new VideoApiError('malformed', 'Unknown form', { reason: 'unknownForm', answer: '{"a":1}' });
};
const unknownStatus: Behaviour = () => ({ kind: 'running', word: 'baking' });

describe('polling of what nobody answers about', () => {
  let harness: PollingHarness;
  beforeEach(() => {
    harness = new PollingHarness();
  });

  it('goes by the schedule for half an hour, then pauses for a sixth of its age', async () => {
    await harness.track('a1');
    await harness.advance(2 * DAY_S);
    const [early, late] = split(harness.secondsAsked(), 1800);
    assert.deepEqual(new Set(pausesOf(early)), new Set([8]));
    for (const [i, pause] of pausesOf(late).entries()) {
      assert.ok(Math.abs(pause - (late[i] ?? 0) / 6) < 1, `${pause} after ${late[i]}`);
    }
    assert.ok(late.length < 32, `${late.length}`);
  });

  it('counts its age from its start, where that is known', async () => {
    harness.store.track(idOf('a1'), { startedAt: at(-HOUR_S * 1000) });
    await harness.advance(HOUR_S / 2);
    assert.deepEqual(harness.secondsAsked(), [0, 600, 1300]);
  });

  it('begins with one request after the start, however old it is', async () => {
    harness.store.track(idOf('a1'), { startedAt: at(-DAY_S * 1000) });
    await harness.settle();
    harness.restart();
    await harness.advance(HOUR_S);
    assert.deepEqual(harness.secondsAsked(), [0, 0]);
  });

  for (const kind of ['unavailable', 'rejected', 'forbidden', 'offline', 'timeout', 'rateLimited'] as const) {
    it(`pauses as long after a fault (${kind}), and shows it`, async () => {
      harness.behaviour = failing(kind);
      harness.store.track(idOf('a1'), { startedAt: at(-6 * HOUR_S * 1000) });
      await harness.advance(HOUR_S - 1);
      assert.deepEqual([harness.secondsAsked(), harness.problem('a1')], [[0], kind satisfies ProblemKind]);
      await harness.advance(HOUR_S);
      assert.equal(harness.asked.length, 2);
    });
  }

  it('tries one that could not be reached at once when the person is back', async () => {
    harness.behaviour = inTurn(failing('offline'), running);
    harness.store.track(idOf('a1'), { startedAt: at(-6 * HOUR_S * 1000) });
    await harness.advance(2);
    harness.poller.wake();
    await harness.settle();
    assert.deepEqual(harness.secondsAsked(), [0, 2]);
  });

  it('does not count a sleep of the computer for the pause', async () => {
    await harness.track('a1');
    harness.clock.setWallClock(harness.clock.now() + 5 * HOUR_S * 1000);
    await harness.advance(MINUTE_S);
    assert.ok(harness.asked.length >= 7, `${harness.asked.length}`);
  });

  it('pauses as long when it was removed meanwhile, and that was undone', async () => {
    harness.store.track(idOf('a1'), { startedAt: at(-6 * HOUR_S * 1000) });
    await harness.advance(MINUTE_S);
    harness.store.restore(harness.store.remove([idOf('a1')]));
    await harness.advance(HOUR_S - 2 * MINUTE_S);
    assert.deepEqual(harness.secondsAsked(), [0]);
  });

  it('waits no longer for the person, nor for a pace that changes', async () => {
    harness.store.track(idOf('a1'), { startedAt: at(-6 * HOUR_S * 1000) });
    await harness.advance(MINUTE_S);
    harness.settings = { ...harness.settings, pace: 'eager' };
    harness.poller.paceChanged();
    await harness.advance(MINUTE_S);
    assert.equal(harness.asked.length, 1);
    await harness.poller.check(idOf('a1'));
    assert.equal(harness.asked.length, 2);
  });

  it('sees its end all the same', async () => {
    harness.behaviour = ({ at: time }) =>
      time < 5 * HOUR_S * 1000 ? { kind: 'running' } : succeeded(undefined as never);
    await harness.track('a1');
    await harness.advance(6 * HOUR_S);
    assert.equal(harness.operation('a1')?.state, 'succeeded');
  });
});

describe('polling of what is answered in a form that we do not know', () => {
  it('asks again rarely, up to an hour apart, keeps it running and hands each answer on', async () => {
    const harness = new PollingHarness();
    const answers: string[] = [];
    harness.poller.onDidGetUnreadable(({ id, answer }) => answers.push(`${id.name.slice(-2)} ${answer}`));
    harness.behaviour = unknownForm;
    await harness.track('a1');
    await harness.advance(DAY_S / 2);
    const pauses = pausesOf(harness.secondsAsked());
    assert.deepEqual(pauses.slice(0, 5), [5.25, 10.5, 21, 42, 84]);
    assert.ok(harness.asked.length < 30 && Math.max(...pauses) > HOUR_S, `${pauses}`);
    assert.deepEqual([harness.operation('a1')?.state, harness.problem('a1')], ['running', 'malformed']);
    assert.deepEqual([answers.length, answers[0]], [harness.asked.length, 'a1 {"a":1}']);
  });

  it('reports no unreadable text where an answer came, or none at all', async () => {
    const harness = new PollingHarness();
    let count = 0;
    harness.poller.onDidGetUnreadable(() => count++);
    harness.behaviour = inTurn(running, failing('offline'), failing('malformed'), succeeded);
    await harness.track('a1');
    await harness.advance(MINUTE_S);
    assert.deepEqual([harness.operation('a1')?.state, count], ['succeeded', 0]);
  });
});

describe('polling of what is polled on request only', () => {
  let harness: PollingHarness;
  beforeEach(() => {
    harness = new PollingHarness();
    harness.forecasts.overdueAfter = () => Number.POSITIVE_INFINITY;
  });

  it('is so once the same unknown status has been told for six hours, and still runs then', async () => {
    harness.behaviour = unknownStatus;
    await harness.track('a1');
    await harness.advance(DAY_S);
    assert.ok(Math.abs((harness.secondsAsked().at(-1) ?? 0) - 6 * HOUR_S) < 10);
    assert.deepEqual([harness.operation('a1')?.state, harness.clock.countTimers()], ['running', 0]);
    assert.equal((await harness.poller.check(idOf('a1'))).state, 'running');
  });

  it('is so no longer when the status is another one', async () => {
    harness.behaviour = unknownStatus;
    await harness.track('a1');
    await harness.advance(7 * HOUR_S);
    harness.behaviour = running;
    await harness.poller.check(idOf('a1'));
    const before = harness.asked.length;
    await harness.advance(9);
    assert.equal(harness.asked.length, before + 1);
  });

  it('asks nothing from the moment at which the person stops following it, and goes on when that is undone', async () => {
    await harness.track('a1');
    unfollow(true);
    await harness.advance(DAY_S);
    assert.deepEqual([harness.secondsAsked(), harness.clock.countTimers()], [[0], 0]);
    unfollow(false);
    await harness.settle();
    assert.deepEqual(harness.secondsAsked(), [0, DAY_S]);
  });

  it('asks nothing of one that is followed no longer after a start, with a new key, or when its endpoint changes', async () => {
    await harness.track('a1');
    unfollow(true);
    await harness.store.flush();
    harness.restart();
    const happenings = [
      () => harness.poller.keyChanged(GOOGLE_ORIGIN),
      () => harness.poller.endpointsChanged(),
      () => harness.poller.paceChanged(),
      () => harness.poller.wake(),
    ];
    for (const happens of happenings) {
      await harness.advance(HOUR_S);
      happens();
    }
    await harness.advance(HOUR_S);
    assert.deepEqual([harness.secondsAsked(), harness.store.size], [[0], 1]);
  });

  it('is not told of the fault of a whole endpoint, unless somebody waits for it', async () => {
    await harness.track('a1');
    unfollow(true);
    harness.behaviour = failing('offline');
    await harness.track('b2');
    assert.deepEqual([harness.problem('a1'), harness.problem('b2')], [undefined, 'offline']);
    assert.equal((await harness.poller.check(idOf('a1'))).problem?.kind, 'offline');
  });

  it('stays so though a request was in flight when the person stopped following it', async () => {
    let answer = () => {};
    harness.behaviour = () =>
      new Promise((resolve) => {
        answer = () => resolve({ kind: 'running' });
      });
    await harness.track('a1');
    unfollow(true);
    answer();
    await harness.advance(HOUR_S);
    assert.deepEqual([harness.asked.length, harness.clock.countTimers()], [1, 0]);
  });

  function unfollow(isOn: boolean): void {
    const { unfollowedAt: _, ...operation } = harness.operation('a1') as Operation & {
      unfollowedAt?: string;
    };
    harness.store.update([{ ...operation, ...(isOn && { unfollowedAt: at(0) }) } as Operation]);
  }
});

function pausesOf(seconds: readonly number[]): number[] {
  return seconds.slice(1).map((second, i) => second - (seconds[i] ?? 0));
}

function split(seconds: readonly number[], at: number): [number[], number[]] {
  return [seconds.filter((second) => second < at), seconds.filter((second) => second >= at)];
}
