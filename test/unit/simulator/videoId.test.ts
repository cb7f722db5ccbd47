import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeOperationId } from '../../../src/simulator/simulatedOperation';
import { decodeVideoId, encodeVideoId, type VideoJob } from '../../../src/simulator/videoId';

const MODELS = ['veo-3.1-generate-001', 'veo-3.1-fast-generate-001', 'v'];

const jobs: fc.Arbitrary<VideoJob> = fc.record(
  { model: fc.constantFrom(...MODELS), operation: fc.nat().map(operationOf) },
  { noNullPrototype: true },
);

describe('a video id', () => {
  it('is what LiteLLM writes: Base64 of the provider, the model and the name of the operation there', () => {
    const [model, operation] = ['veo-3.1-generate-001', operationOf(7)];
    const id = encodeVideoId({ model, operation });
    assert.match(id, /^video_[A-Za-z\d+/]+={0,2}$/);
    assert.equal((id.length - 'video_'.length) % 4, 0);
    const place = 'projects/simulated-project/locations/us-central1/publishers/google';
    const name = `${place}/models/${model}/operations/${encodeOperationId(operation)}`;
    assert.equal(
      Buffer.from(id.slice('video_'.length), 'base64').toString(),
      `litellm:custom_llm_provider:vertex_ai;model_id:${model};video_id:${name}`,
    );
  });

  it('is read unchanged, with or without its padding', () => {
    const paddings = new Set<number>();
    for (const serial of Array(1500).keys()) {
      const job = { model: 'veo-3.1-generate-001', operation: operationOf(serial) };
      const id = encodeVideoId(job);
      const bare = id.replace(/=+$/, '');
      paddings.add(id.length - bare.length);
      assert.deepEqual([decodeVideoId(id), decodeVideoId(bare)], [job, job]);
    }
    assert.deepEqual([...paddings].sort(), [0, 1, 2]);
  });

  it('is unknown if any one character changed', () => {
    const characters = fc.constantFrom(...'0123456789abcxyzABCXYZ+/=_-');
    fc.assert(
      fc.property(jobs, fc.nat(), characters, (job, position, character) => {
        const id = encodeVideoId(job);
        const index = position % id.length;
        fc.pre(id[index] !== character);
        assert.equal(decodeVideoId(id.slice(0, index) + character + id.slice(index + 1)), undefined);
      }),
    );
  });

  it('is unknown if no simulator wrote it, even with a good operation in it', () => {
    const id = encodeVideoId({ model: 'veo', operation: operationOf(0) });
    const content = Buffer.from(id.slice('video_'.length), 'base64').toString();
    for (const foreign of [
      content.replace('simulated-project', 'another-project'),
      content.replace('model_id:veo', 'model_id:other'),
      content.replace('vertex_ai', 'gemini'),
      content.replaceAll('veo', 'v'.repeat(101)),
      ` ${content}`,
    ]) {
      assert.equal(decodeVideoId(`video_${Buffer.from(foreign).toString('base64')}`), undefined, foreign);
    }
    assert.equal(decodeVideoId(`${id}====`), undefined);
    assert.equal(decodeVideoId(id.replace('video_', 'audio_')), undefined);
  });

  it('is unknown for any other text, never an exception', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => decodeVideoId(text) === undefined));
  });

  it('cannot hold a model that would lead to another name', () => {
    for (const model of ['', '..', 'a/b', 'a;b', 'v'.repeat(101)]) {
      assert.throws(() => encodeVideoId({ model, operation: operationOf(0) }), RangeError);
    }
  });
});

function operationOf(serial: number) {
  return { startedAt: 1000, durationSeconds: 20.5, outcome: { kind: 'failed' }, serial } as const;
}
