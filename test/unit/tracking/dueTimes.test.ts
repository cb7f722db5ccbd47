import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DueTimes } from '../../../src/tracking/dueTimes';

const NEVER = Number.POSITIVE_INFINITY;
const item = fc.integer({ min: 0, max: 9 });
const time = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(NEVER));

type Step =
  | { readonly kind: 'set'; readonly item: number; readonly at: number }
  | { readonly kind: 'delete'; readonly item: number }
  | { readonly kind: 'take'; readonly at: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('set' as const), item, at: time }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), item }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('take' as const), at: fc.integer({ min: 0, max: 20 }) }),
  },
);

describe('due times', () => {
  it('are those that a plain list would have, in any order of what happens', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
        const [due, model] = [new DueTimes<number>(), new Map<number, number>()];
        for (const one of steps) {
          apply(one, due, model);
          assert.equal(due.next(), Math.min(NEVER, ...model.values()));
        }
      }),
    );
  });

  it('come out in their order', () => {
    const due = new DueTimes<string>();
    for (const [name, at] of [
      ['c', 30],
      ['a', 10],
      ['d', 40],
      ['b', 20],
    ] as const)
      due.set(name, at);
    assert.deepEqual(due.takeDue(30), ['a', 'b', 'c']);
    assert.equal(due.next(), 40);
  });

  it('keep no more than a few old ones, however often one is set anew', () => {
    const due = new DueTimes<string>();
    for (let i = 0; i < 10_000; i++) due.set('a', 10_000 - i);
    const { heap } = due as unknown as { heap: { length: number } };
    assert.ok(heap.length < 25, `${heap.length}`);
    assert.deepEqual(due.takeDue(10_000), ['a']);
    assert.equal(due.next(), NEVER);
  });
});

function apply(one: Step, due: DueTimes<number>, model: Map<number, number>): void {
  if (one.kind === 'set') {
    due.set(one.item, one.at);
    if (one.at === NEVER) model.delete(one.item);
    else model.set(one.item, one.at);
  } else if (one.kind === 'delete') {
    due.delete(one.item);
    model.delete(one.item);
  } else {
    const expected = [...model].filter(([, at]) => at <= one.at);
    const taken = due.takeDue(one.at);
    assert.deepEqual([...taken].sort(), expected.map(([i]) => i).sort());
    const times = taken.map((i) => model.get(i) ?? NEVER);
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
    for (const i of taken) model.delete(i);
  }
}
