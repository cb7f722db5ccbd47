import assert from 'node:assert/strict';
import type { DownloadOptions } from '../../../src/saving/downloads';
import { type BatchProgress, saveAll } from '../../../src/saving/saveAll';
import type { Destination, SavedVideo } from '../../../src/saving/videoSaver';
import { uriAt } from './diskFiles';
import { succeededTarget } from './videoTarget';

/** Saves nothing; what comes of a video is decided by the test. */
class HeldSaver {
  readonly begun: Destination[] = [];
  private readonly ends: ((work: Promise<SavedVideo>) => void)[] = [];
  private readonly options: DownloadOptions[] = [];

  save(destination: Destination, options: DownloadOptions): Promise<SavedVideo> {
    this.begun.push(destination);
    this.options.push(options);
    return new Promise((resolve) => this.ends.push(resolve));
  }

  succeed(at: number): void {
    const { uri } = this.begun[at] as Destination;
    this.ends[at]?.(Promise.resolve({ uri, size: 10, sidecar: 'written' }));
  }

  fail(at: number, error: unknown): void {
    this.ends[at]?.(Promise.reject(error));
  }

  receive(at: number, received: number): void {
    this.options[at]?.onProgress({ received, size: 10 });
  }
}

describe('a batch of videos', () => {
  it('finishes in any order, and each result is that of its destination', async () => {
    const { saver, saving } = begin(3);
    await ticks();
    for (const at of [2, 0, 1]) saver.succeed(at);
    const places = (await saving).map((result) => result.kind === 'saved' && result.saved.uri.path);
    assert.deepEqual(places, ['/0.mp4', '/1.mp4', '/2.mp4']);
  });

  it('is saved except for the one that fails, whose result has the error', async () => {
    const { saver, saving } = begin(3);
    await ticks();
    const error = new Error('No room');
    saver.succeed(0);
    saver.fail(1, error);
    saver.succeed(2);
    const results = await saving;
    assert.deepEqual(
      results.map(({ kind }) => kind),
      ['saved', 'failed', 'saved'],
    );
    assert.deepEqual(results[1], { kind: 'failed', destination: saver.begun[1], error });
  });

  it('saves eight at once', async () => {
    const { saver, saving } = begin(10);
    await ticks();
    assert.equal(saver.begun.length, 8);
    saver.succeed(0);
    await ticks();
    assert.equal(saver.begun.length, 9);
    saver.fail(1, new Error('No room'));
    await ticks();
    assert.equal(saver.begun.length, 10);
    for (let at = 2; at < 10; at++) saver.succeed(at);
    await saving;
  });

  it('keeps complete files when the person cancels, and starts nothing after that', async () => {
    const { saver, saving, cancel, progress } = begin(10);
    await ticks();
    saver.succeed(0);
    await ticks();
    cancel.abort();
    for (let at = 1; at < 9; at++) saver.fail(at, new Error('Canceled'));
    const kinds = (await saving).map(({ kind }) => kind);
    assert.deepEqual([saver.begun.length, kinds], [9, ['saved', ...Array(9).fill('cancelled')]]);
    assert.equal(progress.at(-1)?.finished, 1);
  });

  it('reports the progress of each video, and how many have finished, including failed ones', async () => {
    const { saver, saving, progress } = begin(2);
    await ticks();
    saver.receive(1, 4);
    assert.deepEqual(received(progress), [0, 4]);
    saver.receive(0, 7);
    assert.deepEqual(received(progress), [7, 4]);
    saver.succeed(0);
    saver.fail(1, new Error('No room'));
    await saving;
    assert.equal(progress.at(-1)?.finished, 2);
  });
});

/** So many videos, all to be saved at once. */
function begin(count: number) {
  const saver = new HeldSaver();
  const cancel = new AbortController();
  const progress: BatchProgress[] = [];
  const destinations = Array.from({ length: count }, (_, index) => destinationOf(index));
  const onProgress = ({ videos, finished }: BatchProgress) =>
    progress.push({ videos: [...videos], finished });
  const saving = saveAll(destinations, saver, { signal: cancel.signal, onProgress });
  return { saver, saving, cancel, progress };
}

function destinationOf(index: number): Destination {
  const target = succeededTarget({ endpoint: 'here', name: `models/veo/operations/${index}` });
  return { target, uri: uriAt(`/${index}.mp4`), conflict: 'number' };
}

function received(progress: readonly BatchProgress[]): number[] {
  return progress.at(-1)?.videos.map((one) => one.received) ?? [];
}

/** Until all that waits for nothing else has run. */
function ticks(): Promise<void> {
  return new Promise(setImmediate);
}
