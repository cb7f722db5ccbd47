import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemTime } from '../../../../src/base/time';
import { createVideoApi } from '../../../../src/endpoints/contracts';
import type { Endpoint } from '../../../../src/endpoints/endpoint';
import { readResult } from '../../../../src/endpoints/google/geminiResult';
import { readJson } from '../../../../src/endpoints/http/body';
import { createHttp } from '../../../../src/endpoints/http/http';
import type { LongText } from '../../../../src/endpoints/http/longText';
import { AnswerSpool, type Spool, type SpoolFile } from '../../../../src/endpoints/http/spool';
import { createNodeSpool } from '../../../../src/platform/node/nodeSpool';
import { writeBase64Video } from '../../../../src/saving/base64Video';
import type { FileWriter } from '../../../../src/saving/files';
import { createKeepInline } from '../../../../src/saving/inlineVideoStorage';
import { SaveError } from '../../../../src/saving/saveError';
import { OriginLimiter } from '../../../../src/tracking/limits/originLimiter';
import { type Outcome, requestStatus } from '../../../../src/tracking/polling/statusRequest';
import { DiskFiles } from '../../saving/diskFiles';
import { SINGLE_WINDOW } from '../../tracking/limits/singleWindow';
import { withServer } from './loopbackServer';
import { wholeText } from './wholeText';

const MIB = 1024 * 1024;
const NAME = 'models/veo-3.1/operations/abc';
const PIECE_BYTES = 64 * 1024;

/** An MP4 file as far as its boxes tell: a type, and media of so many bytes, each different from its neighbours. */
function videoOf(bytes: number): Buffer {
  const head = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex');
  const media = Buffer.alloc(bytes - head.length);
  for (let at = 8; at < media.length; at++) media[at] = (at * 31 + (at >> 8)) & 0xff;
  media.writeUInt32BE(media.length);
  media.write('mdat', 4);
  return Buffer.concat([head, media]);
}

function geminiAnswer(videos: readonly string[]): string {
  const generatedSamples = videos.map((bytesBase64Encoded) => ({ video: { bytesBase64Encoded } }));
  return JSON.stringify({
    name: NAME,
    done: true,
    response: { generateVideoResponse: { generatedSamples } },
  });
}

/** A folder for temporary files, one for kept videos, and one status request against a server that answers as told. */
class Asking {
  private readonly files = new DiskFiles();
  readonly abort = new AbortController();
  /** How many files there were at once, and what was written to them. */
  opened = 0;
  written = 0;

  constructor(private readonly folder: string) {}

  get spoolFolder(): string {
    return join(this.folder, 'answers');
  }

  async ask(
    url: string,
    spool = this.counted(createNodeSpool(this.spoolFolder)),
    name = NAME,
  ): Promise<Outcome> {
    const endpoint: Endpoint = { id: 'here', label: 'Here', kind: 'google', url, auth: { kind: 'none' } };
    const terms = { ...SINGLE_WINDOW, requestsPerMinute: () => 60 };
    const { signal } = this.abort;
    const limiter = new OriginLimiter(url, terms, () => undefined);
    const id = { endpoint: 'here', name };
    return requestStatus(
      { id, hints: {}, endpoint, limiter, probe: undefined, signal },
      {
        api: createVideoApi(createHttp({ userAgent: undefined }), () => undefined),
        keys: { get: async () => undefined },
        keepInline: createKeepInline(this.files.uriOf(join(this.folder, 'kept')), this.files),
        time: systemTime,
        spool,
      },
    );
  }

  /** What was kept, in the order of the samples. */
  async kept(outcome: Outcome): Promise<Buffer[]> {
    const { report } = outcome;
    assert.equal(report.kind, 'succeeded', JSON.stringify(report));
    const videos = 'videos' in report ? report.videos : [];
    return Promise.all(videos.map(({ kept = '' }) => readFile(fileURLToPath(kept))));
  }

  /** Everything that is left on the disk, but for kept videos. */
  async left(): Promise<string[]> {
    const found = await readdir(this.folder, { recursive: true, withFileTypes: true });
    return found.filter((one) => one.isFile() && !one.name.endsWith('.mp4')).map(({ name }) => name);
  }

  private counted(spool: Spool): Spool {
    return {
      ...spool,
      open: async () => {
        this.opened++;
        const file = await spool.open();
        const append = (pieces: readonly Uint8Array[]) => {
          this.written += pieces.reduce((sum, { length }) => sum + length, 0);
          return file.append(pieces);
        };
        return { append, read: (at, length) => file.read(at, length), discard: () => file.discard() };
      },
    };
  }
}

async function withAsking(test: (asking: Asking) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'veo-spool-'));
  try {
    await test(new Asking(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sending(text: string): RequestListener {
  return (_, response) => response.end(text);
}

function problemOf({ report }: Outcome) {
  return report.kind === 'problem' ? report.problem : assert.fail(report.kind);
}

describe('large videos inside an answer, with a disk', () => {
  it('go through a temporary file to where they are kept, byte by byte, and leave no other file', () =>
    withAsking(async (asking) => {
      const video = videoOf(25 * MIB);
      await withServer(sending(geminiAnswer([video.toString('base64')])), async ({ url }) => {
        const [kept] = await asking.kept(await asking.ask(url));
        assert.ok(kept?.equals(video));
      });
      assert.ok(asking.written > 30 * MIB, `${asking.written}`);
      assert.deepEqual([asking.opened, await asking.left()], [1, []]);
    })).timeout(30_000);

  it('may be five, in one file, and with escapes between their characters', () =>
    withAsking(async (asking) => {
      const videos = [5, 4, 3, 2, 1].map((size) => videoOf(size * MIB + size));
      const json = geminiAnswer(videos.map((video) => video.toString('base64'))).replaceAll('/', '\\/');
      await withServer(sending(json), async ({ url }) => {
        const kept = await asking.kept(await asking.ask(url));
        assert.deepEqual(
          kept.map((one, at) => one.equals(videos[at] ?? Buffer.of())),
          Array(5).fill(true),
        );
      });
      assert.deepEqual([asking.opened, await asking.left()], [1, []]);
    })).timeout(30_000);

  it('need no file as long as the answer is small', () =>
    withAsking(async (asking) => {
      const video = videoOf(MIB / 2);
      await withServer(sending(geminiAnswer([video.toString('base64')])), async ({ url }) => {
        assert.deepEqual(await asking.kept(await asking.ask(url)), [video]);
      });
      assert.equal(asking.opened, 0);
    }));

  it('that are cut in their middle are refused, and leave no file', () =>
    withAsking(async (asking) => {
      const base64 = videoOf(4 * MIB).toString('base64');
      await withServer(sending(geminiAnswer([base64.slice(0, 3 * MIB)])), async ({ url }) => {
        const { kind, detail } = problemOf(await asking.ask(url));
        assert.deepEqual([kind, detail?.kind], ['malformed', 'cutShort']);
      });
      assert.deepEqual([asking.opened, await asking.left()], [1, []]);
    }));

  it('that are none are refused, and leave no file', () =>
    withAsking(async (asking) => {
      await withServer(sending(geminiAnswer(['A'.repeat(4 * MIB)])), async ({ url }) => {
        const { kind, detail } = problemOf(await asking.ask(url));
        assert.deepEqual([kind, detail?.kind], ['malformed', 'notMp4']);
      });
      assert.deepEqual([asking.opened, await asking.left()], [1, []]);
    }));

  it('leave no file when the connection breaks off, or when nobody wants them any more', () =>
    withAsking(async (asking) => {
      const half = geminiAnswer([videoOf(8 * MIB).toString('base64')]).slice(0, 6 * MIB);
      const breaking: RequestListener = (_, response) => response.write(half, () => response.destroy());
      await withServer(breaking, async ({ url }) => {
        assert.equal(problemOf(await asking.ask(url)).kind, 'offline');
      });
      assert.deepEqual([asking.opened, await asking.left()], [1, []]);
      let closed: Promise<unknown> | undefined;
      const waiting: RequestListener = (_, response) => {
        closed = once(response, 'close');
        response.write(half);
      };
      const spool = createNodeSpool(asking.spoolFolder);
      const aborting: Spool = {
        ...spool,
        open: async () => {
          asking.abort.abort();
          return spool.open();
        },
      };
      await withServer(waiting, async ({ url }) => {
        problemOf(await asking.ask(url, aborting));
        await closed;
      });
      assert.deepEqual(await asking.left(), []);
    }));

  it('are asked for again later when the disk is full, or the folder cannot be written', () =>
    withAsking(async (asking) => {
      let discarded = 0;
      const full: SpoolFile = {
        append: async () => {
          throw new SaveError('diskFull', 'no space left', { code: 'ENOSPC' });
        },
        read: () => assert.fail('Nothing was written'),
        discard: async () => {
          discarded++;
        },
      };
      await withServer(sending(geminiAnswer([videoOf(4 * MIB).toString('base64')])), async ({ url }) => {
        const { kind, detail } = problemOf(
          await asking.ask(url, { open: async () => full, sweep: async () => {} }),
        );
        assert.deepEqual(
          [kind, detail],
          ['notSaved', { kind: 'unwritten', fault: 'diskFull', said: 'ENOSPC' }],
        );
        assert.equal(discarded, 1);
        await writeFile(asking.spoolFolder, 'a file where the folder should be');
        const blocked = problemOf(await asking.ask(url));
        assert.deepEqual([blocked.kind, blocked.detail?.kind], ['notSaved', 'unwritten']);
      });
    }));

  it('are told from prose, which is refused beyond 1 MiB and never on the disk', () =>
    withAsking(async (asking) => {
      const prose = 'A lantern drifts over the river. '.repeat(MIB);
      for (const text of [
        prose,
        JSON.stringify({ name: NAME, done: true, text: prose }),
        geminiAnswer([prose]),
      ]) {
        await withServer(sending(text), async ({ url }) => {
          const { kind, detail } = problemOf(await asking.ask(url));
          assert.deepEqual([kind, detail], ['malformed', { kind: 'tooLarge', mebibytes: 1 }]);
        });
      }
      assert.deepEqual([asking.opened, await asking.left()], [0, []]);
    })).timeout(30_000);

  it('may be those of an Interaction', () =>
    withAsking(async (asking) => {
      const video = videoOf(25 * MIB);
      const content = [{ type: 'video', mime_type: 'video/mp4', data: video.toString('base64') }];
      const steps = [{ type: 'model_output', content }];
      const json = JSON.stringify({ id: 'v1_abc', object: 'interaction', status: 'completed', steps });
      await withServer(sending(json), async ({ url }) => {
        const [kept] = await asking.kept(await asking.ask(url, undefined, 'v1_abc'));
        assert.ok(kept?.equals(video));
      });
      assert.deepEqual([asking.opened, await asking.left()], [1, []]);
    })).timeout(30_000);

  it('may stand under any name, for they begin as videos do', () =>
    withAsking(async (asking) => {
      const text = videoOf(3 * MIB).toString('base64');
      const spool = new AnswerSpool(createNodeSpool(asking.spoolFolder));
      await withServer(sending(JSON.stringify({ clip: text })), async ({ url }) => {
        const request = { url, keyHeaders: {}, mayHoldVideo: true, spool, signal: asking.abort.signal };
        const { body } = await createHttp({ userAgent: undefined }).getJson(request);
        const { clip } = body as { clip: LongText };
        assert.equal((await readdir(asking.spoolFolder)).length, 1);
        assert.ok((await wholeText(clip)) === text);
      });
      await spool.discard();
      assert.deepEqual(await asking.left(), []);
    }));
});

describe('an answer with five videos of 20 MB', () => {
  it('is never in memory by more than 3 MiB, neither while it comes nor while it is kept', async () => {
    const base64 = videoOf(20_000_000).toString('base64');
    const json = Buffer.from(geminiAnswer(Array<string>(5).fill(base64)));
    const disk = Buffer.alloc(json.length);
    let [sent, stored, mostHeld] = [0, 0, 0];
    const file: SpoolFile = {
      append: async (pieces) => {
        for (const piece of pieces) {
          disk.set(piece, stored);
          stored += piece.length;
        }
      },
      read: async (at, length) => {
        mostHeld = Math.max(mostHeld, length);
        return disk.subarray(at, at + length);
      },
      discard: async () => {},
    };
    async function* body() {
      for (; sent < json.length; sent += PIECE_BYTES) {
        mostHeld = Math.max(mostHeld, sent - stored);
        yield json.subarray(sent, sent + PIECE_BYTES);
      }
    }
    const spool = new AnswerSpool({ open: async () => file, sweep: async () => {} });
    const { value } = await readJson({ body: body() }, { mayHoldVideo: true, onPiece: () => {}, spool });
    let bytes = 0;
    const append = async ({ length }: Uint8Array) => {
      bytes += length;
    };
    for (const video of readResult(value).videos) {
      await writeBase64Video('base64' in video ? video.base64 : '', { append } as unknown as FileWriter);
    }
    assert.equal(bytes, 100_000_000);
    assert.ok(mostHeld < 3 * MIB, `${mostHeld / MIB} MiB`);
  }).timeout(30_000);
});

describe('temporary files that a killed extension host has left', () => {
  it('are removed an hour later, and nothing else is', () =>
    withAsking(async (asking) => {
      const spool = createNodeSpool(asking.spoolFolder);
      await spool.sweep();
      const file = await spool.open();
      await file.append([Buffer.from('left')]);
      const [name = ''] = await readdir(asking.spoolFolder);
      const theirs = join(asking.spoolFolder, 'theirs.part');
      await writeFile(theirs, 'theirs');
      const set = async (minutesAgo: number) => {
        const at = Date.now() / 1000 - minutesAgo * 60;
        for (const path of [join(asking.spoolFolder, name), theirs]) await utimes(path, at, at);
      };
      await set(59);
      await spool.sweep();
      assert.equal((await readdir(asking.spoolFolder)).length, 2);
      await set(61);
      await spool.sweep();
      assert.deepEqual(await readdir(asking.spoolFolder), ['theirs.part']);
      await file.discard();
    }));
});
