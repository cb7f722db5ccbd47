import assert from 'node:assert/strict';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { fileInfoUrl, sourceOf } from '../../../src/endpoints/videoSource';

const NAME = 'models/veo/operations/a';
const GOOGLE = 'https://generativelanguage.googleapis.com';
const gateway: Endpoint = {
  id: 'own',
  label: 'Own',
  kind: 'litellm',
  url: 'https://api.example',
  auth: { kind: 'key' },
};
const google: Endpoint = { ...gateway, kind: 'google', url: GOOGLE };

function video(uri: string) {
  const videoId = /\/files\/([^/:?#]+)/.exec(uri)?.[1];
  return { uri, ...(videoId !== undefined && { videoId }) };
}

describe('where a video is fetched', () => {
  const googleFile = `${GOOGLE}/v1beta/files/3j6svp4106e7:download?alt=media`;

  it("Google's file of a gateway's operation: through the gateway", () => {
    const url = 'https://api.example/gemini/download/v1beta/files/3j6svp4106e7:download?alt=media';
    assert.deepEqual(sourceOf(gateway, NAME, video(googleFile)), {
      kind: 'endpoint',
      url,
      keyForm: 'x-goog-api-key',
    });
  });

  it("Google's file of Google's operation: at its address", () => {
    const source = { kind: 'endpoint', url: googleFile, keyForm: 'x-goog-api-key' };
    assert.deepEqual(sourceOf(google, NAME, video(googleFile)), source);
  });

  it("a file at the gateway's own address: there", () => {
    const uri = 'https://api.example/files/x.mp4';
    assert.deepEqual(sourceOf(gateway, NAME, video(uri)), {
      kind: 'endpoint',
      url: uri,
      keyForm: 'x-goog-api-key',
    });
  });

  it('a video of /v1/videos: at its content, whatever its address says', () => {
    const url = 'https://api.example/v1/videos/video_1/content';
    const source = { kind: 'endpoint', url, keyForm: 'bearer' };
    assert.deepEqual(sourceOf(gateway, 'video_1', video('https://evil.example/x')), source);
  });

  it('the content of an operation of any gateway: at the endpoint as it is now', () => {
    const moved: Endpoint = { ...gateway, kind: 'videos', url: 'https://new.example/api' };
    const at = (uri: string, videoId?: string) =>
      sourceOf(moved, 'task_1', { uri, ...(videoId !== undefined && { videoId }) });
    const content = 'https://new.example/api/v1/videos/task_1/content';
    const source = { kind: 'endpoint', url: content, keyForm: 'bearer' };
    assert.deepEqual(at('https://old.example/v1/videos/task_1/content', 'task_1'), source);
    assert.deepEqual(at('https://old.example/v1/videos/task_1/content?index=1', 'task_1'), {
      ...source,
      url: `${content}?index=1`,
    });
    assert.deepEqual(at('https://old.example/v1/videos/task_1/content?next=//evil', 'task_1'), source);
  });

  it('a video of a gateway at an address of its own: there, with the key at the endpoint alone', () => {
    const endpoint: Endpoint = { ...gateway, kind: 'videos', url: 'https://api.example/team' };
    const own = 'https://api.example/team/files/a.mp4';
    assert.deepEqual(sourceOf(endpoint, 'task_1', { uri: own }), {
      kind: 'endpoint',
      url: own,
      keyForm: 'bearer',
    });
    for (const uri of ['https://api.example/other/a.mp4', 'https://old.example/v1/videos/task_1/content']) {
      const host = new URL(uri).host;
      assert.deepEqual(sourceOf(endpoint, 'task_1', { uri }), { kind: 'foreign', url: uri, host });
    }
  });

  it('a video of a job whose endpoint was set up as LiteLLM before: at its content, as before', () => {
    const uri = 'https://api.example/v1/videos/video_1/content';
    const corrected: Endpoint = { ...gateway, kind: 'videos' };
    for (const endpoint of [gateway, corrected]) {
      const source = sourceOf(endpoint, 'video_1', { uri, videoId: 'video_1' });
      assert.deepEqual(source, { kind: 'endpoint', url: uri, keyForm: 'bearer' });
    }
  });

  for (const proxy of ['https://proxy.example', 'https://proxy.example/gemini', 'http://127.0.0.1:8080']) {
    it(`Google's file of an operation of a proxy at ${proxy}: through the proxy`, () => {
      // googleapis/python-genai#1946, googleapis/js-genai#785.
      const endpoint: Endpoint = { ...google, url: proxy };
      const file = `${proxy}/v1beta/files/3j6svp4106e7`;
      const source = { kind: 'endpoint', url: `${file}:download?alt=media`, keyForm: 'x-goog-api-key' };
      assert.deepEqual(sourceOf(endpoint, NAME, video(googleFile)), source);
      assert.equal(fileInfoUrl(endpoint, NAME, video(googleFile)), file);
    });
  }

  it('a file of a gateway that names itself as it listens: at this machine', () => {
    const url = 'http://127.0.0.1:4000';
    const source = { kind: 'endpoint', url: `${url}/files/a.mp4`, keyForm: 'x-goog-api-key' };
    assert.deepEqual(sourceOf({ ...gateway, url }, NAME, video('http://0.0.0.0:4000/files/a.mp4')), source);
  });

  const foreign: readonly [Endpoint, string][] = [
    [gateway, 'https://evil.example/v1beta/files/a:download?alt=media'],
    [gateway, 'https://api.example.evil.example/files/a'],
    [gateway, 'http://api.example/files/a'],
    [gateway, 'https://api.example:8443/files/a'],
    [gateway, `${GOOGLE}/v1beta/files/..%2Fx:download`],
    [{ ...google, url: 'https://proxy.example' }, 'https://storage.googleapis.com/v1beta/files/a:download'],
    [{ ...google, url: 'https://proxy.example' }, `${GOOGLE}/v1beta/files/..%2Fx:download`],
    [{ ...google, url: 'https://proxy.example' }, 'http://generativelanguage.googleapis.com/v1beta/files/a'],
    [google, 'https://storage.googleapis.com/bucket/a.mp4?sig=1'],
  ];
  for (const [endpoint, uri] of foreign) {
    it(`${uri} of ${endpoint.url}: at a host that never gets the key`, () => {
      const source = sourceOf(endpoint, NAME, video(uri));
      assert.equal(source.kind, 'foreign');
      assert.equal(source.kind === 'foreign' && source.host, new URL(uri).host);
    });
  }

  for (const uri of [
    'gs://bucket/a.mp4',
    'file:///etc/passwd',
    'data:video/mp4;base64,AA',
    'nonsense',
    'ftp://a/b',
  ]) {
    it(`${uri}: nowhere`, () => assert.deepEqual(sourceOf(gateway, NAME, video(uri)), { kind: 'none' }));
  }

  it('what the API tells of a file is asked at the endpoint, and only for Gemini files there', () => {
    const url = 'https://api.example/gemini/v1beta/files/3j6svp4106e7';
    assert.equal(fileInfoUrl(gateway, NAME, video(googleFile)), url);
    assert.equal(fileInfoUrl(google, NAME, video(googleFile)), `${GOOGLE}/v1beta/files/3j6svp4106e7`);
    assert.equal(fileInfoUrl(gateway, NAME, video('https://evil.example/files/a')), undefined);
    assert.equal(
      fileInfoUrl(gateway, 'video_1', { uri: 'https://api.example/x', videoId: 'video_1' }),
      undefined,
    );
  });
});

describe('an endpoint that shares its host with others', () => {
  const endpoint: Endpoint = { ...gateway, url: 'https://ai.example.com/team-a' };
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

describe('a described API', () => {
  const described: Endpoint = { ...gateway, kind: 'described', url: 'https://api.idkit.example/team' };
  const kindOf = (name: string, uri: string) => sourceOf(described, name, { uri }).kind;

  it('gets no other host its key, even where the id of the job makes the difference between both', () => {
    assert.equal(kindOf('evil', 'https://api.evilkit.example/team/v.mp4'), 'foreign');
    assert.equal(kindOf('evil/a', 'https://api.evil%2Fakit.example/team/v.mp4'), 'none');
  });

  it('has its own videos, also where the id of the job is a part of its address or has a slash', () => {
    for (const name of ['a', 'team', 'https', 'api.idkit.example', '1/a']) {
      const uri = `${described.url}/v/${encodeURIComponent(name)}/content`;
      assert.equal(kindOf(name, uri), 'endpoint', name);
    }
    assert.equal(kindOf('1/a', 'https://api.idkit.example/other/1%2Fa'), 'foreign');
  });
});
