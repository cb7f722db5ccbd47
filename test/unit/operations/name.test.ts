import assert from 'node:assert/strict';
import { contractOf, isEncodedId, isOperationName, modelOf, readModel } from '../../../src/operations/name';
import { encodedId } from './encodedId';

describe('the name of an operation', () => {
  it('tells its contract by its form alone', () => {
    assert.equal(contractOf('models/veo-3.0-generate-001/operations/idrk08ltkg0a'), 'gemini');
    for (const id of [
      'video_123',
      'video_68d7512d07848190b3e45da0ecbebcde',
      encodedId('veo'),
      'video_a-b_c==',
    ]) {
      assert.equal(contractOf(id), 'videos', id);
    }
  });

  it('cannot lead to another path', () => {
    const unsafe = [
      'video_',
      'video_..',
      'video_a.b',
      'video_a b',
      'video_a?b',
      'video_a#b',
      'video_a%2f',
      'video_a\n',
    ];
    for (const name of [
      ...unsafe,
      'Video_1',
      'x/video_1',
      'video_a=b',
      'video_a===',
      `video_${'a'.repeat(1100)}`,
    ]) {
      assert.equal(isOperationName(name), false, JSON.stringify(name));
    }
  });

  it('holds its model if it is of LiteLLM, with or without padding, in either alphabet', () => {
    for (const model of ['veo-3.1-lite-generate-001', 'veo-3.1-fast-generate-001', 'veo']) {
      const id = encodedId(model);
      assert.equal(modelOf(id), model);
      assert.equal(modelOf(id.replace(/=+$/, '')), model);
      assert.equal(modelOf(id.replaceAll('+', '-').replaceAll('/', '_')), model);
      assert.equal(isEncodedId(id), true);
    }
  });

  it('may have lost half of its padding, and hold what the two alphabets write differently', () => {
    for (const project of ['a?', 'ab?', 'abc?', 'a~', 'ab~', 'abc~']) {
      const id = encodedId('veo', project.repeat(3));
      assert.match(id, /[+/]/);
      const safe = `video_${id.slice('video_'.length).replaceAll('+', '-').replaceAll('/', '_')}`;
      for (const given of [id, safe, safe.replace(/=$/, '')]) assert.equal(modelOf(given), 'veo', given);
    }
    const twice = ['v', 've', 'veo'].map((model) => encodedId(model)).filter((id) => id.endsWith('=='));
    assert.ok(twice.length > 0);
    for (const id of twice) assert.equal(isEncodedId(id.slice(0, -1)), true);
  });

  it('tells of what LiteLLM encoded the model alone', () => {
    assert.equal(modelOf(encodedId('vertex_ai/veo-3.1-generate-001')), 'veo-3.1-generate-001');
    for (const model of [
      'd41d8cd98f00b204e9800998ecf8427e',
      '0f8fad5b-d9cb-469f-a165-70867728950e',
      '',
      'a b',
      '..',
    ]) {
      assert.equal(modelOf(encodedId(model)), undefined, model);
    }
    assert.equal(modelOf(`video_${btoa('litellm:video_id:projects/secret/x')}`), undefined);
  });

  it('tells no model if something else is encoded in it', () => {
    for (const id of ['video_123', 'video_!', `video_${btoa('model_id:veo;')}`, 'video_AAAAA']) {
      assert.equal(modelOf(id), undefined, id);
      assert.equal(isEncodedId(id), false, id);
    }
  });

  it('tells a model only if it looks like one', () => {
    assert.equal(readModel('vertex_ai/veo-3.0'), 'veo-3.0');
    assert.equal(readModel('<b>'), undefined);
    assert.equal(readModel('v'.repeat(101)), undefined);
  });
});
