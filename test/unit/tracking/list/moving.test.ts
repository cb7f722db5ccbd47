import assert from 'node:assert/strict';
import type { Answer, Operation } from '../../../../src/operations/operation';
import { transition } from '../../../../src/operations/transition';
import type { OperationChange } from '../../../../src/tracking/list/operationStore';
import { idOf, TEN_O_CLOCK } from '../../operations/arbitraries';
import { ListWorld } from './listWorld';

const THERE = 'thucchien';
const FAILED: Answer = { kind: 'failed', error: { code: 5, message: 'no' } };
const READY: Answer = { kind: 'succeeded', videos: [{ uri: 'https://a.example/1' }] };

describe('an operation that is moved to another endpoint', () => {
  let world: ListWorld;
  let events: (readonly OperationChange[])[];

  beforeEach(() => {
    world = new ListWorld();
    events = [];
    world.store.onDidChange((changes) => events.push(changes));
  });
  afterEach(() => world.store.dispose());

  it('keeps what people know it by, begins anew, and is told as one change', () => {
    const startedAt = '2026-11-20T09:55:00.000Z';
    const given = { label: 'cat', prompt: 'A cat', source: 'terminal', startedAt } as const;
    const before = problem(world.store.track(idOf('a1'), { ...given, endpointAssumed: true }));
    events.length = 0;
    const [move] = world.store.move([before], { endpoint: THERE });
    const after = world.store.list()[0];
    assert.deepEqual(after, {
      endpoint: THERE,
      name: before.name,
      model: before.model,
      ...given,
      trackedAt: before.trackedAt,
      state: 'running',
      videos: [],
    });
    assert.deepEqual(events, [[{ before }, { after }]]);
    assert.deepEqual(move, { from: before, to: after, isNew: true });
  });

  for (const answer of [FAILED, { kind: 'filtered' } as const]) {
    it(`runs again when it had ${answer.kind}, without what was told of that end`, () => {
      const ended = end(world.store.track(idOf('a1')), answer);
      world.store.move([ended], { endpoint: THERE });
      const { state, ...rest } = world.store.list()[0] as Operation;
      assert.equal(state, 'running');
      assert.deepEqual(Object.keys(rest).sort(), ['endpoint', 'model', 'name', 'trackedAt', 'videos']);
    });
  }

  it('stays where it is when it has its videos, is there already or was removed meanwhile', () => {
    const ready = end(world.store.track(idOf('a1')), READY);
    const there = world.store.track({ ...idOf('b2'), endpoint: THERE });
    const removed = world.store.track(idOf('c3'));
    world.store.remove([removed]);
    events.length = 0;
    assert.deepEqual(world.store.move([ready, there, removed], { endpoint: THERE }), []);
    assert.deepEqual(events, []);
    assert.deepEqual(world.store.list(), [there, ready]);
  });

  it('becomes one with its namesake there, whose state and label count', () => {
    const moving = world.store.track(idOf('a1'), { label: 'moving', prompt: 'A cat' });
    world.hands.tick(60_000);
    const there = end(world.store.track({ ...idOf('a1'), endpoint: THERE }, { label: 'there' }), READY);
    const [move] = world.store.move([moving], { endpoint: THERE });
    assert.deepEqual(world.store.list(), [{ ...there, prompt: 'A cat', trackedAt: moving.trackedAt }]);
    assert.equal(move?.isNew, false);
  });

  it('becomes one with a namesake that moves with it from a third endpoint', () => {
    const both = ['one', 'two'].map((endpoint) => world.store.track({ ...idOf('a1'), endpoint }));
    const moves = world.store.move(both, { endpoint: THERE });
    assert.deepEqual(
      world.store.list().map(({ endpoint }) => endpoint),
      [THERE],
    );
    world.store.undoMoves(moves);
    assert.deepEqual(
      world.store
        .list()
        .map(({ endpoint }) => endpoint)
        .sort(),
      ['one', 'two'],
    );
  });

  it('is back as it was when that is undone', () => {
    const before = problem(world.store.track(idOf('a1'), { label: 'cat' }));
    world.store.undoMoves(world.store.move([before], { endpoint: THERE }));
    assert.deepEqual(world.store.list(), [before]);
  });

  it('comes back without taking its namesake along when that is undone', () => {
    const there = world.store.track({ ...idOf('a1'), endpoint: THERE }, { label: 'there' });
    const moving = world.store.track(idOf('a1'));
    world.store.undoMoves(world.store.move([moving], { endpoint: THERE }));
    assert.deepEqual(new Set(world.store.list()), new Set([there, moving]));
  });

  it('keeps its end there when it has ended before that is undone', () => {
    const moves = world.store.move([world.store.track(idOf('a1'))], { endpoint: THERE });
    const ended = end(world.store.list()[0] as Operation, READY);
    world.store.undoMoves(moves);
    assert.deepEqual(world.store.list(), [ended]);
  });

  it('is not found where it was after a restart, also when it was in the archive', async () => {
    const failed = end(world.store.track(idOf('a1')), FAILED);
    await world.store.flush();
    await world.archive.append(`${JSON.stringify({ version: 1, operation: failed })}\n`);
    world.store.move([failed], { endpoint: THERE });
    await world.store.flush();
    world.restart();
    const all = [...world.store.list(), ...(await world.store.readOlder())];
    assert.deepEqual(
      all.map(({ endpoint }) => endpoint),
      [THERE],
    );
  });

  it('has the end that the archive knows of it there', async () => {
    const there = { ...idOf('a1'), endpoint: THERE };
    const ended = transition(world.store.track(there), READY, TEN_O_CLOCK);
    world.store.remove([there]);
    await world.store.flush();
    world.restart();
    await world.archive.append(`${JSON.stringify({ version: 1, operation: ended })}\n`);
    world.store.move([world.store.track(idOf('a1'))], { endpoint: THERE });
    await world.forward(1);
    assert.deepEqual(
      world.store.list().map(({ endpoint, state }) => [endpoint, state]),
      [[THERE, 'succeeded']],
    );
  });

  function problem(operation: Operation): Operation {
    const report = { kind: 'problem', problem: { kind: 'notFound', message: 'HTTP 404' } } as const;
    return updated(transition(operation, report, world.hands.now));
  }

  function end(operation: Operation, answer: Answer): Operation {
    return updated(transition(operation, answer, world.hands.now + 1000));
  }

  function updated(operation: Operation): Operation {
    world.store.update([operation]);
    return operation;
  }
});
