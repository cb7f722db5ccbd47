import assert from 'node:assert/strict';
import fc from 'fast-check';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import { pollingOf } from '../../../../src/operations/following';
import { PROBLEM_KINDS, PROBLEM_REASONS, type ProblemKind } from '../../../../src/operations/operation';
import {
  type Behaviour,
  failing,
  GOOGLE_ORIGIN,
  PollingHarness,
  running,
  succeeded,
} from '../pollingHarness';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

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
  it('ends no operation unless the API said so, and asks again by itself until the API says how it ended', async () => {
    await property(phases(fault, still), async (world, plan) => {
      const during = plan.reduce((sum, { times }) => sum + times, 0);
      world.behaviour = inPhases(plan, succeeded);
      await world.track('a1', 'b2');
      for (let hours = 0; hours < 200 && world.asked.length < during; hours++) {
        for (const one of world.store.list()) {
          if (world.asked.length < during) assert.equal(one.state, 'running');
        }
        await world.forward(HOUR / 2);
      }
      await world.forward(3 * DAY);
      world.behaviour = succeeded;
      for (const one of world.store.list()) {
        assert.ok(one.state === 'succeeded' || pollingOf(one).kind === 'onRequest', JSON.stringify(one));
        if (one.state === 'running') await world.poller.check(one);
      }
      const states = world.store.list().map(({ state }) => state);
      assert.deepEqual([states, world.failures], [['succeeded', 'succeeded'], []]);
    });
  });

  it('finds an operation again that was denied for a while, as long as it is looked at', async () => {
    await property(phases(denial, still), async (world, plan) => {
      world.behaviour = (asked) =>
        asked.at < 5 * HOUR * 1000 ? inPhases(plan, running)(asked) : succeeded(asked);
      await world.track('a1');
      await world.forward(3 * DAY);
      assert.equal(world.operation('a1')?.state, 'succeeded');
    });
  });

  it('sends at most 26 requests in a day with a refused key, however many operations there are', async () => {
    const refusals = fc.array(fc.constantFrom<ProblemKind>('unauthorized', 'budgetExceeded'), {
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(refusals, fc.integer({ min: 1, max: 12 }), async (kinds, count) => {
        const world = new PollingHarness();
        let turn = 0;
        world.behaviour = (asked) => failing(kinds[turn++ % kinds.length] ?? 'unauthorized')(asked);
        await world.track(...Array.from({ length: count }, (_, i) => `a${i}`));
        await world.forward(DAY);
        assert.ok(world.asked.length <= 26, `${world.asked.length}`);
        world.poller.dispose();
      }),
      { numRuns: 30 },
    );
  });

  it('sends no more in a minute than the limit, whatever it answers', async () => {
    await property(phases(fault, still, denial), async (world, plan) => {
      world.requestsPerMinute = 20;
      world.behaviour = inPhases(plan, running);
      await world.track(...Array.from({ length: 30 }, (_, i) => `a${i}`));
      await world.forward(10 * MINUTE);
      const times = world.secondsAsked();
      for (const [i, time] of times.entries()) {
        const count = times.slice(i).filter((other) => other < time + MINUTE).length;
        assert.ok(count <= 20, `${count}`);
      }
    });
  });
});

async function property(
  plans: fc.Arbitrary<Phase[]>,
  test: (world: PollingHarness, plan: readonly Phase[]) => Promise<void>,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const world = new PollingHarness();
      world.keys.set(GOOGLE_ORIGIN, 'key 1');
      await test(world, plan);
      world.poller.dispose();
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
