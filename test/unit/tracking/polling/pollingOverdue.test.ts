import assert from 'node:assert/strict';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import type { Operation, ProblemKind } from '../../../../src/operations/operation';
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

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const unknownForm: Behaviour = () => {
  throw new VideoApiError('malformed', 'Unknown form', { reason: 'unknownForm', answer: '{"a":1}' });
};
const unknownStatus: Behaviour = () => ({ kind: 'running', word: 'baking' });

describe('polling of what nobody answers about', () => {
  let world: PollingHarness;
  beforeEach(() => {
    world = new PollingHarness();
  });

  it('goes by the schedule for half an hour, then pauses for a sixth of its age', async () => {
    await world.track('a1');
    await world.forward(2 * DAY);
    const [early, late] = split(world.secondsAsked(), 1800);
    assert.deepEqual(new Set(pausesOf(early)), new Set([8]));
    for (const [i, pause] of pausesOf(late).entries()) {
      assert.ok(Math.abs(pause - (late[i] ?? 0) / 6) < 1, `${pause} after ${late[i]}`);
    }
    assert.ok(late.length < 32, `${late.length}`);
  });

  it('counts its age from its start, where that is known', async () => {
    world.store.track(idOf('a1'), { startedAt: at(-HOUR * 1000) });
    await world.forward(HOUR / 2);
    assert.deepEqual(world.secondsAsked(), [0, 600, 1300]);
  });

  it('begins with one request after the start, however old it is', async () => {
    world.store.track(idOf('a1'), { startedAt: at(-DAY * 1000) });
    await world.settle();
    world.restart();
    await world.forward(HOUR);
    assert.deepEqual(world.secondsAsked(), [0, 0]);
  });

  for (const kind of ['unavailable', 'rejected', 'forbidden', 'offline', 'timeout', 'rateLimited'] as const) {
    it(`pauses as long after a fault (${kind}), and shows it`, async () => {
      world.behaviour = failing(kind);
      world.store.track(idOf('a1'), { startedAt: at(-6 * HOUR * 1000) });
      await world.forward(HOUR - 1);
      assert.deepEqual([world.secondsAsked(), world.problem('a1')], [[0], kind satisfies ProblemKind]);
      await world.forward(HOUR);
      assert.equal(world.asked.length, 2);
    });
  }

  it('tries one that could not be reached at once when the person is back', async () => {
    world.behaviour = inTurn(failing('offline'), running);
    world.store.track(idOf('a1'), { startedAt: at(-6 * HOUR * 1000) });
    await world.forward(2);
    world.poller.wake();
    await world.settle();
    assert.deepEqual(world.secondsAsked(), [0, 2]);
  });

  it('takes no nap of the computer for the age of a job', async () => {
    await world.track('a1');
    world.hands.setSystemTime(world.hands.now + 5 * HOUR * 1000);
    await world.forward(MINUTE);
    assert.ok(world.asked.length >= 7, `${world.asked.length}`);
  });

  it('waits no longer for the person, nor for a pace that changes', async () => {
    world.store.track(idOf('a1'), { startedAt: at(-6 * HOUR * 1000) });
    await world.forward(MINUTE);
    world.settings = { ...world.settings, pace: 'eager' };
    world.poller.paceChanged();
    await world.forward(MINUTE);
    assert.equal(world.asked.length, 1);
    await world.poller.check(idOf('a1'));
    assert.equal(world.asked.length, 2);
  });

  it('sees its end all the same', async () => {
    world.behaviour = ({ at: time }) =>
      time < 5 * HOUR * 1000 ? { kind: 'running' } : succeeded(undefined as never);
    await world.track('a1');
    await world.forward(6 * HOUR);
    assert.equal(world.operation('a1')?.state, 'succeeded');
  });
});

describe('polling of what is answered in a form that we do not know', () => {
  it('asks again rarely, up to an hour apart, keeps it running and hands each answer on', async () => {
    const world = new PollingHarness();
    const answers: string[] = [];
    world.poller.onDidGetUnreadable(({ id, answer }) => answers.push(`${id.name.slice(-2)} ${answer}`));
    world.behaviour = unknownForm;
    await world.track('a1');
    await world.forward(DAY / 2);
    const pauses = pausesOf(world.secondsAsked());
    assert.deepEqual(pauses.slice(0, 5), [5.25, 10.5, 21, 42, 84]);
    assert.ok(world.asked.length < 30 && Math.max(...pauses) > HOUR, `${pauses}`);
    assert.deepEqual([world.operation('a1')?.state, world.problem('a1')], ['running', 'malformed']);
    assert.deepEqual([answers.length, answers[0]], [world.asked.length, 'a1 {"a":1}']);
  });

  it('hands on nothing where an answer came, or none at all', async () => {
    const world = new PollingHarness();
    let count = 0;
    world.poller.onDidGetUnreadable(() => count++);
    world.behaviour = inTurn(running, failing('offline'), failing('malformed'), succeeded);
    await world.track('a1');
    await world.forward(MINUTE);
    assert.deepEqual([world.operation('a1')?.state, count], ['succeeded', 0]);
  });
});

describe('polling of what is polled on request only', () => {
  let world: PollingHarness;
  beforeEach(() => {
    world = new PollingHarness();
    world.forecasts.overdueAfter = () => Number.POSITIVE_INFINITY;
  });

  it('is so once the same unknown status has been told for six hours, and still runs then', async () => {
    world.behaviour = unknownStatus;
    await world.track('a1');
    await world.forward(DAY);
    assert.ok(Math.abs((world.secondsAsked().at(-1) ?? 0) - 6 * HOUR) < 10);
    assert.deepEqual([world.operation('a1')?.state, world.hands.countTimers()], ['running', 0]);
    assert.equal((await world.poller.check(idOf('a1'))).state, 'running');
  });

  it('is so no longer when the status is another one', async () => {
    world.behaviour = unknownStatus;
    await world.track('a1');
    await world.forward(7 * HOUR);
    world.behaviour = running;
    await world.poller.check(idOf('a1'));
    const before = world.asked.length;
    await world.forward(9);
    assert.equal(world.asked.length, before + 1);
  });

  it('asks nothing from the moment at which the person stops following it, and goes on when that is undone', async () => {
    await world.track('a1');
    unfollow(true);
    await world.forward(DAY);
    assert.deepEqual([world.secondsAsked(), world.hands.countTimers()], [[0], 0]);
    unfollow(false);
    await world.settle();
    assert.deepEqual(world.secondsAsked(), [0, DAY]);
  });

  it('asks nothing of one that is followed no longer after a start, with a new key, or when its endpoint changes', async () => {
    await world.track('a1');
    unfollow(true);
    await world.store.flush();
    world.restart();
    const happenings = [
      () => world.poller.keyChanged(GOOGLE_ORIGIN),
      () => world.poller.endpointsChanged(),
      () => world.poller.paceChanged(),
      () => world.poller.wake(),
    ];
    for (const happens of happenings) {
      await world.forward(HOUR);
      happens();
    }
    await world.forward(HOUR);
    assert.deepEqual([world.secondsAsked(), world.store.size], [[0], 1]);
  });

  it('is not told of the fault of a whole endpoint, unless somebody waits for it', async () => {
    await world.track('a1');
    unfollow(true);
    world.behaviour = failing('offline');
    await world.track('b2');
    assert.deepEqual([world.problem('a1'), world.problem('b2')], [undefined, 'offline']);
    assert.equal((await world.poller.check(idOf('a1'))).problem?.kind, 'offline');
  });

  it('stays so though a request was under way when the person stopped following it', async () => {
    let answer = () => {};
    world.behaviour = () =>
      new Promise((resolve) => {
        answer = () => resolve({ kind: 'running' });
      });
    await world.track('a1');
    unfollow(true);
    answer();
    await world.forward(HOUR);
    assert.deepEqual([world.asked.length, world.hands.countTimers()], [1, 0]);
  });

  function unfollow(isOn: boolean): void {
    const { unfollowedAt: _, ...operation } = world.operation('a1') as Operation & { unfollowedAt?: string };
    world.store.update([{ ...operation, ...(isOn && { unfollowedAt: at(0) }) } as Operation]);
  }
});

function pausesOf(seconds: readonly number[]): number[] {
  return seconds.slice(1).map((second, i) => second - (seconds[i] ?? 0));
}

function split(seconds: readonly number[], at: number): [number[], number[]] {
  return [seconds.filter((second) => second < at), seconds.filter((second) => second >= at)];
}
