import assert from 'node:assert/strict';
import { deepFreeze } from '../../../src/base/deepFreeze';

describe('a deeply frozen value', () => {
  it('is the same, and nothing in it can be changed', () => {
    const value = { videos: [{ uri: 'https://a.example/1' }], error: { details: { code: 3 } } };
    assert.equal(deepFreeze(value), value);
    const changes = [
      () => value.videos.pop(),
      () => Object.assign(value.videos[0] as object, { uri: 'https://b.example' }),
      () => Object.assign(value.error.details, { code: 4 }),
      () => Object.defineProperty(value.error, 'message', { value: '' }),
    ];
    for (const change of changes) assert.throws(change, TypeError);
  });

  it('may hold more values than a call takes arguments', () => {
    const many = Array.from({ length: 300_000 }, () => ({}));
    assert.ok(deepFreeze(many).every((one) => Object.isFrozen(one)));
  });

  it('may hold more levels than there is stack', () => {
    let deepest: object = {};
    for (let level = 0; level < 200_000; level++) deepest = { deepest };
    assert.ok(Object.isFrozen(deepFreeze(deepest)));
  });
});
