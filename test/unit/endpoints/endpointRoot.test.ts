import assert from 'node:assert/strict';
import type { EndpointKind } from '../../../src/endpoints/endpoint';
import { readEndpointRoot } from '../../../src/endpoints/endpointRoot';

describe('the address of an endpoint', () => {
  const read: readonly [kind: EndpointKind, given: string, root: string][] = [
    ['videos', 'https://openrouter.ai/api', 'https://openrouter.ai/api'],
    ['videos', 'https://openrouter.ai/api/v1', 'https://openrouter.ai/api'],
    ['videos', 'https://openrouter.ai/api/v1/videos/', 'https://openrouter.ai/api'],
    ['videos', 'https://openrouter.ai/api/v1/videos/job-123', 'https://openrouter.ai/api'],
    ['videos', 'https://gw.example/v1/videos/task_1/content', 'https://gw.example'],
    ['videos', 'https://gw.example/v1/videos/generations/chatvideo-1', 'https://gw.example'],
    ['videos', 'https://gw.example/gemini', 'https://gw.example/gemini'],
    ['litellm', 'https://gw.example/v1/videos/video_123', 'https://gw.example'],
    ['agentPlatform', 'https://aiplatform.googleapis.com/', 'https://aiplatform.googleapis.com'],
    ['agentPlatform', 'https://us-central1-aiplatform.googleapis.com', 'https://aiplatform.googleapis.com'],
    [
      'agentPlatform',
      'https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/europe-west4',
      'https://aiplatform.googleapis.com',
    ],
    ['agentPlatform', 'https://proxy.example/vertex/v1beta1/projects/p', 'https://proxy.example/vertex'],
    ['agentPlatform', 'https://proxy.example/vertex/v1', 'https://proxy.example/vertex'],
    // Not Google's: what looks like its host at another domain is kept as it is.
    [
      'agentPlatform',
      'https://us-central1-aiplatform.googleapis.com.example',
      'https://us-central1-aiplatform.googleapis.com.example',
    ],
    [
      'videos',
      'https://us-central1-aiplatform.googleapis.com',
      'https://us-central1-aiplatform.googleapis.com',
    ],
    ['described', 'https://api.example/v2/', 'https://api.example/v2'],
    ['described', 'https://api.example/v1', 'https://api.example/v1'],
    ['described', 'https://api.example/v1/videos', 'https://api.example/v1/videos'],
  ];
  for (const [kind, given, root] of read) {
    it(`${given} is that of ${root} for the kind ${kind}`, () => {
      assert.deepEqual(readEndpointRoot(kind, given), { kind: 'root', url: root });
    });
  }
});
