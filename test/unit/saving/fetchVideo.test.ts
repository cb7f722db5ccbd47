import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFileSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Simulator } from '../../../src/simulator/simulator';
import { withServer } from '../endpoints/loopbackServer';
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
  describe(`interrupted downloads (${contract})`, () => {
    for (const afterBytes of [5, ...TENTHS]) {
      it(`go on where they broke off after ${afterBytes} bytes`, async () => {
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

    it('end well though they break off ten times, at every tenth', async () => {
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

    it('begin anew where the server ignores the range', async () => {
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

    it('give up after six attempts that bring nothing, each on two connections, and leave nothing behind', async () => {
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

    it('give up where it breaks off again and again without getting further', async () => {
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

describe('lengths that are not true', () => {
  for (const length of [video.length + 1, 2 * video.length]) {
    it(`a longer one (${length}) never puts half a file under the name`, async () => {
      await withSimulatedServer(async ({ simulator, harness, finished }) => {
        simulator.script({ always: { kind: 'contentLength', length }, step: 'download' });
        await assert.rejects(harness.save(await finished()), { kind: 'offline' });
        assert.deepEqual(await harness.files(), []);
        assert.deepEqual(harness.time.pauses, PAUSES);
      });
    });

    it(`a longer one (${length}), told once, is got over`, async () => {
      await withSimulatedServer(async ({ simulator, harness, finished }) => {
        simulator.script({ once: { kind: 'contentLength', length }, step: 'download' });
        await assertWhole(harness, await harness.save(await finished()));
      });
    });
  }

  for (const length of [50, 1000, video.length - 1]) {
    it(`a shorter one (${length}) does not make half a video whole`, async () => {
      await withSimulatedServer(async ({ simulator, harness, finished }) => {
        simulator.script({ once: { kind: 'contentLength', length }, step: 'download' });
        await assertWhole(harness, await harness.save(await finished()));
        assert.deepEqual(rangesOf(downloads(simulator)), [undefined, `bytes=${length}-`]);
      });
    });
  }

  it('a shorter one that ends with a box is believed: nothing tells that another box should follow', async () => {
    await withSimulatedServer(async ({ simulator, harness, finished }) => {
      simulator.script({ once: { kind: 'contentLength', length: END_OF_A_BOX }, step: 'download' });
      assert.equal((await harness.save(await finished())).size, END_OF_A_BOX);
    });
  });

  it('a shorter one, told always, ends without a file', async () => {
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

  it('more than the range should have held begins anew', async () => {
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
    it(`none at all, and a connection that just ends after ${cut} bytes, is not taken for the end of the video`, async () => {
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

  it('none at all, and a video that comes to its end, is saved, with a progress of unknown size', async () => {
    await withVideoServer(
      [(_, response) => response.socket?.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), video]))],
      async ({ harness, url }) => {
        const saved = await harness.save(harness.videoAt(url));
        await assertWhole(harness, saved);
        assert.ok(saved.progress.length > 0 && saved.progress.every(({ size }) => size === undefined));
      },
    );
  });

  it('of a packed body are not those of the video', async () => {
    const { gzipSync } = await import('node:zlib');
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

describe('a video that changes between two parts', () => {
  it('is begun anew: the server is told which one we have a part of', async () => {
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
    'to one of another size, though no ETag tells': (_, response) =>
      part(
        response,
        half,
        { 'content-range': `bytes ${half}-${half + 99}/${half + 100}` },
        Buffer.alloc(100),
      ),
    'to one of another weak ETag, which cannot be a condition': (_, response) =>
      part(response, half, { etag: 'W/"other"' }, Buffer.alloc(video.length - half)),
    'and its server puts words in the place of the rest': (_, response) =>
      part(response, half, { 'content-type': 'application/json' }, Buffer.alloc(video.length - half, '{')),
    'and its server gives another part than the one asked for': (_, response) =>
      part(response, half, { 'content-range': `bytes 100-199/${video.length}` }, video.subarray(100, 200)),
  };
  for (const [how, change] of Object.entries(changes)) {
    it(`${how}, is begun anew`, async () => {
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

  it('to one so short that the range is outside it (416), is begun anew at once', async () => {
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

  it('goes on where a server continues with 200 and a Content-Range', async () => {
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

  it('begins anew at once where the Content-Range of a 200 is that of the whole', async () => {
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

  it('begins anew where the Content-Range of a 200 begins elsewhere', async () => {
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

  it('begins anew where the rest comes with 200 as if it were the whole', async () => {
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

  it('lets the connection go that brings another part than the one asked for', async () => {
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

  it('lets the connection go that brings no video, without an end', async () => {
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

  it('416 for the whole of it is a fault like others', async () => {
    await withVideoServer(
      [(_, response) => response.writeHead(416).end('{"error":{"message":"what range?","type":null}}')],
      async ({ harness, url, requests }) => {
        await assert.rejects(harness.save(harness.videoAt(url)), { name: 'VideoApiError', kind: 'rejected' });
        assert.equal(requests.length, 1);
      },
    );
  });

  it('206 that does not say which part it is, is malformed', async () => {
    await withVideoServer([(_, response) => response.writeHead(206).end(video)], async ({ harness, url }) => {
      await assert.rejects(harness.save(harness.videoAt(url)), { kind: 'malformed' });
      assert.deepEqual(await harness.files(), []);
    });
  });

  it('does not, where the whole size is not told with the part', async () => {
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

describe('servers that are busy', () => {
  for (const fault of [
    { kind: 'rateLimited', retryAfter: 60 },
    { kind: 'unavailable', status: 503, retryAfter: 60 },
  ] as const) {
    it(`${fault.kind} with a pause that can be waited for, is waited for`, async () => {
      await withSimulatedServer(async ({ simulator, harness, finished }) => {
        simulator.script({ once: fault, step: 'download' });
        await assertWhole(harness, await harness.save(await finished()));
        assert.deepEqual(harness.time.pauses, [60_000]);
      });
    });

    it(`${fault.kind} with a longer pause ends the download`, async () => {
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
    it(`${status} is tried again`, async () => {
      await withSimulatedServer(async ({ simulator, harness, finished }) => {
        const fault = { once: { kind: 'unavailable', status }, step: 'download' } as const;
        simulator.script(fault, fault);
        await assertWhole(harness, await harness.save(await finished()));
        assert.deepEqual(harness.time.pauses, [500, 1000]);
      });
    });
  }

  it('one that goes silent is given up, and asked again', async () => {
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

  it('one that goes silent in the middle is given up, and asked for the rest', async () => {
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
    it(`${kind} is not tried again`, async () => {
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
