import assert from 'node:assert/strict';
import dns from 'node:dns';
import type { IncomingHttpHeaders } from 'node:http';
import { mock } from 'node:test';
import { createHttp } from '../../../../src/endpoints/http/http';
import type { JsonAnswer } from '../../../../src/endpoints/http/httpPort';
import type { VideoApiError } from '../../../../src/endpoints/videoApi';
import { withSimulator } from '../../simulator/runningSimulator';
import { answering, redirecting, withSecureServer, withServer } from './loopbackServer';

const KEY = 'sk-a-key-of-the-first-origin';
const unsafe = { kind: 'malformed', message: /^Redirected to an address that is not safe/ };

describe('redirects', () => {
  it('to another origin are followed without the key', async () => {
    await withServer(answering({ name: 'n' }), async (other) => {
      const location = () => `${other.url}/elsewhere`;
      await withServer(redirecting(location), async (first) => {
        assert.deepEqual((await get(first.url)).body, { name: 'n' });
        assert.equal(first.received[0]?.['x-goog-api-key'], KEY);
        assert.equal(other.received.length, 1);
        assert.equal('x-goog-api-key' in (other.received[0] ?? {}), false);
        assert.doesNotMatch(JSON.stringify(other.received), /first-origin/);
      });
    });
  });

  it('within the origin, relative ones too, keep the key', async () => {
    await withServer(
      (request, response) =>
        request.url === '/a' ? response.writeHead(307, { location: 'b' }).end() : response.end('{}'),
      async ({ url, received }) => {
        await get(`${url}/a`);
        assert.deepEqual(keysOf(received), [KEY, KEY]);
      },
    );
  });

  it('within the origin are told, as each is one more request there', async () => {
    await withServer(answering({}), async (other) => {
      const locations = ['/b', '/c', `${other.url}/d`];
      await withServer(
        redirecting(() => locations.shift() ?? ''),
        async ({ url }) => {
          const told: string[] = [];
          const onExtraRequest = (origin: string) => told.push(origin);
          const http = createHttp({ userAgent: 'veo-operations/test', onExtraRequest });
          await http.getJson({ url, keyHeaders: {}, signal: new AbortController().signal });
          assert.deepEqual(told, [url, url]);
        },
      );
    });
  });

  it('that lead back to the first origin carry the key there again, and only there', async () => {
    let back = '';
    await withServer(
      redirecting(() => back),
      async (other) => {
        await withServer(
          (request, response) =>
            request.url === '/back'
              ? response.end('{}')
              : response.writeHead(302, { location: other.url }).end(),
          async (first) => {
            back = `${first.url}/back`;
            assert.equal((await get(first.url)).status, 200);
            assert.deepEqual(keysOf(first.received), [KEY, KEY]);
            assert.deepEqual(keysOf(other.received), [undefined]);
          },
        );
      },
    );
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`of status ${status} are followed`, async () => {
      await withServer(
        (request, response) =>
          request.url === '/' ? response.writeHead(status, { location: '/b' }).end() : response.end('{}'),
        async ({ url }) => assert.equal((await get(url)).status, 200),
      );
    });
  }

  it('are followed three times, not four', async () => {
    await withServer(
      (request, response) => {
        const left = Number(request.url?.slice(1));
        if (left === 0) response.end('{}');
        else response.writeHead(302, { location: `/${left - 1}` }).end();
      },
      async ({ url }) => {
        assert.equal((await get(`${url}/3`)).status, 200);
        await assert.rejects(get(`${url}/4`), { kind: 'malformed', message: 'More than 3 redirects' });
      },
    );
  });

  it('in a loop are malformed after four requests', async () => {
    await withSimulator({}, async (simulator) => {
      simulator.script({ kind: 'redirectLoop' });
      await assert.rejects(get(`${simulator.url}/v1beta/models/veo/operations/x`), { kind: 'malformed' });
      assert.equal(simulator.requests.length, 4);
    });
  });

  it('to what is no web address, or lies over plain http elsewhere, are refused', async () => {
    for (const location of ['file:///etc/passwd', 'ftp://127.0.0.1/x', 'http://example.com/x', 'http://[']) {
      await withServer(
        redirecting(() => location),
        async ({ url }) => assert.rejects(get(url), unsafe, location),
      );
    }
  });

  it('from the internet to this machine are refused, and it is asked nothing', async () => {
    await withServer(answering({}), async (inside) => {
      await withServer(
        redirecting(() => inside.url),
        async ({ url, received }) => {
          const gateway = url.replace('127.0.0.1', 'gateway.example');
          await resolvingToThisMachine(() => assert.rejects(get(gateway, { keyHeaders: {} }), unsafe));
          assert.deepEqual([received.length, inside.received.length], [1, 0]);
        },
      );
    });
  });

  it('to an address with a password are refused, and no password is told', async () => {
    for (const location of ['http://user:pass-word@127.0.0.1:1/', 'https://pass-word@files.example/a']) {
      await withServer(
        redirecting(() => location),
        async ({ url }) =>
          assert.rejects(get(url), ({ kind, message }: VideoApiError) => {
            assert.deepEqual([kind, /pass-word/.test(message)], ['malformed', false]);
            return true;
          }),
      );
    }
  });

  it('to another origin with the key in the address are refused, and it is asked nothing', async () => {
    await withServer(answering({}), async (other) => {
      const forms = [KEY, KEY.slice(3), encodeURIComponent(KEY).replaceAll('-', '%2D'), btoa(KEY)];
      const locations = forms.map((form) => `${other.url}/v?key=${form}`);
      await withServer(
        redirecting(() => locations.shift() ?? ''),
        async ({ url }) => {
          for (const _ of forms) await assert.rejects(get(url), unsafe);
          assert.equal(other.received.length, 0);
        },
      );
    });
  });

  it('within the origin may have the key in the address, which has it anyway', async () => {
    await withServer(
      (request, response) =>
        request.url === '/a'
          ? response.writeHead(302, { location: `/b?key=${KEY}` }).end()
          : response.end('{}'),
      async ({ url, received }) => {
        await get(`${url}/a`);
        assert.deepEqual(keysOf(received), [KEY, KEY]);
      },
    );
  });

  it('away from https are refused, even to this machine', async () => {
    await withServer(answering({}), async (plain) => {
      await withSecureServer(
        redirecting(() => plain.url),
        async (secure) => {
          await assert.rejects(get(secure.url), unsafe);
          assert.equal(secure.received[0]?.['x-goog-api-key'], KEY);
          assert.equal(plain.received.length, 0);
        },
      );
    });
  });

  it('from the internet to a name of this network are refused before anything is sent there', async () => {
    await withServer(
      redirecting(() => 'https://files.example/a'),
      async ({ url }) => {
        const connected = await withNamesHere(async () => {
          const addresses = { 'api.example': ['93.184.216.34'], 'files.example': ['192.168.1.1'] };
          await assert.rejects(getFrom('api.example', url, addresses), unsafe);
        });
        assert.equal(connected.includes('files.example'), false);
      },
    );
  });

  it('from the internet to another name of it are followed, and to one that only a proxy may know', async () => {
    await withServer(
      redirecting(() => 'https://files.example/a'),
      async ({ url }) => {
        for (const files of [['151.101.1.1'], undefined]) {
          const connected = await withNamesHere(async () => {
            const addresses = { 'api.example': ['93.184.216.34'], 'files.example': files };
            await assert.rejects(getFrom('api.example', url, addresses), { kind: 'offline' });
          });
          assert.equal(connected.includes('files.example'), true);
        }
      },
    );
  });

  it('to a name that nobody resolves in time are given up at the deadline', async () => {
    await withServer(
      redirecting(() => 'https://files.example/a'),
      async ({ url }) => {
        await withNamesHere(async () => {
          const resolveHost = () => new Promise<never>(() => undefined);
          const http = createHttp({ userAgent: 'veo-operations/test', deadline: 50, resolveHost });
          const { signal } = new AbortController();
          const asked = url.replace('127.0.0.1', 'api.example');
          await assert.rejects(http.getJson({ url: asked, keyHeaders: {}, signal }), { kind: 'timeout' });
        });
      },
    );
  });

  it('from https to https are followed', async () => {
    await withSecureServer(
      (request, response) =>
        request.url === '/' ? response.writeHead(302, { location: '/b' }).end() : response.end('{}'),
      async ({ url }) => assert.equal((await get(url)).status, 200),
    );
  });

  it('without location are an answer like any other', async () => {
    await withServer(
      (_request, response) => response.writeHead(302).end('{"a":1}'),
      async ({ url }) => assert.deepEqual((await get(url)).body, { a: 1 }),
    );
  });

  it('share one deadline', async () => {
    await withServer(
      (request, response) => {
        const redirect = () => response.writeHead(302, { location: `${request.url}x` }).end();
        setTimeout(redirect, 40);
      },
      async ({ url }) => assert.rejects(get(`${url}/`, { deadline: 100 }), { kind: 'timeout' }),
    );
  });
});

/** Resolves every name to 127.0.0.1 for a while. */
async function resolvingToThisMachine(work: () => Promise<void>): Promise<void> {
  const lookup = mock.method(dns, 'lookup', (...args: unknown[]) => {
    const callback = args.at(-1) as (error: null, found: readonly dns.LookupAddress[]) => void;
    callback(null, [{ address: '127.0.0.1', family: 4 }]);
  });
  try {
    await work();
  } finally {
    lookup.mock.restore();
  }
}

interface Call {
  readonly deadline?: number;
  readonly keyHeaders?: Readonly<Record<string, string>>;
}

function get(
  url: string,
  { deadline, keyHeaders = { 'x-goog-api-key': KEY } }: Call = {},
): Promise<JsonAnswer> {
  const http = createHttp({ userAgent: 'veo-operations/test', deadline });
  const { signal } = new AbortController();
  return http.getJson({ url, keyHeaders, signal });
}

function keysOf(received: readonly IncomingHttpHeaders[]): unknown[] {
  return received.map((headers) => headers['x-goog-api-key']);
}

/** Asks the server at `url` under this name, where names have these addresses, or none that is known here. */
function getFrom(
  name: string,
  url: string,
  addresses: Readonly<Record<string, readonly string[] | undefined>>,
): Promise<JsonAnswer> {
  const resolveHost = async (host: string) => addresses[host] ?? Promise.reject(new Error('ENOTFOUND'));
  const http = createHttp({ userAgent: 'veo-operations/test', resolveHost });
  const { signal } = new AbortController();
  return http.getJson({ url: url.replace('127.0.0.1', name), keyHeaders: {}, signal });
}

/** Connects to `api.example` on this machine, and to no other name. @returns the names that were connected to */
async function withNamesHere(test: () => Promise<void>): Promise<string[]> {
  const { lookup } = dns;
  const connected: string[] = [];
  const here = [{ address: '127.0.0.1', family: 4 }];
  const answered = (host: string, _options: unknown, callback: (...outcome: unknown[]) => void) => {
    connected.push(host);
    if (host === 'api.example') return callback(null, here);
    callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }));
  };
  dns.lookup = answered as unknown as typeof lookup;
  try {
    await test();
  } finally {
    dns.lookup = lookup;
  }
  return connected;
}
