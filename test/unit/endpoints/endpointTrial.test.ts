import assert from 'node:assert/strict';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { tryEndpoint } from '../../../src/endpoints/endpointTrial';
import { createHttp } from '../../../src/endpoints/http';
import { answering, redirecting, withServer } from './loopbackServer';

const KEY = 'sk-trial-Key0987654321';

function trial(url: string, kind: Endpoint['kind'], key?: string, deadline?: number): Promise<void> {
  const http = createHttp({ userAgent: 'veo-operations/test', deadline });
  const endpoint: Endpoint = { id: 'own', label: 'Own', kind, url, auth: { kind: 'key' } };
  return tryEndpoint(http, { endpoint, key, signal: new AbortController().signal });
}

describe('the trial of an endpoint', () => {
  it('asks a gateway and Google for their models, each with the key as it wants it', async () => {
    const paths: (string | undefined)[] = [];
    await withServer(
      (request, response) => {
        paths.push(request.url);
        response.end(request.url?.startsWith('/v1beta') ? '{"models":[]}' : '{"data":[]}');
      },
      async ({ url, received }) => {
        await trial(url, 'litellm', KEY);
        await trial(url, 'google', KEY);
        assert.deepEqual(paths, ['/v1/models', '/v1beta/models?pageSize=1']);
        assert.equal(received[0]?.authorization, `Bearer ${KEY}`);
        assert.equal(received[1]?.['x-goog-api-key'], KEY);
      },
    );
  });

  it('takes the wish for a key for an answer where there is none yet', async () => {
    await withServer(
      (_, response) => response.writeHead(401).end('{"error":{"message":"no key"}}'),
      async ({ url }) => {
        await trial(url, 'litellm');
        await assert.rejects(trial(url, 'litellm', KEY), { kind: 'unauthorized' });
      },
    );
  });

  it('takes the refusal of Google for one too, and only without a key', async () => {
    const refusing = '{"error":{"code":403,"message":"no identity","status":"PERMISSION_DENIED"}}';
    await withServer(
      (_, response) => response.writeHead(403).end(refusing),
      async ({ url }) => {
        await trial(url, 'google');
        await assert.rejects(trial(url, 'google', KEY), { kind: 'forbidden' });
      },
    );
  });

  it('finds out what is no such API', async () => {
    await withServer(answering({ hello: 'world' }), ({ url }) =>
      assert.rejects(trial(url, 'litellm'), { kind: 'malformed' }),
    );
    await withServer(
      (_, response) => response.writeHead(401).end('<html>Sign in</html>'),
      ({ url }) => assert.rejects(trial(url, 'litellm'), { kind: 'unavailable' }),
    );
    await assert.rejects(trial('http://127.0.0.1:1', 'google'), { kind: 'offline' });
  });

  it('ends when nothing comes, and when a web page does', async () => {
    await withServer(
      () => undefined,
      ({ url }) => assert.rejects(trial(url, 'litellm', KEY, 50), { kind: 'timeout' }),
    );
    await withServer(
      (_, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<html>no</html>'),
      ({ url }) => assert.rejects(trial(url, 'litellm', KEY), { kind: 'unavailable' }),
    );
  });

  it('sends the key along no redirect to another address', async () => {
    await withServer(answering({ data: [] }), (other) =>
      withServer(
        redirecting(() => `${other.url}/v1/models`),
        async ({ url }) => {
          await trial(url, 'litellm', KEY);
          assert.equal(other.received[0]?.authorization, undefined);
        },
      ),
    );
  });
});
