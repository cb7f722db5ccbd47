import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createHttp } from '../../../src/endpoints/http/http';
import { readRateLimits } from '../../../src/endpoints/http/rateLimits';
import { readRetryAfter } from '../../../src/endpoints/http/retryAfter';
import { withServer } from '../endpoints/http/loopbackServer';
import { FakeTransport } from './fakeTransport';
import { HostileAnswers } from './hostileAnswers';
import { HostileSocket } from './hostileSocket';
import { assertClean, KEY, tellsKey, textsIn } from './leaks';
import { readersOf } from './readers';
import { ENDPOINT } from './whatIsMade';

const SEED = 20261129;
/** Each is read by eight readers. */
const ANSWERS = 12_500;
const REQUESTS = 1500;
/** Among which the requests are shared: each waits for silences most of the time. */
const SERVERS = 10;
/** Of silence, after which an answer is given up. */
const DEADLINE_MS = 100;
/** ms of the thread for one answer. */
const LONGEST_MS = 50;
const MAX_HEAP = 64 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('a hostile server', () => {
  it('is read without a key, a control character or an error that was not foreseen, in 100,000 readings', async () => {
    const answers = new HostileAnswers(SEED);
    const transport = new FakeTransport();
    const readers = Object.values(readersOf(transport.http, ENDPOINT));
    const idle = heap();
    let most = 0;
    for (let i = 0; i < ANSWERS; i++) {
      const answer = answers.next();
      transport.answer = answer;
      for (const read of readers) assertClean(await read(), answer.text);
      readRetryAfter(answer.text, 0);
      readRateLimits([['x-ratelimit-limit-requests', answer.text]]);
      if (i % 1000 === 0) most = Math.max(most, heap());
    }
    assert.ok(most - idle < MAX_HEAP, `${most - idle} bytes`);
  }).timeout(300_000);

  it('costs the thread under 50 ms and 64 MiB for 1 MiB of anything', async () => {
    const transport = new FakeTransport();
    for (const [what, text] of Object.entries(HostileAnswers.large())) {
      for (const status of [200, 400, 429]) {
        transport.answer = { status, contentType: '', headers: {}, text: text.slice(0, 1024 * 1024) };
        const idle = heap();
        let most = 0;
        for (const [reader, read] of Object.entries(readersOf(transport.http, ENDPOINT))) {
          let least = await costOf(read);
          most = Math.max(most, process.memoryUsage().heapUsed);
          // The least of some tries, for the machine is shared.
          for (let more = 0; more < 20 && least >= LONGEST_MS; more++)
            least = Math.min(least, await costOf(read));
          assert.ok(least < LONGEST_MS, `${reader}: ${what} with ${status} took ${least} ms`);
        }
        assert.ok(most - idle < MAX_HEAP, `${what} with ${status} took ${most - idle} bytes`);
      }
    }
  }).timeout(300_000);

  it('is read so over a socket too, whatever bytes it writes, and no other server sees the key', async () => {
    await withServer(
      (_, response) => response.end('{"status":"queued"}'),
      async (other) => {
        const idle = heap();
        const servers = Array.from({ length: SERVERS }, (_, at) => readSocket(at, other.url));
        const answers = (await Promise.all(servers)).reduce((sum, count) => sum + count, 0);
        assert.ok(answers > REQUESTS / 20, `${answers} answers were read`);
        assert.ok(other.received.length > REQUESTS / 100, `${other.received.length} redirects`);
        for (const headers of other.received) assert.ok(!tellsKey(textsIn(headers).join(' ')));
        assert.ok(heap() - idle < MAX_HEAP);
      },
    );
  }).timeout(300_000);
});

/** Reads what one of the servers writes, request by request; resolves to how many answers could be read. */
async function readSocket(at: number, elsewhere: string): Promise<number> {
  const lines: string[] = [];
  const limits: unknown[] = [];
  const http = createHttp({
    userAgent: 'veo-operations/test',
    log: (line) => lines.push(line()),
    onRateLimits: (_, told) => limits.push(told),
    deadline: DEADLINE_MS,
  });
  const first = (at * REQUESTS) / SERVERS;
  const server = await HostileSocket.open(SEED + 1 + at, elsewhere, first);
  const readers = Object.values(readersOf(http, { ...ENDPOINT, url: server.url }));
  let answers = 0;
  try {
    for (let i = first; i < first + REQUESTS / SERVERS; i++) {
      const made = (await readers[i % readers.length]?.()) ?? [];
      if (made.some(({ place }) => place === 'told')) answers++;
      const logged = lines.splice(0).map((text) => ({ place: 'log', text }));
      assertClean([...made, ...logged], `request ${i}: ${server.requests.at(-1)}`);
    }
  } finally {
    await server.close();
  }
  assert.ok(server.requests.some((head) => head.includes(KEY)));
  assertClean(
    textsIn(limits).map((text) => ({ place: 'limits', text })),
    'headers',
  );
  return answers;
}

/** Bytes that are held. */
function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** ms of the thread, which can be no more than what passed, nor than what the process used. */
async function costOf(read: () => Promise<unknown>): Promise<number> {
  const [begun, before] = [performance.now(), process.cpuUsage()];
  await read();
  const { user, system } = process.cpuUsage(before);
  return Math.min(performance.now() - begun, (user + system) / 1000);
}
