import assert from 'node:assert/strict';
import { findReferences } from '../../../src/references/reference';

const GATEWAY = 'https://api.thucchien.ai/gemini/v1beta';

describe('the operations of a text', () => {
  it('are in the order in which it names them, whatever the form of each', () => {
    const text = [
      `1. ${nameOf('a1')}`,
      `2. ${GATEWAY}/${nameOf('b2')}?alt=json`,
      `3. GET /v1/videos/video_abc123c3`,
      `4. {"name": "${nameOf('d4')}", "metadata": {}}`,
      `5. /gemini/v1beta/${nameOf('e5')}`,
      `6. ${nameOf('f6')}`,
      `7. ${GATEWAY}/${nameOf('a1')}`,
    ].join('\n');
    assert.deepEqual(
      findReferences(text).map(({ name }) => name.slice(-2)),
      ['a1', 'b2', 'c3', 'd4', 'e5', 'f6'],
    );
  });

  function nameOf(end: string): string {
    return `models/veo-3.1-generate-preview/operations/idrk08lt${end}`;
  }
});
