import assert from 'node:assert/strict';
import type { SucceededOperation } from '../../../src/operations/operation';
import type { VideoTarget } from '../../../src/saving/downloads';
import { parseSidecar, sidecarOf } from '../../../src/saving/sidecar';
import { at, idOf, TEN_O_CLOCK } from '../operations/arbitraries';

const bare: SucceededOperation = {
  ...idOf('a1'),
  state: 'succeeded',
  trackedAt: at(0),
  finishedAt: at(60_000),
  videos: [{ uri: 'https://a/b' }],
};
const target: VideoTarget = { operation: bare, video: bare.videos[0], index: 0 };
const file = { sha256: 'ab12', size: 72_965 };

describe('the sidecar of a video', () => {
  it('says where the video came from', () => {
    const operation = { ...bare, model: 'veo-3.0', label: 'The cat', prompt: 'A cat on the moon' };
    const video = { uri: 'https://a/c', videoId: 'f2' };
    assert.deepEqual(sidecarOf({ operation, video, index: 1 }, file, TEN_O_CLOCK + 90_000), {
      operation: idOf('a1').name,
      endpoint: 'google',
      model: 'veo-3.0',
      label: 'The cat',
      prompt: 'A cat on the moon',
      sample: 2,
      videoId: 'f2',
      trackedAt: at(0),
      finishedAt: at(60_000),
      savedAt: at(90_000),
      sha256: 'ab12',
      size: 72_965,
    });
  });

  it('says what the operation cost, in dollars or in credits of the service', () => {
    for (const cost of [{ amount: 0.8, currency: 'USD' } as const, { amount: 120_000 }]) {
      const operation = { ...bare, cost };
      assert.deepEqual(sidecarOf({ ...target, operation }, file, TEN_O_CLOCK).cost, cost);
    }
  });

  it('has no field for what is unknown, and no URI', () => {
    const note = sidecarOf(target, file, TEN_O_CLOCK);
    assert.deepEqual(
      ['model', 'label', 'prompt', 'videoId', 'cost'].filter((field) => field in note),
      [],
    );
    assert.doesNotMatch(JSON.stringify(note), /https:/);
  });

  it('is recognised, also with fields of a later release', () => {
    const note = sidecarOf(target, file, TEN_O_CLOCK);
    assert.equal(isOurs(JSON.stringify(note)), true);
    assert.equal(isOurs(JSON.stringify({ ...note, mood: 'calm' }, undefined, 2)), true);
  });

  for (const text of [
    '',
    'null',
    '[]',
    '{}',
    '"text"',
    '{',
    '{"operation":"a","endpoint":"b"}',
    '{"sha256":1}',
  ]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      assert.equal(isOurs(text), false);
    });
  }
});

function isOurs(text: string): boolean {
  return parseSidecar(text) !== undefined;
}
