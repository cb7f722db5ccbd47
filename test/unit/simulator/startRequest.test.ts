import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readStartRequest } from '../../../src/simulator/startRequest';

describe('a start request', () => {
  it('is for one video after 20 s if the prompt says nothing else', () => {
    assert.deepEqual(read('A cat surfs'), accepted(20, { kind: 'succeeded', samples: 1 }));
  });

  it('takes the outcome from words in the prompt', () => {
    assert.deepEqual(read('A cat [failed]'), accepted(20, { kind: 'failed' }));
    assert.deepEqual(read('A cat [filtered]'), accepted(20, { kind: 'filtered', reasons: 'given' }));
    assert.deepEqual(
      read('A cat [filtered without reasons]'),
      accepted(20, { kind: 'filtered', reasons: 'withheld' }),
    );
  });

  it('takes duration and number of videos from words in the prompt', () => {
    assert.deepEqual(read('[3 samples] [0.5 s]'), accepted(0.5, { kind: 'succeeded', samples: 3 }));
    assert.deepEqual(read('[1 sample][45 s]'), accepted(45, { kind: 'succeeded', samples: 1 }));
    assert.deepEqual(read('[999999 s]'), accepted(86_400, { kind: 'succeeded', samples: 1 }));
  });

  it('takes the number of videos from the parameters if the prompt has none', () => {
    assert.deepEqual(read('', { sampleCount: 2 }), accepted(20, { kind: 'succeeded', samples: 2 }));
    assert.deepEqual(read('', { numberOfVideos: 4 }), accepted(20, { kind: 'succeeded', samples: 4 }));
    assert.deepEqual(
      read('[3 samples]', { sampleCount: 2 }),
      accepted(20, { kind: 'succeeded', samples: 3 }),
    );
  });

  it('is refused with five videos, without a prompt, and if it is not JSON', () => {
    for (const sampleCount of [0, 5, 1.5, '2']) assert.equal(read('', { sampleCount }).kind, 'refused');
    for (const body of ['', '{', 'null', '[]', '{"instances":[]}', '{"instances":[{"prompt":1}]}']) {
      assert.equal(readStartRequest(body).kind, 'refused', body);
    }
  });

  it('is refused or accepted, never an exception', () => {
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), (body) => Boolean(readStartRequest(body).kind)));
  });
});

function read(prompt: string, parameters: object = {}) {
  return readStartRequest(JSON.stringify({ instances: [{ prompt }], parameters }));
}

function accepted(durationSeconds: number, outcome: object) {
  return { kind: 'accepted', durationSeconds, outcome };
}
