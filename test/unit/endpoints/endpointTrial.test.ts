import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { tryEndpoint } from '../../../src/endpoints/endpointTrial';
import { createHttp } from '../../../src/endpoints/http/http';
import { answering, redirecting, withServer } from './http/loopbackServer';

const KEY = 'sk-trial-Key0987654321';

const NO_JOB = '/v1/videos/veo-operations-trial';

function trial(url: string, kind: Endpoint['kind'], key?: string, deadline?: number): Promise<void> {
  return trialOf({ id: 'own', label: 'Own', kind, url, auth: { kind: 'key' } }, key, deadline);
}

function trialOf(endpoint: Endpoint, key?: string, deadline?: number): Promise<void> {
  const http = createHttp({ userAgent: 'veo-operations/test', deadline });
  return tryEndpoint(http, { endpoint, key, signal: new AbortController().signal });
}

/** A server that answers each path with a status and a body; 404 in plain text to all others. */
function routes(answers: Readonly<Record<string, readonly [number, unknown]>>): RequestListener {
  return (request, response) => {
    const [status, body] = answers[request.url ?? ''] ?? [404, 'Not Found'];
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
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

describe('the trial of a gateway of /v1/videos', () => {
  const models: [number, unknown] = [200, { data: [] }];
  const refused: [number, unknown] = [401, { error: { code: 401, message: 'No auth credentials found' } }];
  const noJob: [number, unknown] = [404, { error: { message: 'task_not_exist', type: 'new_api_error' } }];

  it('asks for a job that does not exist, since some show their models to anybody', async () => {
    await withServer(routes({ '/v1/models': models, [NO_JOB]: refused }), async ({ url }) => {
      await trial(url, 'videos');
      await assert.rejects(trial(url, 'videos', KEY), { kind: 'unauthorized' });
    });
  });

  it('believes its models, whatever it says of the job', async () => {
    for (const status of [noJob, [404, 'no'], [500, {}], [200, '<html>']] as const) {
      await withServer(routes({ '/v1/models': models, [NO_JOB]: status }), ({ url }) =>
        trial(url, 'videos', KEY),
      );
    }
  });

  it('needs no models where it says of the job that it does not exist', async () => {
    const denials = [
      noJob,
      [400, { error: { message: 'invalid id' } }],
      [404, { detail: 'Job not found' }],
    ] as const;
    for (const denial of denials) {
      await withServer(routes({ [NO_JOB]: denial }), ({ url }) => trial(url, 'videos', KEY));
    }
    const none: [number, unknown] = [405, { error: { message: 'Method Not Allowed' } }];
    await withServer(routes({ '/v1/models': none, [NO_JOB]: noJob }), ({ url }) => trial(url, 'videos', KEY));
  });

  it('finds out that there is none, and that the key is refused', async () => {
    const strangers = [
      [404, '<html>'],
      [404, { message: 'no Route matched with those values' }],
      [404, { error: { code: 404, message: `GET ${NO_JOB} is not known here.` } }],
      [404, { status: 404, message: `No static resource ${NO_JOB.slice(1)}.` }],
      [200, {}],
    ] as const;
    for (const stranger of strangers) {
      await withServer(routes({ [NO_JOB]: stranger }), ({ url }) =>
        assert.rejects(trial(url, 'videos', KEY)),
      );
    }
    await withServer(routes({ [NO_JOB]: refused }), async ({ url }) => {
      await trial(url, 'videos');
      await assert.rejects(trial(url, 'videos', KEY), { kind: 'unauthorized' });
    });
  });
});

describe('the trial of a described API', () => {
  const kie = (url: string): Endpoint => ({
    id: 'own',
    label: 'Own',
    kind: 'described',
    url,
    auth: { kind: 'key' },
    preset: 'kie',
  });
  const path = '/api/v1/veo/record-info?taskId=veo-operations-trial';
  const tried = (answer: readonly [number, unknown], key?: string) =>
    withServer(routes({ [path]: answer }), ({ url }) => trialOf(kie(url), key));

  it('is content with any word about a job that does not exist', async () => {
    const answers = [
      [200, { code: 422, msg: 'recordInfo is null', data: null }],
      [200, { code: 200, data: { successFlag: 0 } }],
      [404, { error: { code: 404, message: 'no such task' } }],
      [404, { detail: 'Task not found' }],
    ] as const;
    for (const answer of answers) await tried(answer, KEY);
  });

  it('finds a key that is refused, in the body or by the status', async () => {
    const body = { code: 401, msg: 'You do not have access permissions' };
    for (const status of [200, 401]) {
      await assert.rejects(tried([status, body], KEY), { kind: 'unauthorized' });
      await tried([status, body]);
    }
  });

  it('finds out what is no such API', async () => {
    for (const answer of [
      [200, '<html>'],
      [200, { hello: 'world' }],
      [404, 'not found'],
      [502, '<html>'],
    ] as const) {
      await assert.rejects(tried(answer, KEY), { name: 'VideoApiError' });
    }
  });
});

describe('the trial of Agent Platform', () => {
  it('sends nothing, since every address there has a project in it', async () => {
    await withServer(answering({}), async ({ url, received }) => {
      await trial(url, 'agentPlatform', KEY);
      assert.equal(received.length, 0);
    });
  });
});
