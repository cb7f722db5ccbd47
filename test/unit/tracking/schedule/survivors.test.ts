import assert from 'node:assert/strict';
import type { JobKind } from '../../../../src/tracking/schedule/jobKind';
import { Survivors } from '../../../../src/tracking/schedule/survivors';
import { idOf } from '../../operations/arbitraries';

const KIND: JobKind = { endpoint: 'google', contract: 'gemini', model: 'veo' };

describe('the jobs that still run', () => {
  let survivors: Survivors;
  beforeEach(() => {
    survivors = new Survivors();
  });

  it('tell nothing when there is only one, which is the one that the forecast is about', () => {
    add('a', 50);
    assert.deepEqual([survivors.of(KIND, 'pasted'), survivors.version], [[], 0]);
  });

  it('tell all but one of their ages, the latest of each', () => {
    for (const [name, age] of [
      ['a', 50],
      ['b', 60],
      ['c', 70],
      ['a', 80],
    ] as const)
      add(name, age);
    const told = survivors.of(KIND, 'pasted');
    assert.deepEqual(
      told.map(({ from, to, weight, since }) => [from, to, weight, since]),
      [
        [60, Infinity, 1, 30],
        [80, Infinity, 1, 40],
      ],
    );
  });

  it('tell no more once they have ended, and a change each time', () => {
    for (const name of ['a', 'b', 'c']) add(name, 50);
    const before = survivors.version;
    survivors.remove(idOf('b'));
    assert.equal(survivors.of(KIND, 'pasted').length, 1);
    assert.ok(survivors.version > before);
  });

  it('tell less of another length or way of tracking, and nothing of other models or ages from the start', () => {
    for (const name of ['a', 'b', 'c']) add(name, 50);
    const weights = (kind: JobKind, origin: 'pasted' | 'api' | 'started') =>
      survivors.of(kind, origin).map(({ weight }) => weight);
    assert.deepEqual(weights({ ...KIND, seconds: 4 }, 'pasted'), [0.25, 0.25]);
    assert.deepEqual(weights(KIND, 'api'), [0.25, 0.25]);
    assert.deepEqual(weights({ ...KIND, model: 'other' }, 'pasted'), []);
    assert.deepEqual(weights(KIND, 'started'), []);
  });

  it('are sampled evenly by age where there are thousands, and left out when they may never end', () => {
    for (let i = 0; i < 3000; i++) add(`a${i}`, i + 1);
    for (let i = 0; i < 3000; i++) add(`b${i}`, 3 * 60 * 60);
    const ages = survivors.of(KIND, 'pasted').map(({ from }) => from);
    assert.ok(ages.length >= 8 && ages.length <= 24, `${ages.length}`);
    assert.ok((ages[0] ?? 0) < 300 && (ages.at(-1) ?? 0) > 2500 && (ages.at(-1) ?? 0) <= 3000);
  });

  function add(name: string, age: number): void {
    survivors.add(idOf(name), { kind: KIND, origin: 'pasted', age, at: 1000, since: age / 2 });
  }
});
