import assert from 'node:assert/strict';
import { MINUTE_MS } from '../../../src/base/time';
import { VideoApiError } from '../../../src/endpoints/videoApi';
import { fetchVideo } from '../../../src/saving/fetchVideo';
import type { FileWriter } from '../../../src/saving/files';
import { ThroughputGuard } from '../../../src/saving/throughputGuard';
import { InstantTime } from './downloadHarness';

/** Only the test moves the wall clock; pauses are over at once. */
class ManualTime extends InstantTime {
  wallClock = 0;

  override now(): number {
    return this.wallClock;
  }
}

describe('a download', () => {
  it('is too slow below 1 KiB a second over a minute', () => {
    assert.equal(tooSlowAfter({ bytes: 1023, every: 1000 }), MINUTE_MS);
    assert.equal(tooSlowAfter({ bytes: 1, every: 29_000 }), 3 * 29_000);
    assert.equal(tooSlowAfter({ bytes: 1024, every: 1000 }), undefined);
    assert.equal(tooSlowAfter({ bytes: 30 * 1024, every: 29_000 }), undefined);
  });

  it('is measured anew each minute, so that a fast start does not make up for the rest', () => {
    const time = new ManualTime();
    const guard = new ThroughputGuard(time);
    assert.equal(guard.isTooSlow(50 * 1024 ** 2), false);
    guard.startWaiting();
    time.wallClock += MINUTE_MS;
    assert.equal(guard.isTooSlow(1), false);
    guard.startWaiting();
    time.wallClock += MINUTE_MS;
    assert.equal(guard.isTooSlow(1), true);
  });

  it('is not too slow because the computer sleeps, its clock is set, or the disk is slow', () => {
    const time = new ManualTime();
    const guard = new ThroughputGuard(time);
    for (const leap of [8 * 60 * MINUTE_MS, -MINUTE_MS, 8 * 60 * MINUTE_MS]) {
      time.wallClock += leap;
      assert.equal(guard.isTooSlow(1), false);
      time.wallClock += 10 * MINUTE_MS;
      guard.startWaiting();
    }
  });
});

describe('a download to a slow disk', () => {
  it('is not too slow, because only the wait for the server counts', async () => {
    const time = new ManualTime();
    const writeSlowly = async () => {
      time.wallClock += 30_000;
    };
    const attempts = await attemptsAt(
      time,
      async function* () {
        for (let count = 0; count < 10; count++) yield Uint8Array.of(0);
        throw new VideoApiError('noKey', { kind: 'noKey' });
      },
      writeSlowly,
    );
    assert.equal(attempts, 1);
  });
});

describe('a download from a server that sends a few bytes each time', () => {
  it('is given up after thirty attempts', async () => {
    const time = new ManualTime();
    const attempts = await attemptsAt(time, async function* () {
      yield Uint8Array.of(0);
      throw new VideoApiError('offline', { kind: 'noConnection', cause: 'brokenOff', said: 'ECONNRESET' });
    });
    assert.equal(attempts, 30);
  });

  it('is given up within half an hour when the bytes never stop', async () => {
    const time = new ManualTime();
    const attempts = await attemptsAt(time, async function* () {
      for (;;) {
        time.wallClock += 20_000;
        yield Uint8Array.of(0);
      }
    });
    assert.equal(attempts, 30);
    assert.ok(time.wallClock <= 30 * MINUTE_MS, String(time.wallClock));
  });
});

describe('a download from a server that never ends its response', () => {
  it('is given up after 4 GiB, and not tried again', async () => {
    const piece = new Uint8Array(64 * 1024 ** 2);
    const attempts = await attemptsAt(new ManualTime(), async function* () {
      for (let sent = 0; sent <= 4 * 1024 ** 3; sent += piece.length) yield piece;
    });
    assert.equal(attempts, 1);
  });
});

/** ms until a download is too slow; undefined when it is not within ten minutes. */
function tooSlowAfter({ bytes, every }: { bytes: number; every: number }): number | undefined {
  const time = new ManualTime();
  const guard = new ThroughputGuard(time);
  while (time.wallClock < 10 * MINUTE_MS) {
    time.wallClock += every;
    if (guard.isTooSlow(bytes)) return time.wallClock;
    guard.startWaiting();
  }
  return undefined;
}

/** The number of attempts with a server that supports resumption. */
async function attemptsAt(
  time: ManualTime,
  bytes: () => AsyncGenerator<Uint8Array>,
  append: FileWriter['append'] = async () => undefined,
): Promise<number> {
  let attempts = 0;
  const head = Buffer.from('\0\0\0\x10ftypisom\0\0\0\0', 'latin1');
  const nothing = async () => undefined;
  const writer: FileWriter = {
    append,
    truncate: nothing,
    commit: nothing,
    discard: nothing,
    sha256: async () => '',
  };
  const fetched = fetchVideo({
    open: async ({ start }) => {
      attempts++;
      const pieces = async function* () {
        if (start === 0) yield head;
        yield* bytes();
      };
      return { start, size: undefined, etag: undefined, pieces, discard: () => undefined };
    },
    writer,
    time,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  await assert.rejects(fetched);
  return attempts;
}
