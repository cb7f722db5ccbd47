import assert from 'node:assert/strict';
import fc from 'fast-check';
import { byRelevance, listPositionOf } from '../../../../src/operations/listOrder';
import { hasEnded, isUnseen, type Operation, operationKey } from '../../../../src/operations/operation';
import { OperationIndex } from '../../../../src/tracking/list/operationIndex';
import { operation } from '../../operations/arbitraries';
import { endedAt, endedFrom, running } from './listHarness';

/** Few names, so that operations come, change and go. */
const one = fc
  .tuple(operation, fc.integer({ min: 1, max: 8 }))
  .map(([some, id]): Operation => ({ ...some, endpoint: 'google', name: `models/veo/operations/id${id}` }));
const step = fc.record({ isRemoval: fc.boolean(), operations: fc.array(one, { maxLength: 5 }) });

/** Lets a test do what only the store may. */
class OpenIndex extends OperationIndex {
  override set(operations: readonly Operation[]): (Operation | undefined)[] {
    return super.set(operations);
  }

  override delete(ids: readonly Operation[]): void {
    super.delete(ids);
  }
}

describe('the index of operations', () => {
  it('is always in listing order, whatever was added, replaced and deleted', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const index = new OpenIndex();
        const expected = new Map<string, Operation>();
        for (const { isRemoval, operations } of steps) {
          if (isRemoval) index.delete(operations);
          else index.set(operations);
          for (const each of operations) {
            if (isRemoval) expected.delete(operationKey(each));
            else expected.set(operationKey(each), each);
          }
          assertSame(index, [...expected.values()].sort(compare));
        }
      }),
    );
  });

  it('is in listing order when many are added and deleted at once', () => {
    const index = new OpenIndex();
    const some = [...endedFrom(1, 100), ...Array.from({ length: 100 }, (_, at) => running(`r${at}`))];
    index.set(some.slice(0, 50));
    index.set(some.slice(50));
    assertSame(index, [...some].sort(compare));
    index.delete(some.slice(20, 120));
    assertSame(index, [...some.slice(0, 20), ...some.slice(120)].sort(compare));
  });

  it('lists two operations of the same times in the order in which they came, also after one had ended', () => {
    const index = new OpenIndex();
    const [first, second] = [running('a'), running('b')];
    index.set([first, second]);
    index.set([{ ...endedAt(5), name: first.name }]);
    assert.deepEqual(index.running, [second]);
    index.set([first]);
    assert.deepEqual(index.list(), [first, second]);
  });

  it('returns what each operation was before', () => {
    const index = new OpenIndex();
    const [first, second] = [running('a'), { ...running('a'), label: 'b' }];
    assert.deepEqual(index.set([first, second]), [undefined, first]);
    assert.deepEqual(index.list(), [second]);
  });

  it('builds each list once after a change', () => {
    const index = new OpenIndex();
    index.set(endedFrom(1, 3));
    const { ended, unseen } = index;
    const all = index.list();
    assert.ok(index.list() === all && index.ended === ended && index.unseen === unseen);
    index.set(endedFrom(4, 1));
    assert.deepEqual([all.length, index.list().length], [3, 4]);
  });
});

function assertSame(index: OpenIndex, sorted: readonly Operation[]): void {
  const ended = sorted.filter(hasEnded);
  assert.deepEqual(index.list(), sorted);
  assert.deepEqual(
    index.running,
    sorted.filter((each) => !hasEnded(each)),
  );
  assert.deepEqual(index.ended, ended);
  assert.deepEqual(index.unseen, ended.filter(isUnseen));
  assert.equal(index.size, sorted.length);
  assert.deepEqual(
    ended.map((each) => index.endedAfter(each)),
    [...ended.keys()],
  );
}

function compare(a: Operation, b: Operation): number {
  return byRelevance(listPositionOf(a), listPositionOf(b));
}
