import assert from 'node:assert/strict';
import { promptIn } from '../../../src/endpoints/prompt';

describe('the prompt in an answer', () => {
  for (const [place, body] of Object.entries({
    'beside the status, as at OpenAI': { id: 'video_1', prompt: 'a cat' },
    'in the metadata of an operation': { name: 'models/m/operations/1', metadata: { prompt: 'a cat' } },
    'in the request that a gateway repeats': { metadata: { request: { prompt: 'a cat' } } },
    'in the input': { input: { prompt: 'a cat' } },
  })) {
    it(`is read ${place}`, () => assert.equal(promptIn(body, []), 'a cat'));
  }

  for (const body of [
    {},
    { prompt: '' },
    { prompt: ' \u200b' },
    { prompt: 7 },
    { prompt: { text: 'a' } },
    [],
    null,
    'x',
  ]) {
    it(`is none in ${JSON.stringify(body)}`, () => assert.equal(promptIn(body, []), undefined));
  }

  it('is one line of at most 500 characters', () => {
    assert.equal(promptIn({ prompt: 'a cat\n\n on\tthe moon' }, []), 'a cat on the moon');
    assert.equal(promptIn({ prompt: 'x'.repeat(1_000_000) }, [])?.length, 500);
  });

  it('never holds the key, nor one that invisible characters try to hide', () => {
    for (const key of ['sk-secret-4711-abcdef', 'a-key-without-any-shape']) {
      const hidden = `${key.slice(0, 5)}\u200b${key.slice(5)}`;
      assert.equal(promptIn({ prompt: `a cat ${hidden}` }, [key]), 'a cat …');
    }
  });
});
