import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createHttp } from '../../../src/endpoints/http';
import { readRateLimits } from '../../../src/endpoints/rateLimits';
import { readRetryAfter } from '../../../src/endpoints/retryAfter';
import { withServer } from '../endpoints/loopbackServer';
import { FakeTransport } from './fakeTransport';
import { HostileAnswers } from './hostileAnswers';
import { assertClean, KEY } from './leaks';
import { readersOf } from './readers';
import { ENDPOINT } from './whatIsMade';

const SEED = 20261129;
const ANSWERS = 12_500;
/** ms of the thread for one answer. */
const LONGEST_MS = 50;
const MOST_HEAP = 64 * 1024 * 1024;
const { signal } = new AbortController();

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('a hostile server', () => {
  it(`is read without a key, a control character or an error that was not foreseen, in ${8 * ANSWERS} readings`, async () => {
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
    assert.ok(most - idle < MOST_HEAP, `${most - idle} bytes`);
  }).timeout(120_000);

  it('costs the thread under 50 ms and 64 MiB for 1 MiB of anything', async () => {
    const transport = new FakeTransport();
    for (const [what, text] of Object.entries(HostileAnswers.large())) {
      for (const status of [200, 400, 429]) {
        transport.answer = { status, contentType: '', headers: {}, text: text.slice(0, 1024 * 1024) };
        for (const [reader, read] of Object.entries(readersOf(transport.http, ENDPOINT))) {
          const idle = heap();
          let least = await costOf(read);
          const used = process.memoryUsage().heapUsed - idle;
          // The least of some tries, for the machine is shared.
          for (let more = 0; more < 20 && least >= LONGEST_MS; more++)
            least = Math.min(least, await costOf(read));
          assert.ok(least < LONGEST_MS, `${reader}: ${what} with ${status} took ${least} ms`);
          assert.ok(used < MOST_HEAP, `${reader}: ${what} with ${status} took ${used} bytes`);
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
    assertClean(
      lines.map((line) => ({ place: 'log', text: line })),
      text,
    );
  });
});

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
