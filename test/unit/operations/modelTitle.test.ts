import assert from 'node:assert/strict';
import { modelTitle, shortModelTitle } from '../../../src/operations/modelTitle';

/** The id of each model with its full and its short title. */
const MODELS: readonly (readonly [id: string, title: string, short: string])[] = [
  ['veo-3.1-fast-generate-001', 'Veo 3.1 fast', '3.1 fast'],
  ['veo-3.1-generate-preview', 'Veo 3.1', '3.1'],
  ['veo-3.1-lite-generate-preview', 'Veo 3.1 lite', '3.1 lite'],
  ['veo-2.0-generate-exp', 'Veo 2.0', '2.0'],
  ['openai/sora-2-pro', 'Sora 2 pro', 'Sora 2 pro'],
  ['gemini/veo-3.0-fast-generate-001', 'Veo 3.0 fast', '3.0 fast'],
  ['veo3.1-fast', 'Veo 3.1 fast', '3.1 fast'],
  ['veo3_fast', 'Veo 3 fast', '3 fast'],
  ['google/veo3', 'Veo 3', '3'],
  ['veo', 'Veo', 'Veo'],
  ['kling', 'Kling', 'Kling'],
  ['-', '-', '-'],
];

describe('the title of a model', () => {
  for (const [id, title, short] of MODELS) {
    it(`of ${id} is "${title}", and in narrow places "${short}"`, () => {
      assert.deepEqual([modelTitle(id), shortModelTitle(id)], [title, short]);
    });
  }
});
