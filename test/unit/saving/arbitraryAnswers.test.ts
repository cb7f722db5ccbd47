import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import type { Http, StreamAnswer } from '../../../src/endpoints/http/httpPort';
import { readRetryAfter } from '../../../src/endpoints/http/retryAfter';
import { VideoApiError } from '../../../src/endpoints/videoApi';
import { HttpVideoContents, NoVideoError } from '../../../src/endpoints/videoContents';
import { parseJson } from '../../../src/outside/json';
import { fetchVideo } from '../../../src/saving/fetchVideo';
import type { FileWriter } from '../../../src/saving/files';
import { withServer } from '../endpoints/http/loopbackServer';
import { type Answering, type ArbitraryAnswer, arbitraryAnswering } from './arbitraryServer';
import { InstantTime, KEY, NAME, withDownloads } from './downloadHarness';

/** Two boxes are a video for whoever looks at boxes only, and short enough for thousands of downloads. */
const short = Buffer.concat([box('ftyp', 32), box('mdat', 468)]);
const { signal } = new AbortController();

describe('a server that answers anything', () => {
  it('neither makes us lose a video nor leaves half of one (5000 downloads)', async () => {
    const answers = fc.array(arbitraryAnswering(short, KEY), { maxLength: 8 });
    const ends = { saved: 0, gone: 0, failed: 0 };
    await fc.assert(
      fc.asyncProperty(answers, async (script) => {
        const file = new MemoryWriter();
        const given: ArbitraryAnswer[] = [];
        const contents = new HttpVideoContents(scripted(script, given));
        const source = { kind: 'endpoint', url: 'https://gw.example/a', keyForm: 'bearer' } as const;
        const end = await fetchVideo({
          open: (wanted) => contents.open(source, { ...wanted, key: KEY, signal }),
          writer: file,
          time: new InstantTime(),
          onProgress: () => undefined,
          signal,
        }).catch((error: Error) => error);
        if (typeof end === 'number') assert.deepEqual([end, file.bytes], [short.length, short]);
        else assertHonest(end, given);
        ends[typeof end === 'number' ? 'saved' : isGone(end) ? 'gone' : 'failed']++;
      }),
      { numRuns: 5000 },
    );
    assert.ok(ends.saved > 500 && ends.gone > 200 && ends.failed > 500, JSON.stringify(ends));
  });

  it('never makes the list claim more than it said, nor leaves anything but a complete video (300 over HTTP)', async () => {
    const scripts = fc.sample(fc.array(arbitraryAnswering(short, KEY), { maxLength: 6 }), {
      numRuns: 300,
      seed: 7,
    });
    await withDownloads(async (harness) => {
      let script: Answering[] = [];
      let given: ArbitraryAnswer[] = [];
      const ends: string[] = [];
      await withServer(
        ({ headers }, response) => {
          const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
          send(response, record((script.shift() ?? truly)(start), given));
        },
        async ({ url }) => {
          harness.endpointAt(url);
          for (const [index, one] of scripts.entries()) {
            script = [...one];
            given = [];
            const target = harness.videoAt(`${url}/a`, `a${index}`);
            const end = await harness.save(target).catch((error: Error) => error);
            const { gone } = harness.store.get(target.operation)?.videos[0] ?? {};
            const files = await harness.files();
            if (!(end instanceof Error)) assert.deepEqual(await harness.saved(), short);
            else assertHonest(end, given);
            assert.deepEqual(files, end instanceof Error ? [] : [NAME]);
            assert.equal(gone === true, end instanceof Error && isGone(end));
            ends.push(end instanceof Error ? 'failed' : 'saved');
            await harness.clear();
          }
        },
      );
      assert.deepEqual(new Set(ends), new Set(['failed', 'saved']));
      assert.equal(harness.log.join('\n').includes(KEY), false);
    });
  });
});

function box(type: string, length: number): Buffer {
  const bytes = Buffer.alloc(length, 7);
  bytes.writeUInt32BE(length);
  bytes.write(type, 4);
  return bytes;
}

function truly(start: number): ArbitraryAnswer {
  const headers = start > 0 ? { 'content-range': `bytes ${start}-${short.length - 1}/${short.length}` } : {};
  return {
    status: start > 0 ? 206 : 200,
    headers: headers as Record<string, string>,
    body: short.subarray(start),
    saysGone: false,
  };
}

function record(answer: ArbitraryAnswer, given: ArbitraryAnswer[]): ArbitraryAnswer {
  given.push(answer);
  return answer;
}

function isGone(error: Error): boolean {
  return error instanceof NoVideoError && error.kind === 'gone';
}

/** Only the last answer can be what ended the download, for whatever passes is followed by another request. */
function assertHonest(error: Error, given: readonly ArbitraryAnswer[]): void {
  assert.ok(error instanceof NoVideoError || error instanceof VideoApiError, String(error.stack));
  assert.equal(isGone(error), given.at(-1)?.saysGone === true, error.message);
  assert.equal(error.message.includes(KEY.slice(0, 8)), false, error.message);
}

function send(
  response: ServerResponse,
  { status, headers, body, cutAfter = body.length }: ArbitraryAnswer,
): void {
  if (status === 204) {
    response.writeHead(status, headers).end();
    return;
  }
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
  if (cutAfter >= body.length) response.end(body);
  else response.write(body.subarray(0, cutAfter), () => response.socket?.destroySoon());
}

/** Plays the answers in turn, and then tells the truth. */
function scripted(script: readonly Answering[], given: ArbitraryAnswer[]): Http {
  return {
    getJson: () => Promise.reject(new Error('Nobody should ask')),
    getStream: async ({ headers }) => {
      const start = Number(/^bytes=(\d+)-$/.exec(headers?.range ?? '')?.[1] ?? 0);
      return streamOf(record((script[given.length] ?? truly)(start), given));
    },
  };
}

function streamOf({ status, headers, body, cutAfter = body.length }: ArbitraryAnswer): StreamAnswer {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    const end = Math.min(cutAfter, body.length);
    for (let at = 0; at < end; at += 200) yield body.subarray(at, Math.min(at + 200, end));
    if (cutAfter < body.length) throw new VideoApiError('offline', 'No connection (ECONNRESET)');
  }
  return {
    status,
    header: (name) => (name === 'content-length' ? String(body.length) : headers[name]),
    pieces,
    readText: async (begun = pieces()) => {
      const read: Uint8Array[] = [];
      for await (const piece of begun) read.push(piece);
      const text = Buffer.concat(read).toString();
      const retryAfter = readRetryAfter(headers['retry-after'] ?? null, 0);
      return { answer: { status, body: parseJson(text), retryAfter }, text };
    },
    discard: () => undefined,
  };
}

class MemoryWriter implements FileWriter {
  private pieces: Uint8Array[] = [];

  get bytes(): Buffer {
    return Buffer.concat(this.pieces);
  }

  async append(piece: Uint8Array): Promise<void> {
    this.pieces.push(piece.slice());
  }

  async truncate(): Promise<void> {
    this.pieces = [];
  }

  async commit(): Promise<void> {}

  async sha256(): Promise<string> {
    return '';
  }

  async discard(): Promise<void> {}
}
