import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createHttp } from '../../../src/endpoints/http';
import { Watchdog } from '../../../src/endpoints/watchdog';
import { answering, withServer } from './loopbackServer';
import { withStoppedTime } from './stoppedTime';

const MIB = 1024 * 1024;

interface Call {
  readonly mayHoldVideo?: boolean;
  readonly lines?: string[];
  readonly deadline?: number;
  readonly longest?: number;
}

function get(url: string, { lines = [], mayHoldVideo = true, ...limits }: Call = {}) {
  const http = createHttp({ userAgent: 'veo-operations/test', log: (line) => lines.push(line()), ...limits });
  return http.getJson({ url, keyHeaders: {}, mayHoldVideo, signal: new AbortController().signal });
}

describe('answers with a video inside', () => {
  it('may be as large as a video', async () => {
    const body = { videos: [{ bytesBase64Encoded: 'A'.repeat(3 * MIB) }] };
    await withServer(answering(body), async ({ url }) => assert.deepEqual((await get(url)).body, body));
  });

  it('are so large in no error, and in no answer of an API that gives addresses', async () => {
    const body = { error: { message: 'encodedVideo' }, encodedVideo: 'A'.repeat(3 * MIB) };
    const tooLarge = { kind: 'malformed', message: /larger than 1 MiB/ };
    const refusing: RequestListener = (_, response) => response.writeHead(400).end(JSON.stringify(body));
    await withServer(refusing, ({ url }) => assert.rejects(get(url), tooLarge));
    await withServer(answering(body), ({ url }) =>
      assert.rejects(get(url, { mayHoldVideo: false }), tooLarge),
    );
  });

  it('stay small in the log', async () => {
    const lines: string[] = [];
    await withServer(answering({ videoBytes: 'A'.repeat(2 * MIB) }), async ({ url }) => {
      await get(url, { lines });
    });
    assert.ok((lines[0]?.length ?? 0) < MIB / 8);
  });

  it('are told from others, which may not be', async () => {
    await withServer(answering({ padding: 'A'.repeat(3 * MIB) }), ({ url }) =>
      assert.rejects(get(url), { kind: 'malformed', message: /larger than 1 MiB/ }),
    );
  });

  it('may take longer than others as long as pieces come, but not for ever', async () => {
    await withStoppedTime(async (time) => {
      let closed: Promise<unknown> | undefined;
      const dripping: RequestListener = (_, response) => {
        closed = once(response, 'close');
        response.writeHead(200).write(`{"videoBytes":"${'A'.repeat(2 * MIB)}`);
        const drip = () => {
          time.tick(20);
          if (!response.destroyed) response.write('A', () => setImmediate(drip));
        };
        drip();
      };
      await withServer(dripping, async ({ url }) => {
        const expected = { kind: 'timeout', message: 'No answer within 10 s' };
        await assert.rejects(get(url, { deadline: 700, longest: 10_000 }), expected);
        assert.ok(time.now >= 10_000);
        await closed;
      });
    });
  });

  it('end in time also when their pieces come faster than timers fire', () => {
    const watchdog = new Watchdog(new AbortController().signal, 10_000, []);
    const begun = performance.now();
    while (!watchdog.signal.aborted && performance.now() - begun < 1000) watchdog.restart(20);
    watchdog.end();
    assert.equal(watchdog.signal.aborted, true);
  });
});
