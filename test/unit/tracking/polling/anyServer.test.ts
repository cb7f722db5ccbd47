import assert from 'node:assert/strict';
import fc from 'fast-check';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import { pollingModeOf } from '../../../../src/operations/pollingMode';
import { PROBLEM_KINDS, PROBLEM_REASONS, type ProblemKind } from '../../../../src/operations/problem';
import {
  type Behaviour,
  failing,
  GOOGLE_ORIGIN,
  PollingHarness,
  running,
  succeeded,
} from '../pollingHarness';

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** What a server does, for so many requests, before it does the next. */
interface Phase {
  readonly behaviour: Behaviour;
  readonly name: string;
  readonly times: number;
}

const faults = PROBLEM_KINDS.filter((kind) => kind !== 'noKey' && kind !== 'notFound');
const fault = fc
  .tuple(
    fc.constantFrom(...faults),
    fc.option(fc.constantFrom(...PROBLEM_REASONS), { nil: undefined }),
    fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined }),
  )
  .map(([kind, reason, retryAfter]) => ({
    name: `${kind} ${reason} ${retryAfter}`,
    behaviour: () => {
      throw new VideoApiError(kind, '', { reason, retryAfter });
    },
  }));
const still = fc.option(fc.constantFrom('baking', 'cooling'), { nil: undefined }).map((word) => ({
  name: `running ${word}`,
  behaviour: (() => ({ kind: 'running', ...(word && { word }) })) as Behaviour,
}));
const denial = fc.constant({ name: 'notFound', behaviour: failing('notFound') });

function phases(...kinds: fc.Arbitrary<{ name: string; behaviour: Behaviour }>[]): fc.Arbitrary<Phase[]> {
  const phase = fc.tuple(fc.oneof(...kinds), fc.integer({ min: 1, max: 12 }));
  return fc.array(
    phase.map(([said, times]) => ({ ...said, times })),
    { minLength: 1, maxLength: 5 },
  );
}

describe('polling of a server that answers anything', () => {
  it('ends no operation unless the API said so, and polls by itself until the API says how it ended', async () => {
    await property(phases(fault, still), async (harness, plan) => {
      const during = plan.reduce((sum, { times }) => sum + times, 0);
      harness.behaviour = inPhases(plan, succeeded);
      await harness.track('a1', 'b2');
      for (let hours = 0; hours < 200 && harness.asked.length < during; hours++) {
        for (const one of harness.store.list()) {
          if (harness.asked.length < during) assert.equal(one.state, 'running');
        }
        await harness.advance(HOUR_S / 2);
      }
      await harness.advance(3 * DAY_S);
      harness.behaviour = succeeded;
      for (const one of harness.store.list()) {
        assert.ok(one.state === 'succeeded' || pollingModeOf(one).kind === 'onRequest', JSON.stringify(one));
        if (one.state === 'running') await harness.poller.check(one);
      }
      const states = harness.store.list().map(({ state }) => state);
      assert.deepEqual([states, harness.failures], [['succeeded', 'succeeded'], []]);
    });
  });

  it('finds an operation again after a while of 404s, as long as missing operations are polled', async () => {
    await property(phases(denial, still), async (harness, plan) => {
      harness.behaviour = (asked) =>
        asked.at < 5 * HOUR_S * 1000 ? inPhases(plan, running)(asked) : succeeded(asked);
      await harness.track('a1');
      await harness.advance(3 * DAY_S);
      assert.equal(harness.operation('a1')?.state, 'succeeded');
    });
  });

  it('sends at most 26 requests in a day with a refused key, however many operations there are', async () => {
    const refusals = fc.array(fc.constantFrom<ProblemKind>('unauthorized', 'budgetExceeded'), {
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(refusals, fc.integer({ min: 1, max: 12 }), async (kinds, count) => {
        const harness = new PollingHarness();
        let turn = 0;
        harness.behaviour = (asked) => failing(kinds[turn++ % kinds.length] ?? 'unauthorized')(asked);
        await harness.track(...Array.from({ length: count }, (_, i) => `a${i}`));
        await harness.advance(DAY_S);
        assert.ok(harness.asked.length <= 26, `${harness.asked.length}`);
        harness.poller.dispose();
      }),
      { numRuns: 30 },
    );
  });

  it('sends no more in a minute than the limit, whatever it answers', async () => {
    await property(phases(fault, still, denial), async (harness, plan) => {
      harness.requestsPerMinute = 20;
      harness.behaviour = inPhases(plan, running);
      await harness.track(...Array.from({ length: 30 }, (_, i) => `a${i}`));
      await harness.advance(10 * MINUTE_S);
      const times = harness.secondsAsked();
      for (const [i, time] of times.entries()) {
        const count = times.slice(i).filter((other) => other < time + MINUTE_S).length;
        assert.ok(count <= 20, `${count}`);
      }
    });
  });
});

async function property(
  plans: fc.Arbitrary<Phase[]>,
  test: (harness: PollingHarness, plan: readonly Phase[]) => Promise<void>,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const harness = new PollingHarness();
      harness.keys.set(GOOGLE_ORIGIN, 'key 1');
      await test(harness, plan);
      harness.poller.dispose();
    }),
    { numRuns: 60 },
  );
}

/** Each phase for as many requests as it says, then the last behaviour for ever. */
function inPhases(plan: readonly Phase[], last: Behaviour): Behaviour {
  const turns = plan.flatMap(({ behaviour, times }) => Array<Behaviour>(times).fill(behaviour));
  let turn = 0;
  return (asked) => (turns[turn++] ?? last)(asked);
}
