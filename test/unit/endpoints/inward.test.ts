import assert from 'node:assert/strict';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { isInward, mayLead } from '../../../src/endpoints/inward';
import { sourceOf } from '../../../src/endpoints/videoSource';

const NAME = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
const hostOf = (address: string) => new URL(address).hostname;

describe('a host that the internet does not reach', () => {
  for (const address of [
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0.0.0.0/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/',
    'http://100.64.0.1/',
    'http://224.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[ff02::1]/',
    'https://localhost/',
    'https://a.localhost/',
    'https://printer.local/',
    'https://metadata.google.internal/',
  ]) {
    it(`is that of ${address}`, () => assert.equal(isInward(hostOf(address)), true));
  }

  for (const address of [
    'https://api.thucchien.ai/',
    'http://8.8.8.8/',
    'http://[2606:4700::1]/',
    'https://local.example.com/',
  ]) {
    it(`is not that of ${address}`, () => assert.equal(isInward(hostOf(address)), false));
  }
});

describe('a redirect', () => {
  it('leads from the internet to no host that the internet does not reach', () => {
    const gateway = new URL('https://api.thucchien.ai/gemini');
    for (const to of [
      'https://127.0.0.1/',
      'https://192.168.1.1/',
      'http://localhost/',
      'https://a.internal/',
    ]) {
      assert.equal(mayLead(gateway, new URL(to)), false, to);
    }
    assert.equal(mayLead(gateway, new URL('https://files.example.com/')), true);
    assert.equal(mayLead(new URL('https://192.168.1.2/'), new URL('https://192.168.1.1/')), true);
  });
});

describe('an endpoint that shares its host with others', () => {
  const endpoint: Endpoint = {
    id: 'a',
    label: 'A',
    kind: 'litellm',
    url: 'https://ai.example.com/team-a',
    auth: { kind: 'key' },
  };
  const kindOf = (uri: string, videoId?: string) =>
    sourceOf(endpoint, NAME, { uri, ...(videoId !== undefined && { videoId }) });

  it('has its key sent under its own path only', () => {
    assert.equal(kindOf('https://ai.example.com/team-a/v.mp4').kind, 'endpoint');
    for (const path of [
      '/team-b/v.mp4',
      '/team-ab/v.mp4',
      '/team-a/../team-b/v.mp4',
      '/team-a/..%2fteam-b/v.mp4',
      '/',
    ]) {
      assert.equal(kindOf(`https://ai.example.com${path}`).kind, 'foreign', path);
    }
  });

  it('is asked itself for a Gemini file at its host', () => {
    const source = kindOf('https://ai.example.com/v1beta/files/abc:download', 'abc');
    assert.equal(
      source.kind === 'endpoint' && source.url,
      'https://ai.example.com/team-a/gemini/download/v1beta/files/abc:download?alt=media',
    );
  });
});
