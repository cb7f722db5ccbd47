import assert from 'node:assert/strict';
import { createVideoApi } from '../../../src/endpoints/contracts';
import { BUILT_IN_ENDPOINTS, type Endpoint } from '../../../src/endpoints/endpoint';
import { tryEndpoint } from '../../../src/endpoints/endpointTrial';
import { createHttp, type Http } from '../../../src/endpoints/http';
import { JsonShape } from '../../../src/endpoints/jsonShape';
import { askKeyLimits } from '../../../src/endpoints/keyLimits';
import { readRateLimits } from '../../../src/endpoints/rateLimits';
import { readRetryAfter } from '../../../src/endpoints/retryAfter';
import { VideoApiError } from '../../../src/endpoints/videoApi';
import { createVideoContents, NoVideoError } from '../../../src/endpoints/videoContents';
import { withServer } from '../endpoints/loopbackServer';
import { HostileAnswers, KEY } from './hostileAnswers';

const SEED = 20261129;
/** Each is read five times. */
const ANSWERS = 20_000;
const LONGEST_MS = 50;
const NAMES = ['models/veo-3.0-generate-001/operations/idrk08ltkg0a', 'video_68d7512d07848190'];
const { signal } = new AbortController();
const endpoint = BUILT_IN_ENDPOINTS[0] as Endpoint;

/** Every reader of JSON that the project has. */
function readersOf(http: Http): (() => Promise<unknown>)[] {
  const api = createVideoApi(http, () => undefined);
  return [
    ...NAMES.map((name) => () => api.check(endpoint, name, KEY, signal)),
    () => askKeyLimits(http, endpoint, KEY, signal),
    () => tryEndpoint(http, endpoint, KEY, signal),
    () => createVideoContents(http).expiry('https://example.com/', KEY, signal),
  ];
}

/** What came of an answer, with everything in it that a person may get to see. */
async function outcomeOf(read: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await read()) ?? '';
  } catch (error) {
    if (!(error instanceof VideoApiError || error instanceof NoVideoError)) throw error;
    const answer = error instanceof VideoApiError ? (error.answer ?? '').replaceAll('\n', ' ') : '';
    return JSON.stringify([error.message, error.detail, error.retryAfter]) + answer;
  }
}

/** Eight characters in a row of the key, plain and in Base64, by itself or behind a name. */
const TELLING_RUNS = [KEY, btoa(KEY), btoa(`user:${KEY}`).slice(8)].flatMap((form) =>
  Array.from({ length: form.length - 7 }, (_, at) => form.slice(at, at + 8)),
);

/** As whoever opens an address reads it. */
function decoded(text: string): string {
  return text.replace(/%[2-7][0-9a-f]/gi, decodeURIComponent);
}

function assertClean(outcome: string, text: string): void {
  const read = decoded(decoded(outcome));
  const kept = TELLING_RUNS.filter((run) => read.includes(run));
  assert.deepEqual(kept, [], `${text.slice(0, 1000)} → ${outcome.slice(0, 1000)}`);
  assert.ok(!/[\p{Cc}\u200b\u202a-\u202e\u2028\u2029\u2066-\u2069]/u.test(outcome), outcome.slice(0, 1000));
}

describe('a hostile server', () => {
  it('is read without a key, a control character or an error that was not foreseen, in 100,000 readings', async () => {
    const answers = new HostileAnswers(SEED);
    let current = answers.next();
    const getJson: Http['getJson'] = async () => ({
      ...current,
      body: parsed(current.text),
      retryAfter: undefined,
    });
    const readers = readersOf({ getJson } as Http);
    for (let i = 0; i < ANSWERS; i++) {
      current = answers.next();
      for (const read of readers) assertClean(await outcomeOf(read), current.text);
      readRetryAfter(current.text, 0);
      readRateLimits([['x-ratelimit-limit-requests', current.text]]);
    }
  }).timeout(120_000);

  it('costs the thread under 50 ms for 1 MiB of anything', async () => {
    for (const [what, text] of Object.entries(HostileAnswers.large())) {
      for (const status of [200, 400, 429]) {
        const body = text.length > 1024 * 1024 ? text.slice(0, 1024 * 1024) : text;
        const getJson: Http['getJson'] = async () => ({
          status,
          body: parsed(body),
          text: body.slice(0, 65_536),
          retryAfter: undefined,
        });
        for (const read of readersOf({ getJson } as Http)) {
          const cost = await leastCostOf(read);
          assert.ok(cost < LONGEST_MS, `${what} with ${status} took ${cost} ms`);
        }
      }
    }
  }).timeout(120_000);

  it('puts nothing into the log that is a key or that a terminal obeys', async () => {
    const lines: string[] = [];
    const http = createHttp({ userAgent: undefined, log: (line) => lines.push(line()) });
    const text = `\u001b[2J\u2028\u202e${[...KEY].join('\u200d')}\r\n${KEY}`;
    await withServer(
      (_, response) => response.end(text),
      async ({ url }) => {
        await http.getJson({ url, keyHeaders: { 'x-goog-api-key': KEY }, signal });
      },
    );
    assert.equal(lines.length, 1);
    assertClean(lines[0] ?? '', text);
  });
});

function parsed(text: string): unknown {
  const shape = new JsonShape();
  for (const _ of shape.runsOf(new TextEncoder().encode(text)));
  if (!shape.isParsable) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The least of some tries, for the garbage of earlier ones counts, too; only one where that costs little enough. */
async function leastCostOf(read: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 30 && least >= LONGEST_MS; attempt++) {
    least = Math.min(least, await costOf(read));
  }
  return least;
}

/** ms of the thread. */
async function costOf(read: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await outcomeOf(read);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
