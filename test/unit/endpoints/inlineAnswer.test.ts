import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type FoundVideo, readResult } from '../../../src/endpoints/google/geminiResult';
import { createHttp } from '../../../src/endpoints/http/http';
import { Watchdog } from '../../../src/endpoints/http/watchdog';
import { writeBase64Video } from '../../../src/saving/base64Video';
import type { FileWriter } from '../../../src/saving/files';
import { answering, withServer } from './http/loopbackServer';
import { withStoppedTime } from './http/stoppedTime';
import { wholeText } from './http/wholeText';

const MIB = 1024 * 1024;

interface Call {
  readonly mayHoldVideo?: boolean;
  readonly lines?: string[];
  readonly deadline?: number;
  readonly videoDeadline?: number;
}

function get(url: string, { lines = [], mayHoldVideo = true, ...limits }: Call = {}) {
  const http = createHttp({ userAgent: 'veo-operations/test', log: (line) => lines.push(line()), ...limits });
  return http.getJson({ url, keyHeaders: {}, mayHoldVideo, signal: new AbortController().signal });
}

describe('answers with a video inside', () => {
  it('may be as large as a video', async () => {
    const body = { videos: [{ bytesBase64Encoded: 'A'.repeat(3 * MIB) }] };
    await withServer(answering(body), async ({ url }) => {
      const { videos } = readResult((await get(url)).body);
      assert.deepEqual(await Promise.all(videos.map(textOf)), ['A'.repeat(3 * MIB)]);
    });
  });

  it('may hold videos as data addresses of any field, and several of them', async () => {
    const long = `data:video/mp4;base64,${'A'.repeat(MIB)}`;
    const body = { response: { samples: [long, { video: { url: long } }, { file: long }] } };
    await withServer(answering(body), async ({ url }) => {
      assert.deepEqual(await Promise.all(readResult((await get(url)).body).videos.map(textOf)), [
        long,
        long,
        long,
      ]);
    });
  });

  it('of 120 MiB cost less than 64 MiB of the heap from the request to the file', async () => {
    const idle = process.memoryUsage().heapUsed;
    let most = 0;
    const measure = () => {
      most = Math.max(most, process.memoryUsage().heapUsed - idle);
    };
    const measuring = setInterval(measure, 5);
    let bytes = 0;
    const append = async ({ length }: Uint8Array) => {
      bytes += length;
      measure();
    };
    const pieces = [
      Buffer.from('00000018667479706d', 'hex'),
      ...Array<Buffer>(30).fill(Buffer.alloc(3 * MIB, 7)),
    ];
    try {
      await withServer(streaming(pieces), async ({ url }) => {
        const [video] = readResult((await get(url)).body).videos;
        const file = { append } as unknown as FileWriter;
        await writeBase64Video(video && 'base64' in video ? video.base64 : '', file);
      });
    } finally {
      clearInterval(measuring);
    }
    assert.equal(bytes, 90 * MIB + 9);
    assert.ok(most < 64 * MIB, `${most / MIB} MiB`);
  }).timeout(30_000);

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
    const name = 'models/veo/operations/a';
    for (const body of [
      { padding: 'A'.repeat(3 * MIB) },
      { name, done: false, padding: 'A'.repeat(3 * MIB) },
    ]) {
      await withServer(answering(body), ({ url }) =>
        assert.rejects(get(url), { kind: 'malformed', message: /larger than 1 MiB/ }),
      );
    }
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
        await assert.rejects(get(url, { deadline: 700, videoDeadline: 10_000 }), expected);
        assert.ok(time.now >= 10_000);
        await closed;
      });
    });
  });

  it('end in time also when their pieces come faster than timers fire', () => {
    const watchdog = new Watchdog(new AbortController().signal, 10_000, []);
    const begun = performance.now();
    while (!watchdog.signal.aborted && performance.now() - begun < 1000) watchdog.restart(20);
    watchdog.stop();
    assert.equal(watchdog.signal.aborted, true);
  });
});

async function textOf(video: FoundVideo): Promise<string> {
  return 'base64' in video ? wholeText(video.base64) : video.uri;
}

/** Answers with one video, its bytes as one Base64 text that is sent as fast as it is read. */
function streaming(pieces: readonly Buffer[]): RequestListener {
  const base64 = pieces.map((piece) => Buffer.from(piece.toString('base64')));
  const json = [Buffer.from('{"videos":[{"bytesBase64Encoded":"'), ...base64, Buffer.from('"}]}')];
  return (_, response) => void pipeline(Readable.from(json), response);
}
