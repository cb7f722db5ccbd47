import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ReadyQueue } from '../../../../src/tracking/polling/readyQueue';

/** How urgent a thing is at first, and by how much that grows each second, at most by one. */
interface Thing {
  readonly name: number;
  readonly first: number;
  readonly growth: number;
}
const growth = fc.double({ min: 0, max: 1, noNaN: true });
const things = fc
  .array(fc.record({ first: fc.double({ min: 0, max: 100, noNaN: true }), growth }), {
    minLength: 1,
    maxLength: 10,
  })
  .map((all): Thing[] => all.map((one, name) => ({ name, ...one })));
const step = fc.record({
  kind: fc.constantFrom('add', 'add', 'add', 'delete', 'take', 'take'),
  index: fc.nat(9),
  pause: fc.integer({ min: 0, max: 30_000 }),
});

describe('those that are ready', () => {
  it('have their turn by their urgency at that time, to a tenth, in any order of what happens', () => {
    fc.assert(
      fc.property(things, fc.array(step, { maxLength: 150, size: 'max' }), (all, steps) => {
        const [queue, model] = [new ReadyQueue<Thing>(urgency), new Set<Thing>()];
        let now = 0;
        for (const { kind, index, pause } of steps) {
          now += pause;
          const thing = all[index % all.length] as Thing;
          if (kind === 'add') {
            queue.add(thing, now);
            model.add(thing);
          } else if (kind === 'delete') {
            queue.delete(thing);
            model.delete(thing);
          } else {
            const taken = queue.take(now);
            const most = Math.max(...[...model].map((one) => urgency(one, now)));
            if (model.size === 0) assert.equal(taken, undefined);
            else assert.ok(taken && model.delete(taken) && urgency(taken, now) > 0.9 * most - 1e-6);
          }
          assert.equal(queue.size, model.size);
        }
      }),
    );
  });

  it('are weighed anew when others have come to be more urgent', () => {
    const [fast, slow] = [
      { name: 0, first: 0, growth: 1 },
      { name: 1, first: 60, growth: 0 },
    ];
    const queue = new ReadyQueue<Thing>(urgency);
    queue.add(slow, 0);
    queue.add(fast, 0);
    assert.equal(queue.take(100_000), fast);
    queue.add(fast, 100_000);
    assert.equal(queue.take(100_000), fast);
    assert.equal(queue.take(100_000), slow);
  });

  it('are weighed anew only as far as they could be the first', () => {
    let weighed = 0;
    const queue = new ReadyQueue<number>((item) => {
      weighed++;
      return item;
    });
    for (let item = 0; item < 1000; item++) queue.add(item, 0);
    weighed = 0;
    assert.equal(queue.take(0), 999);
    assert.ok(weighed <= 2, `${weighed}`);
  });

  it('wait once each, however often they are added', () => {
    const queue = new ReadyQueue<number>(() => 1);
    for (const _ of [1, 2, 3]) queue.add(5, 0);
    assert.deepEqual([queue.size, queue.take(0), queue.take(0)], [1, 5, undefined]);
  });

  it('leave nothing behind when they are taken out and added again and again', () => {
    const queue = new ReadyQueue<number>(() => 1);
    for (let i = 0; i < 10_000; i++) {
      queue.add(i % 3, i);
      queue.delete(i % 3);
    }
    const { heap } = queue as unknown as { heap: { length: number } };
    assert.ok(heap.length < 50, `${heap.length}`);
  });

  function urgency({ first, growth: rate }: Thing, now: number): number {
    return first + (rate * now) / 1000;
  }
});
