import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFileSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Simulator } from '../../../src/simulator/simulator';
import { withServer } from '../endpoints/http/loopbackServer';
import { sampleVideo } from '../simulator/runningSimulator';
import {
  type DownloadHarness,
  NAME,
  rangesOf,
  type Saved,
  sha256,
  withDownloads,
  withFolder,
  withSimulatedServer,
} from './downloadHarness';

const video = readFileSync(sampleVideo);
const TENTHS = Array.from({ length: 10 }, (_, tenth) => Math.floor((video.length * tenth) / 10));
/** Bytes of `ftyp` and `moov` in the sample. */
const END_OF_A_BOX = 4283;
/** ms; twice the one before, after each attempt in a row that brought nothing. */
const PAUSES = [500, 1000, 2000, 4000, 8000];

for (const contract of ['gemini', 'videos'] as const) {
  describe(`an interrupted download (${contract})`, () => {
    for (const afterBytes of [5, ...TENTHS]) {
      it(`resumes after ${afterBytes} bytes`, async () => {
        await withSimulatedServer(
          async ({ simulator, harness, finished }) => {
            simulator.script({ once: { kind: 'cut', afterBytes }, step: 'download' });
            await assertWhole(harness, await harness.save(await finished()));
            const asked = afterBytes < 8 ? undefined : `bytes=${afterBytes}-`;
            assert.deepEqual(rangesOf(downloads(simulator)), [undefined, asked]);
            assert.deepEqual(harness.time.pauses, [500]);
          },
          { contract },
        );
      });
    }

    it('succeeds after ten interruptions, at every tenth', async () => {
      await withSimulatedServer(
        async ({ simulator, harness, finished }) => {
          const tenth = Math.ceil(video.length / 10);
          const cut = { once: { kind: 'cut', afterBytes: tenth }, step: 'download' } as const;
          simulator.script(...Array(9).fill(cut));
          const saved = await harness.save(await finished());
          await assertWhole(harness, saved);
          const asked = Array.from({ length: 9 }, (_, i) => `bytes=${tenth * (i + 1)}-`);
          assert.deepEqual(rangesOf(downloads(simulator)), [undefined, ...asked]);
          assert.deepEqual(harness.time.pauses, Array(9).fill(500));
          const received = saved.progress.map((progress) => progress.received);
          assert.deepEqual(
            received,
            [...new Set(received)].sort((a, b) => a - b),
          );
          assert.deepEqual(saved.progress.at(-1), { ...saved.progress.at(-1), received: video.length });
          assert.ok(saved.progress.every(({ size }) => size === video.length));
        },
        { contract },
      );
    });

    it('starts again when the server ignores the range', async () => {
      await withSimulatedServer(
        async ({ simulator, harness, finished }) => {
          simulator.script(
            { once: { kind: 'cut', afterBytes: 30_000 }, step: 'download' },
            { always: { kind: 'ignoreRange' }, step: 'download' },
          );
          await assertWhole(harness, await harness.save(await finished()));
          assert.deepEqual(rangesOf(downloads(simulator)), [undefined, 'bytes=30000-']);
        },
        { contract },
      );
    });

    it('fails after six attempts without new bytes, each on two connections, and leaves no file', async () => {
      await withSimulatedServer(
        async ({ simulator, harness, finished }) => {
          simulator.script({ always: { kind: 'reset' }, step: 'download' });
          await assert.rejects(harness.save(await finished()), { name: 'VideoApiError', kind: 'offline' });
          assert.equal(downloads(simulator).length, 12);
          assert.deepEqual(harness.time.pauses, PAUSES);
          assert.deepEqual(await harness.files(), []);
        },
        { contract },
      );
    });

    it('fails when it stops at the same byte again and again', async () => {
      await withSimulatedServer(
        async ({ simulator, harness, finished }) => {
          simulator.script(
            { once: { kind: 'cut', afterBytes: 40_000 }, step: 'download' },
            { always: { kind: 'cut', afterBytes: 0 }, step: 'download' },
          );
          await assert.rejects(harness.save(await finished()), { kind: 'offline' });
          assert.equal(downloads(simulator).length, 6);
          assert.deepEqual(await harness.files(), []);
        },
        { contract },
      );
    });
  });
}

describe('a download whose announced length is wrong', () => {
  for (const length of [video.length + 1, 2 * video.length]) {
    it(`never leaves half a file when the length is too large (${length})`, async () => {
      await withSimulatedServer(async ({ simulator, harness, finished }) => {
        simulator.script({ always: { kind: 'contentLength', length }, step: 'download' });
        await assert.rejects(harness.save(await finished()), { kind: 'offline' });
        assert.deepEqual(await harness.files(), []);
        assert.deepEqual(harness.time.pauses, PAUSES);
      });
    });

    it(`succeeds when the length is too large only once (${length})`, async () => {
      await withSimulatedServer(async ({ simulator, harness, finished }) => {
        simulator.script({ once: { kind: 'contentLength', length }, step: 'download' });
        await assertWhole(harness, await harness.save(await finished()));
      });
    });
  }

  for (const length of [50, 1000, video.length - 1]) {
    it(`does not take half a video for complete when the length is too small (${length})`, async () => {
      await withSimulatedServer(async ({ simulator, harness, finished }) => {
        simulator.script({ once: { kind: 'contentLength', length }, step: 'download' });
        await assertWhole(harness, await harness.save(await finished()));
        assert.deepEqual(rangesOf(downloads(simulator)), [undefined, `bytes=${length}-`]);
      });
    });
  }

  it('ends early when the length is that of the first boxes, because nothing shows that another box follows', async () => {
    await withSimulatedServer(async ({ simulator, harness, finished }) => {
      simulator.script({ once: { kind: 'contentLength', length: END_OF_A_BOX }, step: 'download' });
      assert.equal((await harness.save(await finished())).size, END_OF_A_BOX);
    });
  });

  it('leaves no file when the length is always too small', async () => {
    await withServer(
      (request, response) => {
        const isWhole = request.headers.range === undefined;
        response.writeHead(isWhole ? 200 : 416, { 'content-length': isWhole ? 5000 : 0 });
        response.end(isWhole ? video.subarray(0, 5000) : '');
      },
      async ({ url }) => {
        await withDownloads(async (harness) => {
          harness.endpointAt(url);
          await assert.rejects(harness.save(harness.videoAt(`${url}/a`)), {
            name: 'NoVideoError',
            kind: 'incomplete',
          });
          assert.deepEqual(await harness.files(), []);
        });
      },
    );
  });

  it('starts again when more bytes come than the range has', async () => {
    await withVideoServer(
      [
        (_, response) => cutAfter(response, 200, {}, video.subarray(0, 40_000)),
        (_, response) => {
          const headers = { 'content-range': `bytes 40000-${video.length - 1}/${video.length}` };
          response.writeHead(206, headers).end(video.subarray(30_000));
        },
      ],
      async ({ harness, url, requests }) => {
        await assertWhole(harness, await harness.save(harness.videoAt(url)));
        assert.deepEqual(rangesOf(requests), [undefined, 'bytes=40000-', undefined]);
      },
    );
  });

  for (const cut of [9, 32, 36, END_OF_A_BOX - 1, END_OF_A_BOX, END_OF_A_BOX + 4, 9000, video.length - 1]) {
    it(`does not take a closed connection after ${cut} bytes for the end of the video when there is no length`, async () => {
      await withVideoServer(
        [
          (_, response) => {
            response.socket?.end(
              Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), video.subarray(0, cut)]),
            );
          },
        ],
        async ({ harness, url, requests }) => {
          await assertWhole(harness, await harness.save(harness.videoAt(url)));
          assert.deepEqual(rangesOf(requests), [undefined, `bytes=${cut}-`]);
        },
      );
    });
  }

  it('succeeds without a length, and reports progress of unknown size', async () => {
    await withVideoServer(
      [(_, response) => response.socket?.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), video]))],
      async ({ harness, url }) => {
        const saved = await harness.save(harness.videoAt(url));
        await assertWhole(harness, saved);
        assert.ok(saved.progress.length > 0 && saved.progress.every(({ size }) => size === undefined));
      },
    );
  });

  it('ignores the length of a compressed body', async () => {
    const packed = gzipSync(video);
    await withVideoServer(
      [
        (_, response) =>
          response
            .writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length })
            .end(packed),
      ],
      async ({ harness, url, requests }) => {
        await assertWhole(harness, await harness.save(harness.videoAt(url)));
        assert.equal(requests[0]?.headers['accept-encoding'], 'identity');
        assert.equal(requests.length, 1);
      },
    );
  });
});

describe('a download of a video that may have changed since its first part', () => {
  it('starts again, because the request names the version of the first part', async () => {
    await withFolder(async (folder) => {
      const changing = join(folder, 'changing.mp4');
      copyFileSync(sampleVideo, changing);
      await withSimulatedServer(
        async ({ simulator, harness, finished }) => {
          const other = Buffer.concat([video, box('free', 4000)]);
          simulator.script({ once: { kind: 'cut', afterBytes: 50_000 }, step: 'download' });
          harness.time.onPause = () => {
            writeFileSync(changing, other);
            utimesSync(changing, 1, 1);
          };
          const saved = await harness.save(await finished());
          assert.deepEqual(await harness.saved(), other);
          assert.deepEqual([saved.size, saved.sha256], [other.length, sha256(other)]);
          assert.match(String(downloads(simulator)[1]?.headers['if-range']), /^"/);
        },
        { sampleVideo: changing },
      );
    });
  });

  const half = 30_000;
  const changes: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => unknown>> = {
    'when the size differs and there is no ETag': (_, response) =>
      part(
        response,
        half,
        { 'content-range': `bytes ${half}-${half + 99}/${half + 100}` },
        Buffer.alloc(100),
      ),
    'when a weak ETag differs, which cannot be a condition': (_, response) =>
      part(response, half, { etag: 'W/"other"' }, Buffer.alloc(video.length - half)),
    'when text comes in place of the rest': (_, response) =>
      part(response, half, { 'content-type': 'application/json' }, Buffer.alloc(video.length - half, '{')),
    'when another part comes than was requested': (_, response) =>
      part(response, half, { 'content-range': `bytes 100-199/${video.length}` }, video.subarray(100, 200)),
  };
  for (const [how, change] of Object.entries(changes)) {
    it(`starts again ${how}`, async () => {
      await withVideoServer(
        [(_, response) => cutAfter(response, 200, { etag: 'W/"first"' }, video.subarray(0, half)), change],
        async ({ harness, url, requests }) => {
          await assertWhole(harness, await harness.save(harness.videoAt(url)));
          assert.deepEqual(rangesOf(requests), [undefined, `bytes=${half}-`, undefined]);
          assert.equal(requests[1]?.headers['if-range'], undefined);
        },
      );
    });
  }

  it('still names the version of the first part after a part that came without an ETag', async () => {
    const range = { 'content-range': `bytes ${half}-${video.length - 1}/${video.length}` };
    await withVideoServer(
      [
        (_, response) => cutAfter(response, 200, { etag: '"first"' }, video.subarray(0, half)),
        (_, response) => cutAfter(response, 206, range, video.subarray(half, 2 * half)),
      ],
      async ({ harness, url, requests }) => {
        await assertWhole(harness, await harness.save(harness.videoAt(url)));
        const versions = requests.map(({ headers }) => headers['if-range']);
        assert.deepEqual(versions, [undefined, '"first"', '"first"']);
      },
    );
  });

  it('starts again at once when the range is outside the new video (416)', async () => {
    await withVideoServer(
      [
        (_, response) => cutAfter(response, 200, {}, video.subarray(0, half)),
        (_, response) => response.writeHead(416, { 'content-range': 'bytes */10' }).end(),
      ],
      async ({ harness, url, requests }) => {
        await assertWhole(harness, await harness.save(harness.videoAt(url)));
        assert.deepEqual(rangesOf(requests), [undefined, `bytes=${half}-`, undefined]);
        assert.deepEqual(harness.time.pauses, [500]);
      },
    );
  });

  it('continues when the rest comes with 200 and a Content-Range', async () => {
    // modelscope/modelscope_hub#50.
    await withVideoServer(
      [
        (_, response) => cutAfter(response, 200, {}, video.subarray(0, half)),
        (_, response) => part(response, half, {}, video.subarray(half), 200),
      ],
      async ({ harness, url, requests }) => {
        await assertWhole(harness, await harness.save(harness.videoAt(url)));
        assert.deepEqual(rangesOf(requests), [undefined, `bytes=${half}-`]);
      },
    );
  });

  it('starts again at once when the Content-Range of a 200 is that of the whole', async () => {
    await withVideoServer(
      [
        (_, response) => cutAfter(response, 200, {}, video.subarray(0, half)),
        (_, response) => part(response, 0, {}, video, 200),
      ],
      async ({ harness, url, requests }) => {
        await assertWhole(harness, await harness.save(harness.videoAt(url)));
        assert.equal(requests.length, 2);
      },
    );
  });

  it('starts again when the Content-Range of a 200 starts elsewhere', async () => {
    await withVideoServer(
      [
        (_, response) => cutAfter(response, 200, {}, video.subarray(0, half)),
        (_, response) => part(response, half + 1, {}, video.subarray(half + 1), 200),
      ],
      async ({ harness, url, requests }) => {
        await assertWhole(harness, await harness.save(harness.videoAt(url)));
        assert.deepEqual(rangesOf(requests), [undefined, `bytes=${half}-`, undefined]);
      },
    );
  });

  it('starts again when the rest comes with 200 as if it were the whole', async () => {
    await withVideoServer(
      [
        (_, response) => cutAfter(response, 200, {}, video.subarray(0, half)),
        (_, response) => response.writeHead(200).end(video.subarray(half)),
      ],
      async ({ harness, url, requests }) => {
        await assertWhole(harness, await harness.save(harness.videoAt(url)));
        assert.deepEqual(rangesOf(requests), [undefined, `bytes=${half}-`, undefined]);
      },
    );
  });

  it('closes the connection when another part comes than was requested', async () => {
    let closed: Promise<unknown> | undefined;
    await withVideoServer(
      [
        (_, response) => cutAfter(response, 200, {}, video.subarray(0, half)),
        (_, response) => {
          closed = once(response, 'close');
          response.writeHead(206, { 'content-range': `bytes 100-199/${video.length}` }).write('a');
        },
      ],
      async ({ harness, url }) => {
        await assertWhole(harness, await harness.save(harness.videoAt(url)));
        await closed;
      },
      // Longer than the test: nothing else is to close it.
      60_000,
    );
  });

  it('closes the connection when what comes is no video and never ends', async () => {
    let closed: Promise<unknown> | undefined;
    await withVideoServer(
      [
        (_, response) => {
          closed = once(response, 'close');
          response.writeHead(200).write('RIFF, which is no MP4 file');
        },
      ],
      async ({ harness, url }) => {
        await assert.rejects(harness.save(harness.videoAt(url)), { kind: 'notAVideo' });
        await closed;
      },
      60_000,
    );
  });

  it('fails after 416 for the whole video', async () => {
    await withVideoServer(
      [(_, response) => response.writeHead(416).end('{"error":{"message":"what range?","type":null}}')],
      async ({ harness, url, requests }) => {
        await assert.rejects(harness.save(harness.videoAt(url)), { name: 'VideoApiError', kind: 'rejected' });
        assert.equal(requests.length, 1);
      },
    );
  });

  it('fails after 206 without a Content-Range', async () => {
    await withVideoServer([(_, response) => response.writeHead(206).end(video)], async ({ harness, url }) => {
      await assert.rejects(harness.save(harness.videoAt(url)), { kind: 'malformed' });
      assert.deepEqual(await harness.files(), []);
    });
  });

  it('continues when the part comes without the size of the whole', async () => {
    await withVideoServer(
      [
        (_, response) => cutAfter(response, 200, {}, video.subarray(0, half)),
        (_, response) =>
          part(
            response,
            half,
            { 'content-range': `bytes ${half}-${video.length - 1}/*` },
            video.subarray(half),
          ),
      ],
      async ({ harness, url, requests }) => {
        const saved = await harness.save(harness.videoAt(url));
        await assertWhole(harness, saved);
        assert.equal(requests.length, 2);
        assert.equal(saved.progress.at(-1)?.size, video.length);
      },
    );
  });
});

describe('a download from a busy server', () => {
  for (const fault of [
    { kind: 'rateLimited', retryAfter: 60 },
    { kind: 'unavailable', status: 503, retryAfter: 60 },
  ] as const) {
    it(`waits as long as the server asks after ${fault.kind}`, async () => {
      await withSimulatedServer(async ({ simulator, harness, finished }) => {
        simulator.script({ once: fault, step: 'download' });
        await assertWhole(harness, await harness.save(await finished()));
        assert.deepEqual(harness.time.pauses, [60_000]);
      });
    });

    it(`fails when the server asks for more than a minute after ${fault.kind}`, async () => {
      await withSimulatedServer(async ({ simulator, harness, finished }) => {
        simulator.script({ once: { ...fault, retryAfter: 61 }, step: 'download' });
        const failed = { name: 'VideoApiError', kind: fault.kind, retryAfter: 61_000 };
        await assert.rejects(harness.save(await finished()), failed);
        assert.equal(downloads(simulator).length, 1);
        assert.deepEqual([harness.time.pauses, await harness.files()], [[], []]);
      });
    });
  }

  for (const status of [500, 502, 503, 504] as const) {
    it(`is tried again after ${status}`, async () => {
      await withSimulatedServer(async ({ simulator, harness, finished }) => {
        const fault = { once: { kind: 'unavailable', status }, step: 'download' } as const;
        simulator.script(fault, fault);
        await assertWhole(harness, await harness.save(await finished()));
        assert.deepEqual(harness.time.pauses, [500, 1000]);
      });
    });
  }

  it('is tried again when no answer comes', async () => {
    await withSimulatedServer(
      async ({ simulator, harness, finished }) => {
        const target = await finished();
        simulator.script({ once: { kind: 'hang' }, step: 'download' });
        await assertWhole(harness, await harness.save(target));
        assert.equal(downloads(simulator).length, 2);
      },
      { deadline: 1000 },
    );
  });

  it('resumes when the server goes silent in the middle', async () => {
    await withVideoServer(
      [
        (_, response) =>
          response.writeHead(200, { 'content-length': video.length }).write(video.subarray(0, 100)),
      ],
      async ({ harness, url, requests }) => {
        await assertWhole(harness, await harness.save(harness.videoAt(url)));
        assert.deepEqual(rangesOf(requests), [undefined, 'bytes=100-']);
      },
      1000,
    );
  });

  for (const [fault, kind] of [
    [{ kind: 'wrongKey' }, 'unauthorized'],
    [{ kind: 'rejected', status: 422 }, 'rejected'],
    [{ kind: 'budgetExceeded', status: 429, toldBy: 'type' }, 'budgetExceeded'],
  ] as const) {
    it(`is not tried again after ${kind}`, async () => {
      await withSimulatedServer(async ({ simulator, harness, finished }) => {
        const target = await finished();
        simulator.script({ always: fault, step: 'download' });
        await assert.rejects(harness.save(target), { name: 'VideoApiError', kind });
        assert.equal(downloads(simulator).length, 1);
        assert.equal(harness.store.get(target.operation)?.videos[0]?.gone, undefined);
      });
    });
  }
});

interface VideoServer {
  readonly harness: DownloadHarness;
  /** Of the video. */
  readonly url: string;
  readonly requests: readonly IncomingMessage[];
}

/** A server that answers as told, each in turn, and then truly. */
async function withVideoServer(
  answers: readonly ((request: IncomingMessage, response: ServerResponse) => unknown)[],
  test: (server: VideoServer) => Promise<void>,
  deadline?: number,
): Promise<void> {
  const requests: IncomingMessage[] = [];
  const listener: RequestListener = (request, response) => {
    const answer = answers[requests.push(request) - 1] ?? truly;
    answer(request, response);
  };
  await withServer(listener, ({ url }) =>
    withDownloads(async (harness) => {
      harness.endpointAt(url);
      await test({ harness, url: `${url}/a`, requests });
    }, deadline),
  );
}

function truly({ headers }: IncomingMessage, response: ServerResponse): void {
  const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  if (start === 0) response.end(video);
  else part(response, start, {}, video.subarray(start));
}

function part(
  response: ServerResponse,
  start: number,
  headers: Readonly<Record<string, string>>,
  bytes: Uint8Array,
  status = 206,
): void {
  const range = { 'content-range': `bytes ${start}-${video.length - 1}/${video.length}` };
  response.writeHead(status, { ...range, ...headers }).end(bytes);
}

function cutAfter(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  bytes: Uint8Array,
): void {
  response.writeHead(status, { ...headers, 'content-length': video.length });
  response.write(bytes, () => response.socket?.destroySoon());
}

function box(type: string, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt32BE(length);
  bytes.write(type, 4);
  return bytes;
}

function downloads({ requests }: Simulator) {
  return requests.filter(({ path }) => /:download|\/content/.test(path));
}

async function assertWhole(harness: DownloadHarness, { size, sha256: hash, progress }: Saved): Promise<void> {
  assert.deepEqual(await harness.saved(), video);
  assert.deepEqual([size, hash], [video.length, sha256(video)]);
  assert.equal(progress.at(-1)?.received, video.length);
  assert.deepEqual(await harness.files(), [NAME]);
}
