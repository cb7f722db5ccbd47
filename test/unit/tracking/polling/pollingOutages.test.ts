import assert from 'node:assert/strict';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import type { ProblemKind } from '../../../../src/operations/problem';
import { at, idOf } from '../../operations/arbitraries';
import { type Behaviour, failing, PollingHarness, running, succeeded } from '../pollingHarness';

const HOUR_S = 3600;
const JOBS = Array.from({ length: 20 }, (_, job) => `job${job}`);
const LOST = ['lost1', 'lost2', 'lost3', 'lost4'];

describe('polling of an endpoint that is out of order', () => {
  let harness: PollingHarness;
  beforeEach(() => {
    harness = new PollingHarness();
  });

  for (const kind of ['unavailable', 'malformed'] as const) {
    it(`${kind}: sends one request a minute about all operations, whose problem it is`, async () => {
      harness.behaviour = failing(kind);
      await harness.track(...JOBS);
      await harness.advance(600);
      const asked = harness.secondsAsked();
      assert.ok(asked.length <= 16, `${asked.length}`);
      assert.ok(600 - (asked.at(-1) ?? 0) < 64);
      assert.deepEqual(problems(JOBS), [kind]);
      assert.ok(JOBS.every((job) => harness.operation(job)?.problem?.goesOnAt !== undefined));
    });
  }

  for (const kind of ['forbidden', 'rejected', 'notFound'] as const) {
    it(`${kind}: believes that it means each operation`, async () => {
      harness.behaviour = failing(kind);
      await harness.track(...JOBS);
      await harness.advance(1);
      assert.equal(harness.asked.length, JOBS.length);
    });
  }

  const ofOneOperation: readonly [what: string, error: VideoApiError][] = [
    ['a result of an unknown form', new VideoApiError('malformed', 'Odd', { reason: 'unknownForm' })],
    ['content that is not ready', new VideoApiError('unavailable', { kind: 'contentNotReady' })],
  ];
  for (const [what, error] of ofOneOperation) {
    it(`does not take ${what} for its fault`, async () => {
      harness.behaviour = () => {
        throw error;
      };
      await harness.track(...JOBS);
      await harness.advance(1);
      assert.equal(harness.asked.length, JOBS.length);
    });
  }

  it('asks about the others as before, however many operations it fails about for ever', async () => {
    harness.behaviour = failingAbout(LOST);
    await harness.track(...LOST, 'a1');
    await harness.advance(60);
    const before = harness.secondsAsked(idOf('a1')).length;
    await harness.advance(800);
    const pauses = harness.secondsAsked(idOf('a1')).slice(before).map(sinceLast);
    assert.deepEqual(new Set(pauses.slice(1)), new Set([8]));
    assert.deepEqual([problems(['a1']), problems(LOST)], [[undefined], ['unavailable']]);
  });

  for (const kind of ['unavailable', 'offline', 'timeout'] as const) {
    it(`polls all operations at once after hours of ${kind}, also those that are overdue by now`, async () => {
      await harness.track(...JOBS);
      harness.behaviour = failing(kind);
      await harness.advance(8 * HOUR_S);
      harness.behaviour = succeeded;
      void harness.poller.check(idOf('job0'));
      await harness.advance(1);
      assert.deepEqual(new Set(JOBS.map((job) => harness.operation(job)?.state)), new Set(['succeeded']));
    });
  }

  it('leaves overdue operations their pauses where it fails for a moment now and then', async () => {
    for (const job of JOBS) harness.store.track(idOf(job), { startedAt: at(-6 * HOUR_S * 1000) });
    let count = 0;
    harness.behaviour = (asked) => (count++ % 5 === 4 ? failing('offline') : running)(asked);
    await harness.advance(HOUR_S - 60);
    assert.ok(harness.asked.length < 2 * JOBS.length, `${harness.asked.length}`);
  });

  function problems(ids: readonly string[]): (ProblemKind | undefined)[] {
    return [...new Set(ids.map((id) => harness.problem(id)))];
  }
});

function failingAbout(ids: readonly string[]): Behaviour {
  const names = ids.map((id) => idOf(id).name);
  return (asked) => (names.includes(asked.name) ? failing('unavailable') : running)(asked);
}

function sinceLast(second: number, index: number, seconds: readonly number[]): number {
  return second - (seconds[index - 1] ?? 0);
}
