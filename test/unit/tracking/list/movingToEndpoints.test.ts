import assert from 'node:assert/strict';
import type { Answer, Operation } from '../../../../src/operations/operation';
import { transition } from '../../../../src/operations/transition';
import type { OperationChange } from '../../../../src/tracking/list/operationStore';
import { idOf, TEN_O_CLOCK } from '../../operations/arbitraries';
import { ListHarness } from './listHarness';

const THERE = 'thucchien';
const FAILED: Answer = { kind: 'failed', error: { code: 5, message: 'no' } };
const READY: Answer = { kind: 'succeeded', videos: [{ uri: 'https://a.example/1' }] };

describe('an operation that is moved to another endpoint', () => {
  let harness: ListHarness;
  let events: (readonly OperationChange[])[];

  beforeEach(() => {
    harness = new ListHarness();
    events = [];
    harness.store.onDidChange((changes) => events.push(changes));
  });
  afterEach(() => harness.store.dispose());

  it('keeps its label and prompt, starts anew, and is one change', () => {
    const startedAt = '2026-11-20T09:55:00.000Z';
    const given = { label: 'cat', prompt: 'A cat', source: 'terminal', startedAt } as const;
    const before = problem(harness.store.track(idOf('a1'), { ...given, endpointAssumed: true }));
    events.length = 0;
    const [move] = harness.store.move([before], { endpoint: THERE });
    const after = harness.store.list()[0];
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
    it(`runs again when it had ${answer.kind}, without anything of that end`, () => {
      const ended = end(harness.store.track(idOf('a1')), answer);
      harness.store.move([ended], { endpoint: THERE });
      const { state, ...rest } = harness.store.list()[0] as Operation;
      assert.equal(state, 'running');
      assert.deepEqual(Object.keys(rest).sort(), ['endpoint', 'model', 'name', 'trackedAt', 'videos']);
    });
  }

  it('stays where it is when it has videos, is at that endpoint already or was removed meanwhile', () => {
    const ready = end(harness.store.track(idOf('a1')), READY);
    const there = harness.store.track({ ...idOf('b2'), endpoint: THERE });
    const removed = harness.store.track(idOf('c3'));
    harness.store.remove([removed]);
    events.length = 0;
    assert.deepEqual(harness.store.move([ready, there, removed], { endpoint: THERE }), []);
    assert.deepEqual(events, []);
    assert.deepEqual(harness.store.list(), [there, ready]);
  });

  it('is merged with an operation of the same name there, whose state and label count', () => {
    const moving = harness.store.track(idOf('a1'), { label: 'moving', prompt: 'A cat' });
    harness.clock.advanceSync(60_000);
    const there = end(harness.store.track({ ...idOf('a1'), endpoint: THERE }, { label: 'there' }), READY);
    const [move] = harness.store.move([moving], { endpoint: THERE });
    assert.deepEqual(harness.store.list(), [{ ...there, prompt: 'A cat', trackedAt: moving.trackedAt }]);
    assert.equal(move?.isNew, false);
  });

  it('is merged with an operation of the same name that moves with it from a third endpoint', () => {
    const both = ['one', 'two'].map((endpoint) => harness.store.track({ ...idOf('a1'), endpoint }));
    const moves = harness.store.move(both, { endpoint: THERE });
    assert.deepEqual(
      harness.store.list().map(({ endpoint }) => endpoint),
      [THERE],
    );
    harness.store.undoMoves(moves);
    assert.deepEqual(
      harness.store
        .list()
        .map(({ endpoint }) => endpoint)
        .sort(),
      ['one', 'two'],
    );
  });

  it('is back as it was when the move is undone', () => {
    const before = problem(harness.store.track(idOf('a1'), { label: 'cat' }));
    harness.store.undoMoves(harness.store.move([before], { endpoint: THERE }));
    assert.deepEqual(harness.store.list(), [before]);
  });

  it('leaves an operation of the same name in place when the move is undone', () => {
    const there = harness.store.track({ ...idOf('a1'), endpoint: THERE }, { label: 'there' });
    const moving = harness.store.track(idOf('a1'));
    harness.store.undoMoves(harness.store.move([moving], { endpoint: THERE }));
    assert.deepEqual(new Set(harness.store.list()), new Set([there, moving]));
  });

  it('keeps its end when it has ended before the move is undone', () => {
    const moves = harness.store.move([harness.store.track(idOf('a1'))], { endpoint: THERE });
    const ended = end(harness.store.list()[0] as Operation, READY);
    harness.store.undoMoves(moves);
    assert.deepEqual(harness.store.list(), [ended]);
  });

  it('is not at its former endpoint after a restart, also when it was in the archive', async () => {
    const failed = end(harness.store.track(idOf('a1')), FAILED);
    await harness.store.flush();
    await harness.archive.append(`${JSON.stringify({ version: 1, operation: failed })}\n`);
    harness.store.move([failed], { endpoint: THERE });
    await harness.store.flush();
    harness.restart();
    const all = [...harness.store.list(), ...(await harness.store.readOlder())];
    assert.deepEqual(
      all.map(({ endpoint }) => endpoint),
      [THERE],
    );
  });

  it('gets the end that the archive has for the new endpoint', async () => {
    const there = { ...idOf('a1'), endpoint: THERE };
    const ended = transition(harness.store.track(there), READY, TEN_O_CLOCK);
    harness.store.remove([there]);
    await harness.store.flush();
    harness.restart();
    await harness.archive.append(`${JSON.stringify({ version: 1, operation: ended })}\n`);
    harness.store.move([harness.store.track(idOf('a1'))], { endpoint: THERE });
    await harness.advance(1);
    assert.deepEqual(
      harness.store.list().map(({ endpoint, state }) => [endpoint, state]),
      [[THERE, 'succeeded']],
    );
  });

  function problem(operation: Operation): Operation {
    const report = { kind: 'problem', problem: { kind: 'notFound', message: 'HTTP 404' } } as const;
    return updated(transition(operation, report, harness.clock.now()));
  }

  function end(operation: Operation, answer: Answer): Operation {
    return updated(transition(operation, answer, harness.clock.now() + 1000));
  }

  function updated(operation: Operation): Operation {
    harness.store.update([operation]);
    return operation;
  }
});
