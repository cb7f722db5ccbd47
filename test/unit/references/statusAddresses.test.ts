import assert from 'node:assert/strict';
import type { Reference } from '../../../src/references/foundNames';
import { findReferences } from '../../../src/references/reference';

const UUID = '60ac7c34-3224-4b14-8e7d-0aa0db708325';
const PLATFORM = `projects/p-1/locations/us-central1/publishers/google/models/veo-3.1-generate-001/operations/${UUID}`;

/** Sources: the documentation of the services, as in `serviceAnswers.ts`. */
const addresses: Readonly<Record<string, Reference>> = {
  'https://gw.example.com/v1/videos/task_a1b2c3': {
    ...{ name: 'task_a1b2c3', shape: 'video', root: 'https://gw.example.com' },
  },
  'https://openrouter.ai/api/v1/videos/job-abc123/content?index=0': {
    ...{ name: 'job-abc123', shape: 'video', root: 'https://openrouter.ai/api' },
  },
  [`https://api.together.xyz/v2/videos/${UUID}`]: {
    ...{ name: UUID, shape: 'video', root: 'https://api.together.xyz', statusPath: `/v2/videos/${UUID}` },
  },
  'https://api.qnaigc.com/v1/videos/generations/chatvideo-1709712000000000000-uid123': {
    ...{ name: 'chatvideo-1709712000000000000-uid123', shape: 'video', root: 'https://api.qnaigc.com' },
    statusPath: '/v1/videos/generations/chatvideo-1709712000000000000-uid123',
  },
  [`https://api.aimlapi.com/v2/video/generations?generation_id=${UUID}:google%2Fveo-3.1-t2v`]: {
    ...{ name: `${UUID}:google/veo-3.1-t2v`, shape: 'job', root: 'https://api.aimlapi.com' },
    statusPath: `/v2/video/generations?generation_id=${UUID}:google/veo-3.1-t2v`,
  },
  'https://api.kie.ai/api/v1/veo/record-info?taskId=veo_task_abcdef123456': {
    ...{ name: 'veo_task_abcdef123456', shape: 'job', root: 'https://api.kie.ai' },
    statusPath: '/api/v1/veo/record-info?taskId=veo_task_abcdef123456',
  },
  'https://generativelanguage.googleapis.com/v1beta/interactions/v1_ChdBcDEyMzQ1Njc4OTA': {
    ...{ name: 'v1_ChdBcDEyMzQ1Njc4OTA', shape: 'interaction' },
    root: 'https://generativelanguage.googleapis.com',
  },
  [`https://us-central1-aiplatform.googleapis.com/v1/${PLATFORM}`]: {
    ...{ name: PLATFORM, root: 'https://aiplatform.googleapis.com' },
  },
};

describe('the status address', () => {
  for (const [address, reference] of Object.entries(addresses)) {
    it(`${address} names its job and its endpoint`, () => {
      assert.deepEqual(findReferences(address), [reference]);
      const curl = `curl -s '${address}' \\\n  -H 'Authorization: Bearer sk-proj-4f1c9a7e2d8b4f1c'`;
      assert.deepEqual(findReferences(curl), [reference]);
      assert.deepEqual(findReferences(`It is at <${address}>, see?`), [reference]);
    });
  }

  it('of a method of the Agent Platform tells the endpoint of the name in its body', () => {
    const [model] = PLATFORM.split('/operations/');
    const curl = `curl -X POST -H "Authorization: Bearer ya29.a0AfB_byC1234567890" \\
  https://us-central1-aiplatform.googleapis.com/v1/${model}:fetchPredictOperation \\
  -d '{"operationName": "${PLATFORM}"}'`;
    assert.deepEqual(findReferences(curl), [{ name: PLATFORM, root: 'https://aiplatform.googleapis.com' }]);
  });

  it('names its job also without a host, or with a variable for it', () => {
    const found = [{ name: 'task_a1b2c3', shape: 'video' }];
    for (const text of [
      '127.0.0.1 - "GET /v1/videos/task_a1b2c3 HTTP/1.1" 200 OK',
      'curl $BASE/v1/videos/task_a1b2c3/content -o a.mp4',
      `curl "\${BASE_URL}/v1/videos/task_a1b2c3"`,
      'GET https://{{host}}/v1/videos/task_a1b2c3',
    ])
      assert.deepEqual(findReferences(text), found, text);
  });

  it('gives nothing of a key in its query', () => {
    const text =
      'https://api.kie.ai/api/v1/veo/record-info?key=sk-proj-4f1c9a7e2d8b4f1c&taskId=veo_task_abcdef123456';
    assert.deepEqual(findReferences(text), [
      addresses['https://api.kie.ai/api/v1/veo/record-info?taskId=veo_task_abcdef123456'],
    ]);
  });

  const others = [
    'https://gw.example.com/v1/videos',
    'https://gw.example.com/v1/videos/generations',
    'https://gw.example.com/v1/videos/{id}',
    'https://gw.example.com/v1/videos/:id',
    'https://gw.example.com/v1/videos/$TASK_ID',
    'https://gw.example.com/v1/videos/clip_2024_final.mp4',
    'https://gw.example.com/v1/videos/12345',
    'https://gw.example.com/v1/videos/task_a1b2c3/../../key/info',
    'https://gw.example.com/v1/videos/task_a1b2c3/frames/2',
    'https://gw.example.com/v1/videos/task_a1b2c3%2F..%2Fkey',
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://vimeo.com/videos/a1b2c3d4e5f6',
    'https://cdn.example.com/videos/a1b2c3d4e5f6a1b2c3d4e5f6',
    'https://api.example.com/v1/orders/status?id=ord_12345678',
    'https://example.com/v1/interactions/click',
    'src/api/v1/videos/route.ts',
  ];
  for (const text of others) {
    it(`is not seen in ${text}`, () => assert.deepEqual(findReferences(text), []));
  }
});
