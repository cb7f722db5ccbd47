import assert from 'node:assert/strict';
import {
  BUILT_IN_ENDPOINTS,
  type Endpoint,
  endpointAt,
  geminiRoot,
  mayCarryKey,
  originOf,
  simulatorEndpoint,
} from '../../../src/endpoints/endpoint';

const [gateway, google] = BUILT_IN_ENDPOINTS as [Endpoint, Endpoint];
const own: Endpoint = { ...gateway, id: 'own', url: 'https://proxy.example/ai' };
const neighbour: Endpoint = { ...google, id: 'neighbour', url: 'https://proxy.example/g' };

describe('endpoints', () => {
  it('offer the Gemini API under /gemini on a gateway, at the root at Google', () => {
    assert.equal(geminiRoot(gateway), 'https://api.thucchien.ai/gemini');
    assert.equal(geminiRoot(google), 'https://generativelanguage.googleapis.com');
    assert.equal(geminiRoot(own), 'https://proxy.example/ai/gemini');
  });

  it('own their key by origin', () => {
    assert.equal(originOf(own), 'https://proxy.example');
    assert.equal(originOf({ ...own, url: 'https://proxy.example:8443/ai' }), 'https://proxy.example:8443');
  });

  it('of the built-in kinds are secure', () => {
    for (const endpoint of BUILT_IN_ENDPOINTS) assert.equal(new URL(endpoint.url).protocol, 'https:');
  });

  it('of a simulator are gateways that need no key', () => {
    const { kind, auth, url } = simulatorEndpoint('Simulator', 'http://127.0.0.1:8080');
    assert.deepEqual(
      { kind, auth, url },
      {
        kind: 'litellm',
        auth: { kind: 'none' },
        url: 'http://127.0.0.1:8080',
      },
    );
  });
});

describe('the endpoint at an address', () => {
  const all = [gateway, google, own, neighbour];

  it('is the one with that very root', () => {
    assert.equal(endpointAt('https://api.thucchien.ai/gemini', all), gateway);
    assert.equal(endpointAt('https://generativelanguage.googleapis.com', all), google);
    assert.equal(endpointAt('https://proxy.example/g', all), neighbour);
  });

  it('is else the first of that origin', () => {
    assert.equal(endpointAt('https://api.thucchien.ai', all), gateway);
    assert.equal(endpointAt('https://proxy.example/other', all), own);
  });

  it('is else the one whose path holds most of the address, whatever their order', () => {
    const root: Endpoint = { ...own, id: 'root', kind: 'videos', url: 'https://proxy.example' };
    const deep: Endpoint = { ...root, id: 'deep', url: 'https://proxy.example/ai/video' };
    for (const list of [
      [root, own, deep],
      [deep, own, root],
    ]) {
      assert.equal(endpointAt('https://proxy.example/ai/video/jobs', list), deep);
      assert.equal(endpointAt('https://proxy.example/ai/videos', list), own);
      assert.equal(endpointAt('https://proxy.example/other', list), root);
    }
  });

  it('of the Agent Platform is one at the hosts of all its locations', () => {
    const platform: Endpoint = {
      ...own,
      id: 'vertex',
      kind: 'agentPlatform',
      url: 'https://aiplatform.googleapis.com',
    };
    for (const host of ['aiplatform.googleapis.com', 'us-central1-aiplatform.googleapis.com']) {
      assert.equal(endpointAt(`https://${host}/v1`, [own, platform]), platform);
    }
    for (const host of ['storage.googleapis.com', 'evil.example/aiplatform.googleapis.com']) {
      assert.equal(endpointAt(`https://${host}`, [own, platform]), undefined);
    }
  });

  it('is that of this machine where a server names itself as it listens', () => {
    const local: Endpoint = { ...own, id: 'local', url: 'http://127.0.0.1:4000' };
    assert.equal(endpointAt('http://0.0.0.0:4000/gemini', [...all, local]), local);
    assert.equal(endpointAt('http://0.0.0.0:4001', [...all, local]), undefined);
  });

  it('is none of ours at another host, port or scheme', () => {
    for (const root of [
      'https://example.com/gemini',
      'https://api.thucchien.ai.example.com/gemini',
      'https://api.thucchien.ai:8443/gemini',
      'http://api.thucchien.ai/gemini',
    ]) {
      assert.equal(endpointAt(root, all), undefined, root);
    }
  });
});

describe('a key may travel', () => {
  const may = ['https://example.com', 'http://localhost', 'http://127.0.0.1:1', 'http://[::1]'];
  for (const url of may) it(`to ${url}`, () => assert.equal(mayCarryKey(new URL(url)), true));

  const mayNot = [
    'http://example.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://10.0.0.1',
    'http://127.9.8.7',
    'http://0.0.0.0',
    'http://[::2]',
    'ftp://localhost',
    'file:///etc/passwd',
  ];
  for (const url of mayNot) it(`not to ${url}`, () => assert.equal(mayCarryKey(new URL(url)), false));
});
