import assert from 'node:assert/strict';
import {
  isEncodedId,
  isOperationName,
  modelOf,
  nameFormOf,
  readModel,
  shortId,
} from '../../../src/operations/name';
import { encodedId } from './encodedId';

describe('the name of an operation', () => {
  it('has the form of its API', () => {
    assert.equal(nameFormOf('models/veo-3.0-generate-001/operations/idrk08ltkg0a'), 'gemini');
    for (const id of [
      'video_123',
      'video_68d7512d07848190b3e45da0ecbebcde',
      encodedId('veo'),
      'video_a-b_c==',
    ]) {
      assert.equal(nameFormOf(id), 'videos', id);
    }
  });

  it('has the form of Agent Platform only with project, location, publisher and model', () => {
    const end =
      'locations/us-central1/publishers/google/models/veo-3.1-generate-001/operations/0f8fad5b-d9cb';
    for (const project of ['my-project', '123456789012', 'example.com:my-project']) {
      assert.equal(nameFormOf(`projects/${project}/${end}`), 'agentPlatform', project);
    }
    assert.equal(nameFormOf(end), 'id');
    assert.equal(nameFormOf(`projects/a/${end.replace('us-central1', 'evil.example')}`), 'id');
  });

  it('is of no form if gateways give ids of their own', () => {
    const task = 'task_01HXYZ';
    for (const id of [task, 'job-abc123', 'veo3.1:1764899481-x', '0f8fad5b:google/veo-3.1-fast', 'v1_Ab=']) {
      assert.equal(nameFormOf(id), 'id', id);
      assert.equal(modelOf(id), undefined, id);
      assert.equal(shortId(id), id);
    }
  });

  it('cannot lead to another path', () => {
    for (const name of [
      ...['', '.', '..', 'a/../b', '../a', 'a/..', 'a//b', '/a', 'a/', 'a/./b', '.a', 'a.'],
      ...['video_a b', 'video_a?b', 'video_a#b', 'video_a%2f', 'video_a\n', 'a\\b', 'a"b', 'vidéo_1', 'ａ'],
      `video_${'a'.repeat(1100)}`,
      'a'.repeat(2000),
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
