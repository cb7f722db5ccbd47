import assert from 'node:assert/strict';
import { findReferences } from '../../../src/references/reference';
import { holdsWord } from '../../../src/ui/editor/mayNameOperations';
import { SERVICES } from '../references/serviceAnswers';

const UUID = '60ac7c34-3224-4b14-8e7d-0aa0db708325';

describe('the words without which no document is searched for operations', () => {
  it('are in the answer of every service', () => {
    assert.ok(SERVICES.length > 5);
    for (const { service, start, running, end } of SERVICES) {
      for (const answer of [start, running, end].filter((one) => one !== undefined)) {
        const texts = [JSON.stringify(answer), JSON.stringify({ body: JSON.stringify(answer) })];
        for (const text of texts) assert.ok(holdsWord(text) || findReferences(text).length === 0, service);
      }
    }
  });

  it('are in names and addresses of every form, also where they are escaped', () => {
    const texts = [
      'models/veo-3.1-generate-preview/operations/a1b2c3d4e5f6',
      'models%2Fveo-3.1-generate-preview%2Foperations%2Fa1b2c3d4e5f6',
      String.raw`"models\/m\/operations\/a1b2c3d4e5f6"`,
      'video_68f0a1b2c3d4e5f60718293a4b5c6d7e',
      `https://api.together.xyz/v2/videos/${UUID}`,
      `https://api.aimlapi.com/v2/video/generations?generation_id=${UUID}:google%2Fveo-3.1-t2v`,
      'https://api.kie.ai/api/v1/veo/record-info?taskId=veo_task_abcdef123456',
      'https://generativelanguage.googleapis.com/v1beta/interactions/v1_ChdBcDEyMzQ1Njc4OTA',
    ];
    for (const text of texts) {
      assert.ok(findReferences(text).length > 0, text);
      assert.ok(holdsWord(text), text);
    }
  });

  it('are not in ordinary code and prose', () => {
    const texts = [
      "import { join } from 'node:path';\nexport const one = () => join('a', 'b');",
      'The quick brown fox jumps over the lazy dog. It returns 200 and a list of names.',
      '{"name": "left-pad", "version": "1.3.0", "scripts": {"test": "mocha"}}',
    ];
    for (const text of texts) assert.equal(holdsWord(text), false, text);
  });
});
