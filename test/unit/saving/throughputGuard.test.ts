import assert from 'node:assert/strict';
import { VideoApiError } from '../../../src/endpoints/videoApi';
import { fetchVideo } from '../../../src/saving/fetchVideo';
import type { FileWriter } from '../../../src/saving/saveError';
import { ThroughputGuard } from '../../../src/saving/throughputGuard';
import { ImpatientClock } from './downloadHarness';

const MINUTE = 60_000;

/** A clock whose hands only the test turns; pauses are over at once. */
class HandClock extends ImpatientClock {
  time = 0;

  override now(): number {
    return this.time;
  }
}

describe('the pace of a download', () => {
  it('is a drip below a KiB a second, over a minute', () => {
    assert.equal(dripsAfter({ bytes: 1023, every: 1000 }), MINUTE);
    assert.equal(dripsAfter({ bytes: 1, every: 29_000 }), 3 * 29_000);
    assert.equal(dripsAfter({ bytes: 1024, every: 1000 }), undefined);
    assert.equal(dripsAfter({ bytes: 30 * 1024, every: 29_000 }), undefined);
  });

  it('is measured anew each minute: a fast beginning does not pay for the rest', () => {
    const clock = new HandClock();
    const pace = new ThroughputGuard(clock);
    assert.equal(pace.dripsWith(50 * 1024 ** 2), false);
    pace.goOn();
    clock.time += MINUTE;
    assert.equal(pace.dripsWith(1), false);
    pace.goOn();
    clock.time += MINUTE;
    assert.equal(pace.dripsWith(1), true);
  });

  it('does not count while the computer sleeps, its clock is set, or our own disk takes its time', () => {
    const clock = new HandClock();
    const pace = new ThroughputGuard(clock);
    for (const leap of [8 * 60 * MINUTE, -MINUTE, 8 * 60 * MINUTE]) {
      clock.time += leap;
      assert.equal(pace.dripsWith(1), false);
      clock.time += 10 * MINUTE;
      pace.goOn();
    }
  });
});

describe('a server that gives a little each time', () => {
  it('is given up after thirty attempts, however little each brings', async () => {
    const clock = new HandClock();
    const attempts = await attemptsAt(clock, async function* () {
      yield Uint8Array.of(0);
      throw new VideoApiError('offline', { kind: 'noConnection', cause: 'brokenOff', said: 'ECONNRESET' });
    });
    assert.equal(attempts, 30);
  });

  it('is given up within half an hour when it drips for ever', async () => {
    const clock = new HandClock();
    const attempts = await attemptsAt(clock, async function* () {
      for (;;) {
        clock.time += 20_000;
        yield Uint8Array.of(0);
      }
    });
    assert.equal(attempts, 30);
    assert.ok(clock.time <= 30 * MINUTE, String(clock.time));
  });
});

/** ms until the pace is called a drip; undefined when it is not within ten minutes. */
function dripsAfter({ bytes, every }: { bytes: number; every: number }): number | undefined {
  const clock = new HandClock();
  const pace = new ThroughputGuard(clock);
  while (clock.time < 10 * MINUTE) {
    clock.time += every;
    if (pace.dripsWith(bytes)) return clock.time;
    pace.goOn();
  }
  return undefined;
}

/** How often a video was asked for whose server continues wherever it is asked. */
async function attemptsAt(clock: HandClock, bytes: () => AsyncGenerator<Uint8Array>): Promise<number> {
  let attempts = 0;
  const head = Buffer.from('\0\0\0\x10ftypisom\0\0\0\0', 'latin1');
  const nothing = async () => undefined;
  const file: FileWriter = {
    append: nothing,
    empty: nothing,
    keep: nothing,
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
    file,
    clock,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  await assert.rejects(fetched);
  return attempts;
}
