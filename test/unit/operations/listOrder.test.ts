import assert from 'node:assert/strict';
import fc from 'fast-check';
import { byRelevance, listPositionOf } from '../../../src/operations/listOrder';
import { newOperation, type Operation } from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';
import { idOf, operation, TEN_O_CLOCK } from './arbitraries';

describe('the order of the list', () => {
  it('has running operations first, the newest on top, then the ended ones, the last ended on top', () => {
    const given = [ended('early end', 3, 10), running('old', 1), ended('late end', 2, 20), running('new', 4)];
    assert.deepEqual(sorted(given), ['new', 'old', 'late end', 'early end']);
  });

  it('has the one tracked last on top if two ended together', () => {
    assert.deepEqual(sorted([ended('first', 1, 9), ended('second', 2, 9)]), ['second', 'first']);
  });

  it('compares times, not their texts', () => {
    const early = { ...running('early', 0), trackedAt: '2026-11-20T10:00:00.000Z' };
    const late = { ...running('late', 0), trackedAt: '2026-11-20T10:00:00Z' };
    assert.equal(compare(early, late), 0);
  });

  it('does not depend on the order before', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 6 }), (given) => {
        const ranks = (list: Operation[]) =>
          list.map(({ state, trackedAt }) => [state === 'running', trackedAt]);
        const there = [...given].sort(compare);
        const back = [...given].reverse().sort(compare);
        assert.deepEqual(ranks(back), ranks(there));
      }),
    );
  });
});

function running(label: string, second: number): Operation {
  return newOperation(idOf(label.replace(' ', '-')), { label }, TEN_O_CLOCK + second * 1000);
}

function ended(label: string, trackedAt: number, finishedAt: number): Operation {
  const report = { kind: 'filtered', filterReasons: [] } as const;
  return transition(running(label, trackedAt), report, TEN_O_CLOCK + finishedAt * 1000);
}

function compare(a: Operation, b: Operation): number {
  return byRelevance(listPositionOf(a), listPositionOf(b));
}

function sorted(given: Operation[]): (string | undefined)[] {
  return [...given].sort(compare).map(({ label }) => label);
}
