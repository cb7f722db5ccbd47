import assert from 'node:assert/strict';
import {
  type AuthForm,
  ENDPOINT_KINDS,
  type Endpoint,
  type EndpointKind,
} from '../../../src/endpoints/endpoint';
import { keyHeadersFor, type Protocol, protocolOf } from '../../../src/endpoints/protocol';

const KEY = 'sk-protocols-Key0987654321';
const GEMINI = 'models/veo-3.1-generate-preview/operations/idrk08ltkg0a';
const PLATFORM =
  'projects/p-1/locations/us-central1/publishers/google/models/veo-3.1-generate-001/operations/0f8fad5b-d9cb-469f-a165-70867728950e';

function endpoint(kind: EndpointKind, form?: AuthForm): Endpoint {
  const auth = { kind: 'key', ...(form && { form }) } as const;
  return { id: kind, label: kind, kind, url: 'https://gateway.example', auth };
}

describe('the protocol of an operation', () => {
  it('follows from the kind of its endpoint and the form of its name', () => {
    const spoken = (name: string) => ENDPOINT_KINDS.map((kind) => protocolOf(endpoint(kind), name));
    assert.deepEqual(spoken(GEMINI), ['gemini', 'gemini', 'videos', undefined, 'described']);
    assert.deepEqual(spoken('video_68d7512d07848190'), [
      'videos',
      undefined,
      'videos',
      undefined,
      'described',
    ]);
    assert.deepEqual(spoken('v1_AbC='), ['videos', 'interactions', 'videos', undefined, 'described']);
    assert.deepEqual(spoken(PLATFORM), [undefined, undefined, 'videos', 'agentPlatform', 'described']);
  });

  it('is none for what is no name, so that nothing is asked', () => {
    for (const name of ['', '../x', 'a?b', 'a b', 'a%2Fb']) {
      for (const kind of ENDPOINT_KINDS) assert.equal(protocolOf(endpoint(kind), name), undefined, name);
    }
  });

  it('has a header for the key, unless the endpoint wants it in another: also of two at one origin', () => {
    const headers = (protocol: Protocol, form?: AuthForm) =>
      keyHeadersFor(endpoint('videos', form), protocol, KEY);
    assert.deepEqual(headers('videos'), { authorization: `Bearer ${KEY}` });
    assert.deepEqual(headers('videos', 'bare'), { authorization: KEY });
    assert.deepEqual(headers('described', 'x-api-key'), { 'x-api-key': KEY });
    assert.deepEqual(headers('gemini'), { 'x-goog-api-key': KEY });
    assert.deepEqual(headers('interactions', 'bearer'), { authorization: `Bearer ${KEY}` });
    assert.deepEqual(keyHeadersFor(endpoint('videos'), 'videos', undefined), {});
  });
});
