import assert from 'node:assert/strict';
import fc from 'fast-check';
import { modelOf, shortId } from '../../../src/operations/name';
import { newOperation, operationKey } from '../../../src/operations/operation';
import { at, idOf, operationName, TEN_O_CLOCK } from './arbitraries';

describe('a new operation', () => {
  it('has no label, end, problem or video, and the model of its name', () => {
    assert.deepEqual(newOperation(idOf('idrk08ltkg0a'), {}, TEN_O_CLOCK), {
      endpoint: 'google',
      name: 'models/veo-3.0-generate-001/operations/idrk08ltkg0a',
      model: 'veo-3.0-generate-001',
      trackedAt: at(0),
      state: 'running',
      videos: [],
    });
  });

  it('keeps the label that it is given', () => {
    assert.equal(newOperation(idOf('a'), { label: 'my cat' }, TEN_O_CLOCK).label, 'my cat');
  });

  it('keeps the start that it is given', () => {
    assert.equal(newOperation(idOf('a'), { startedAt: at(-9000) }, TEN_O_CLOCK).startedAt, at(-9000));
  });

  it('has the model and the id of its name', () => {
    assert.equal(modelOf('models/veo/operations/x'), 'veo');
    assert.equal(modelOf('video_abc'), undefined);
    assert.equal(shortId('models/veo/operations/x'), 'x');
    assert.equal(shortId('video_abc'), 'video_abc');
  });

  it('has a key of its own for each endpoint and name', () => {
    const ids = fc.record({ endpoint: fc.stringMatching(/^[\w.-]{1,9}$/), name: operationName });
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        const same = a.endpoint === b.endpoint && a.name === b.name;
        assert.equal(operationKey(a) === operationKey(b), same);
        assert.equal(operationKey({ ...a }), operationKey(a));
      }),
    );
  });
});
