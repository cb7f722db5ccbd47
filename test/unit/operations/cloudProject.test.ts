import assert from 'node:assert/strict';
import { cloudProjectOf } from '../../../src/operations/cloudProject';

describe('the cloud project in a name', () => {
  const platform = 'publishers/google/models/veo-3.1/operations/0a1b2c3d';

  it('is told by names of the Agent Platform and by ids of LiteLLM, in which it is encoded', () => {
    assert.equal(cloudProjectOf(`projects/shots-4711/locations/us-central1/${platform}`), 'shots-4711');
    assert.equal(
      cloudProjectOf(`projects/example.com:shots/locations/global/${platform}`),
      'example.com:shots',
    );
    const inside = `litellm:custom_llm_provider:vertex_ai;model_id:veo;video_id:projects/shots-4711/locations/us-central1/${platform}`;
    const [short = ''] = inside.split('/locations/');
    for (const encoded of [btoa(inside), btoa(inside).replace(/=+$/, ''), btoa(short)]) {
      assert.equal(cloudProjectOf(`video_${encoded}`), 'shots-4711');
    }
  });

  it('is in no other name', () => {
    const plain = `video_${btoa('litellm:custom_llm_provider:openai;model_id:sora-2;video_id:video_abc')}`;
    for (const name of ['models/veo/operations/abc', 'video_abc123', plain, 'task-1', 'projects/x/y']) {
      assert.equal(cloudProjectOf(name), undefined, name);
    }
  });
});
