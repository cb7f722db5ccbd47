import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import type { SaveFault } from '../../../src/operations/faultDetail';
import { createNodeFileWriter } from '../../../src/platform/node/nodeFileWriter';
import type { FileWriter } from '../../../src/saving/files';
import { SaveError } from '../../../src/saving/saveError';
import { withServer } from '../endpoints/http/loopbackServer';
import { sampleVideo } from '../simulator/runningSimulator';
import { type DownloadHarness, NAME, withDownloads, withSimulatedServer } from './downloadHarness';

const video = readFileSync(sampleVideo);
const reason = new Error('The person gave up');

/** A server that answers when it is told to. */
interface HeldServer {
  readonly harness: DownloadHarness;
  readonly url: string;
  readonly responses: readonly ServerResponse[];
  /** Resolves when so many requests have come in all. */
  readonly asked: (count: number) => Promise<void>;
}

function withHeldServer(test: (server: HeldServer) => Promise<void>): Promise<void> {
  const responses: ServerResponse[] = [];
  const arrivals = new EventEmitter();
  return withServer(
    (_, response) => {
      responses.push(response);
      arrivals.emit('arrival');
    },
    ({ url }) =>
      withDownloads(async (harness) => {
        harness.endpointAt(url);
        const asked = async (count: number) => {
          while (responses.length < count) await once(arrivals, 'arrival');
        };
        await test({ harness, url, responses, asked });
      }),
  );
}

describe('downloads from one origin', () => {
  it('run two at once; a third one waits, can be aborted, and does not delay other origins', async () => {
    await withHeldServer(async ({ harness, url, responses, asked }) => {
      const { signal, abort } = controller();
      const save = (id: string, options = {}) => fetchOnly(harness, `${url}/${id}`, id, options);
      const both = [save('a1'), save('b2')];
      await asked(2);
      const third = save('c3', { signal });
      const fourth = save('d4');
      await withServer(
        (_, response) => response.end(video),
        async (other) => {
          await fetchOnly(harness, `${other.url}/e5`, 'e5', { fromForeignHost: true });
        },
      );
      assert.equal(responses.length, 2);
      abort();
      await assert.rejects(third, reason);
      assert.equal(responses.length, 2);
      responses[0]?.end(video);
      await asked(3);
      assert.equal(responses[2]?.req.url, '/d4');
      responses[1]?.end(video);
      responses[2]?.end(video);
      assert.deepEqual(await Promise.all([...both, fourth]), Array(3).fill(video.length));
      assert.deepEqual(await harness.files(), []);
    });
  });

  it('let the next one start when they fail', async () => {
    await withHeldServer(async ({ harness, url, responses, asked }) => {
      const save = (id: string) => fetchOnly(harness, `${url}/${id}`, id);
      const all = ['a1', 'b2', 'c3'].map(save);
      const settled = Promise.allSettled(all);
      await asked(2);
      const refusal = { error: { code: 403, message: 'Not yours', status: 'PERMISSION_DENIED' } };
      responses[0]?.writeHead(403).end(JSON.stringify(refusal));
      await asked(3);
      responses[1]?.end(video);
      responses[2]?.end(video);
      assert.deepEqual((await settled).map(({ status }) => status).sort(), [
        'fulfilled',
        'fulfilled',
        'rejected',
      ]);
    });
  });
});

describe('an aborted download', () => {
  it('sends no request when it has not started', async () => {
    await withHeldServer(async ({ harness, url, responses }) => {
      const signal = AbortSignal.abort(reason);
      await assert.rejects(harness.save(harness.videoAt(`${url}/a`), { signal }), reason);
      assert.deepEqual([responses.length, await harness.files()], [0, []]);
    });
  });

  it('does not wait for the key', async () => {
    await withHeldServer(async ({ harness, url, responses }) => {
      const { signal, abort } = controller();
      harness.keys.get = () => {
        setImmediate(abort);
        return new Promise(() => undefined) as never;
      };
      await assert.rejects(harness.save(harness.videoAt(`${url}/a`), { signal }), reason);
      assert.deepEqual([responses.length, await harness.files()], [0, []]);
    });
  });

  it('closes the connection that is being opened', async () => {
    await withHeldServer(async ({ harness, url, responses, asked }) => {
      const { signal, abort } = controller();
      const saving = assert.rejects(harness.save(harness.videoAt(`${url}/a`), { signal }), reason);
      await asked(1);
      const closed = once(responses[0] as ServerResponse, 'close');
      abort();
      await Promise.all([saving, closed]);
      assert.deepEqual(await harness.files(), []);
    });
  });

  it('closes the connection in the middle and leaves no part', async () => {
    await withHeldServer(async ({ harness, url, responses, asked }) => {
      const { signal, abort } = controller();
      let seen: readonly string[] = [];
      const onProgress = () => {
        void harness.files().then((files) => {
          seen = files;
          abort();
        });
      };
      const target = harness.videoAt(`${url}/a`);
      const saving = assert.rejects(harness.save(target, { signal, onProgress }), reason);
      await asked(1);
      const closed = once(responses[0] as ServerResponse, 'close');
      responses[0]?.writeHead(200, { 'content-length': video.length }).write(video.subarray(0, 1000));
      await Promise.all([saving, closed]);
      assert.deepEqual([seen.length, seen.includes(NAME)], [1, false]);
      assert.deepEqual(await harness.files(), []);
    });
  });

  it('ends only when nothing writes to its file any more', async () => {
    await withHeldServer(async ({ harness, url, responses, asked }) => {
      const { signal, abort } = controller();
      const real = await createNodeFileWriter(harness.folder);
      const begun = new AbortController();
      let end: () => void = () => undefined;
      const written = new Promise<void>((resolve) => {
        end = resolve;
      });
      const append = () => {
        begun.abort();
        return written;
      };
      let isOver = false;
      const target = harness.videoAt(`${url}/a`);
      const discard = () => {
        isOver = true;
        return real.discard();
      };
      const file = { ...refusing(real, 'other'), append, discard };
      const told = assert.rejects(harness.saveTo(file, target, { signal }), reason);
      const writing = once(begun.signal, 'abort');
      await asked(1);
      responses[0]?.writeHead(200, { 'content-length': video.length }).write(video.subarray(0, 1000));
      await writing;
      abort();
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(isOver, false);
      end();
      await told;
      assert.deepEqual(await harness.files(), []);
    });
  });

  it('makes no further attempt', async () => {
    await withSimulatedServer(async ({ simulator, harness, finished }) => {
      const target = await finished();
      const before = simulator.requests.length;
      const { signal, abort } = controller();
      simulator.script({ always: { kind: 'cut', afterBytes: 30_000 }, step: 'download' });
      harness.time.isStopped = true;
      harness.time.onPause = () => queueMicrotask(abort);
      await assert.rejects(harness.save(target, { signal }), reason);
      assert.deepEqual([simulator.requests.length - before, await harness.files()], [1, []]);
    });
  });
});

describe('a download that the disk refuses', () => {
  for (const kind of ['diskFull', 'denied', 'noFolder', 'other'] as const) {
    it(`ends at once with ${kind}, closes the connection, and leaves nothing`, async () => {
      await withHeldServer(async ({ harness, url, responses, asked }) => {
        const file = refusing(await createNodeFileWriter(harness.folder), kind);
        const saving = assert.rejects(harness.saveTo(file, harness.videoAt(`${url}/a`)), {
          name: 'SaveError',
          kind,
        });
        await asked(1);
        const closed = once(responses[0] as ServerResponse, 'close');
        responses[0]?.writeHead(200, { 'content-length': video.length }).write(video.subarray(0, 1000));
        await Promise.all([saving, closed]);
        assert.deepEqual([responses.length, harness.time.pauses], [1, []]);
        assert.deepEqual(await harness.files(), []);
      });
    });
  }

  it('fails when its folder was removed meanwhile', async () => {
    await withHeldServer(async ({ harness, url, responses, asked }) => {
      const target = harness.videoAt(`${url}/a`);
      const saving = assert.rejects(harness.save(target), { name: 'SaveError', kind: 'noFolder' });
      await asked(1);
      await rm(harness.folder, { recursive: true });
      responses[0]?.end(video);
      await saving;
      await assert.rejects(harness.files(), { code: 'ENOENT' });
    });
  });
});

/** A file that takes nothing. */
function refusing(file: FileWriter, kind: SaveFault): FileWriter {
  return {
    append: () => Promise.reject(new SaveError(kind, 'As the system says')),
    truncate: () => file.truncate(),
    commit: (name, mode) => file.commit(name, mode),
    sha256: () => file.sha256(),
    discard: () => file.discard(),
  };
}

function controller(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const aborting = new AbortController();
  return { signal: aborting.signal, abort: () => aborting.abort(reason) };
}

/** Downloads a video, and keeps nothing. Returns bytes. */
async function fetchOnly(harness: DownloadHarness, url: string, id: string, options = {}): Promise<number> {
  const file = await createNodeFileWriter(harness.folder);
  const { signal } = new AbortController();
  try {
    const target = harness.videoAt(url, id);
    return await harness.downloads.fetch(target, file, { onProgress: () => undefined, signal, ...options });
  } finally {
    await file.discard();
  }
}
