import assert from 'node:assert/strict';
import { isWithin } from '../../../src/outside/size';

describe('the size of a value from outside', () => {
  it('counts its texts, its names and each of its values', () => {
    assert.equal(isWithin({ name: 'bố' }, 3 + 7 + 7), true);
    assert.equal(isWithin({ name: 'bố' }, 3 + 7 + 6), false);
    assert.equal(
      isWithin(
        Array.from({ length: 100 }, () => null),
        100,
      ),
      false,
    );
  });

  it('is found for values that have more levels than there is stack', () => {
    const deep = JSON.parse('[]') as unknown[];
    let deepest = deep;
    for (let level = 0; level < 200_000; level++) {
      const next: unknown[] = [];
      deepest.push(next);
      deepest = next;
    }
    assert.equal(isWithin(deep, 1000), false);
    assert.equal(isWithin(deep, 10_000_000), true);
  });

  it('is looked at no further than to the bound', () => {
    let looks = 0;
    const list = new Proxy(
      Array.from({ length: 1_000_000 }, () => 1),
      {
        get(target, name) {
          looks++;
          return Reflect.get(target, name);
        },
      },
    );
    assert.equal(isWithin(list, 1000), false);
    assert.ok(looks < 1000, `${looks}`);
  });
});
