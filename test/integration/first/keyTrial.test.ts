import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { tryEndpoint } from '../../../src/endpoints/endpointTrial';
import { createHttp } from '../../../src/endpoints/http/http';
import { ApiKeys } from '../../../src/ui/apiKeys';
import { Log } from '../../../src/ui/log';
import { askForKey } from '../../../src/ui/prompts/askForKey';
import { CurrentSettings } from '../../../src/ui/settings';
import { GATEWAY_KEY } from '../gateway';
import { MemorySecrets } from '../memoryStorage';
import { RecordedLog } from '../recordedLog';
import { ScriptedUser } from '../scriptedUser';

const GOOGLE_KEY = `AIza${'x'.repeat(35)}`;

describe('an API key that is entered', () => {
  let user: ScriptedUser;
  let keys: ApiKeys;
  let settings: CurrentSettings;
  let server: Server;
  let seen: (string | undefined)[];
  let answer: RequestListener;
  let url: string;

  beforeEach(async () => {
    user = new ScriptedUser();
    keys = new ApiKeys(new MemorySecrets(), new Log(new RecordedLog().channel));
    settings = new CurrentSettings();
    seen = [];
    answer = (_, response) => response.end('{"data": [], "models": []}');
    server = createServer((request, response) => {
      seen.push(request.headers.authorization ?? String(request.headers['x-goog-api-key']));
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    user.restore();
    keys.dispose();
    settings.dispose();
    server.close();
    server.closeAllConnections();
  });

  it('is tried at its endpoint and stored', async () => {
    assert.equal(await enterKey(GATEWAY_KEY), true);
    assert.deepEqual([seen, await keys.get(url)], [[`Bearer ${GATEWAY_KEY}`], GATEWAY_KEY]);
  });

  it('is stored without the header name and scheme that it was copied with', async () => {
    await enterKey(`Authorization: Bearer ${GATEWAY_KEY}`);
    assert.deepEqual([seen, await keys.get(url)], [[`Bearer ${GATEWAY_KEY}`], GATEWAY_KEY]);
  });

  it('and refused shows an error in the box without any part of it, and is kept only by a second Enter', async () => {
    answerWith(401, { error: { message: `Invalid proxy server token ${GATEWAY_KEY}`, type: 'auth_error' } });
    assert.equal(await enterKey(GATEWAY_KEY), false);
    assert.deepEqual(user.validationErrors, [
      'Own refuses this API key. Check that it is whole. Press Enter again to keep it anyway.',
    ]);
    assert.equal(await keys.get(url), undefined);
    assert.equal(await enterKey(GATEWAY_KEY, GATEWAY_KEY), true);
    assert.deepEqual([seen.length, await keys.get(url)], [2, GATEWAY_KEY]);
  });

  it('and expired shows an error that says so', async () => {
    answerWith(400, { error: { code: 400, message: 'API key expired. Please renew the API key.' } });
    await enterKey(GATEWAY_KEY);
    assert.match(
      user.validationErrors[0] ?? '',
      /^The API key for Own has expired\. Get a new one and set it\. Press/,
    );
  });

  const untried: readonly [string, RequestListener][] = [
    ['knows no list of models', (_, response) => response.writeHead(404).end('{"detail": "Not Found"}')],
    ['sends a web page', (_, response) => response.writeHead(401).end('<html>Sign in</html>')],
    ['has a fault', (_, response) => response.writeHead(503).end()],
    ['breaks off', (request) => request.socket.destroy()],
    ['does not answer', () => undefined],
  ];
  for (const [what, listener] of untried) {
    it(`is stored without a trial when its endpoint ${what}`, async () => {
      answer = listener;
      assert.equal(await enterKey(GATEWAY_KEY), true);
      assert.deepEqual([user.validationErrors, await keys.get(url)], [[], GATEWAY_KEY]);
    });
  }

  it('is not kept when the person cancels during the trial', async () => {
    answer = () => setImmediate(() => user.lastInputBox?.hide());
    assert.equal(await enterKey(GATEWAY_KEY), false);
    assert.equal(await keys.get(url), undefined);
  });

  it('is not sent along a redirect to another address', async () => {
    const others: (string | undefined)[] = [];
    const other = createServer(({ headers }, response) => {
      others.push(headers.authorization);
      response.end('{"data": []}');
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/v1/models`;
    answer = (_, response) => response.writeHead(302, { location }).end();
    await enterKey(GATEWAY_KEY);
    other.close();
    other.closeAllConnections();
    assert.deepEqual(others, [undefined]);
  });

  it('is not sent to a gateway when it looks like a Google key, and is kept only by a second Enter', async () => {
    assert.equal(await enterKey(GOOGLE_KEY), false);
    assert.match(user.validationErrors[0] ?? '', /^This looks like a Google API key\. .* Press Enter again/);
    assert.equal(await enterKey(GOOGLE_KEY, GOOGLE_KEY), true);
    assert.deepEqual([seen, await keys.get(url)], [[], GOOGLE_KEY]);
  });

  it('is not sent to Google when it looks like the key of a gateway', async () => {
    user.willType(GATEWAY_KEY);
    assert.equal(await openKeyBox('google'), false);
    assert.match(user.validationErrors[0] ?? '', /^This looks like the API key of a gateway\./);
    assert.deepEqual(seen, []);
  });

  function enterKey(...texts: string[]): Promise<boolean> {
    user.willType(...texts);
    return openKeyBox('litellm');
  }

  function openKeyBox(kind: Endpoint['kind']): Promise<boolean> {
    const http = createHttp({ userAgent: 'veo-operations/test', deadline: 200 });
    const endpoint: Endpoint = { id: 'own', label: 'Own', kind, url, auth: { kind: 'key' } };
    return askForKey(endpoint, {
      ...{ keys, settings },
      trial: async (one, key, signal) => void (await tryEndpoint(http, { endpoint: one, key, signal })),
    });
  }

  function answerWith(status: number, body: object): void {
    answer = (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
  }
});
