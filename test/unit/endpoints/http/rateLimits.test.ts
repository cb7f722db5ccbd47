import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createHttp } from '../../../../src/endpoints/http/http';
import { type RateLimits, readRateLimits } from '../../../../src/endpoints/http/rateLimits';
import { redirecting, withServer } from './loopbackServer';

const LIMIT = 'x-ratelimit-limit-requests';
const REMAINING = 'x-ratelimit-remaining-requests';
const RESET = 'x-ratelimit-reset-requests';

describe('rate limits in headers', () => {
  const cases: readonly [what: string, headers: Record<string, string>, told: RateLimits | undefined][] = [
    ['the bare ones', { [LIMIT]: '20', [REMAINING]: '19' }, { limit: 20, remaining: 19 }],
    ['a limit alone', { [LIMIT]: '20' }, { limit: 20 }],
    ['what remains alone, also nothing', { [REMAINING]: '0' }, { remaining: 0 }],
    ['names in any case', { 'X-RateLimit-Limit-Requests': '7' }, { limit: 7 }],
    ['spaces around a number', { [LIMIT]: ' 7 ' }, { limit: 7 }],
    ['the most that is believed', { [LIMIT]: '1000000' }, { limit: 1_000_000 }],
    [
      'those of a key',
      { 'x-ratelimit-api_key-limit-requests': '20', 'x-ratelimit-api_key-remaining-requests': '3' },
      { limit: 20, remaining: 3 },
    ],
    ['a scope with a hyphen', { 'x-ratelimit-model-per-key-limit-requests': '52' }, { limit: 52 }],
    [
      'the fewest of several scopes',
      {
        'x-ratelimit-api_key-limit-requests': '20',
        'x-ratelimit-api_key-remaining-requests': '10',
        'x-ratelimit-team-limit-requests': '300',
        'x-ratelimit-team-remaining-requests': '2',
      },
      { limit: 20, remaining: 2 },
    ],
    [
      'none of the provider, of tokens, or of requests at once',
      {
        'llm_provider-x-ratelimit-limit-requests': '5',
        'x-ratelimit-limit-tokens': '5',
        'x-ratelimit-api_key-remaining-tokens': '5',
        'x-ratelimit-api_key-limit-max_parallel_requests': '5',
        'retry-after': '5',
      },
      undefined,
    ],
    [
      'no limit of 6 minutes, but what remains of it',
      { [LIMIT]: '20', [REMAINING]: '3', [RESET]: '6m0s' },
      { remaining: 3 },
    ],
    ['no limit of a day', { [LIMIT]: '20', [RESET]: '86400' }, undefined],
    ['a limit of a minute', { [LIMIT]: '20', [RESET]: '1m' }, { limit: 20 }],
    ['a limit soon reset', { [LIMIT]: '20', [RESET]: '8.64s' }, { limit: 20 }],
    ['a limit reset in milliseconds', { [LIMIT]: '5000', [RESET]: '120ms' }, { limit: 5000 }],
    ['a limit whose reset is a date', { [LIMIT]: '20', [RESET]: '1790159271' }, { limit: 20 }],
    ['a limit whose reset is words', { [LIMIT]: '20', [RESET]: 'tomorrow' }, { limit: 20 }],
    [
      'the limit of a minute beside that of a day',
      { [LIMIT]: '1', [RESET]: '1h0m0s', 'x-ratelimit-team-limit-requests': '30' },
      { limit: 30 },
    ],
  ];
  for (const [what, headers, told] of cases) {
    it(`are ${what}`, () => assert.deepEqual(readRateLimits(Object.entries(headers)), told));
  }

  for (const value of [
    '',
    ' ',
    '-1',
    '+1',
    '1.5',
    '1e3',
    '0x10',
    '1000001',
    '1000000000',
    'none',
    '5, 5',
    '५',
  ]) {
    it(`are not ${JSON.stringify(value)}`, () => {
      assert.equal(readRateLimits([[LIMIT, value]]), undefined);
      assert.deepEqual(
        readRateLimits([
          [LIMIT, value],
          [REMAINING, '4'],
        ]),
        { remaining: 4 },
      );
    });
  }

  it('are whole numbers up to a million, or nothing, whatever the headers', () => {
    const name = fc.constantFrom(
      LIMIT,
      REMAINING,
      RESET,
      'x-ratelimit-a-limit-requests',
      'x-ratelimit--limit-requests',
    );
    const value = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.oneof(name, fc.string()), value)), (headers) => {
        const { limit = 0, remaining = 0 } = readRateLimits(headers) ?? {};
        for (const count of [limit, remaining]) {
          assert.ok(Number.isInteger(count) && count >= 0 && count <= 1_000_000, `${count}`);
        }
      }),
    );
  });
});

describe('rate limits of answers', () => {
  for (const status of [200, 404, 429, 500]) {
    it(`with status ${status} are told with the origin that was asked`, async () => {
      await withServer(
        (_, response) => response.writeHead(status, { [LIMIT]: 20, [REMAINING]: 5 }).end('{}'),
        async ({ url }) => {
          const told = { origin: url, limits: { limit: 20, remaining: 5 } };
          assert.deepEqual(await toldBy((http) => http.getJson(asking(`${url}/v1/videos/x`))), [told]);
          const stream = async (http: Http) => (await http.getStream(asking(url))).discard();
          assert.deepEqual(await toldBy(stream), [told]);
        },
      );
    });
  }

  it('are not told when there are none', async () => {
    await withServer(
      (_, response) => response.end('{}'),
      async ({ url }) => assert.deepEqual(await toldBy((http) => http.getJson(asking(url))), []),
    );
  });

  it('are those of the origin that was asked, also of its redirect, never of another host', async () => {
    await withServer(
      (_, response) => response.writeHead(200, { [LIMIT]: 1 }).end('{}'),
      async (other) => {
        await withServer(
          redirecting(() => other.url),
          async ({ url }) => assert.deepEqual(await toldBy((http) => http.getJson(asking(url))), []),
        );
        await withServer(
          (_, response) => response.writeHead(302, { location: other.url, [REMAINING]: 3 }).end(),
          async ({ url }) => {
            const told = await toldBy((http) => http.getJson(asking(url)));
            assert.deepEqual(told, [{ origin: url, limits: { remaining: 3 } }]);
          },
        );
      },
    );
  });
});

type Http = ReturnType<typeof createHttp>;
type Told = { readonly origin: string; readonly limits: RateLimits };

async function toldBy(ask: (http: Http) => Promise<unknown>): Promise<Told[]> {
  const told: Told[] = [];
  const onRateLimits = (origin: string, limits: RateLimits) => told.push({ origin, limits });
  await ask(createHttp({ userAgent: 'veo-operations/test', onRateLimits }));
  return told;
}

function asking(url: string) {
  return { url, keyHeaders: {}, signal: new AbortController().signal };
}
