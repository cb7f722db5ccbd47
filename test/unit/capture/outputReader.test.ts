import assert from 'node:assert/strict';
import { OutputReader, PAUSE_MS } from '../../../src/ui/capture/outputReader';
import { type FakeClock, fakeClock } from '../base/fakeClock';

const NAME = 'models/veo-3.1-generate-preview/operations/abcdefgh1234';

describe('a reader of what a program prints', () => {
  let clock: FakeClock;
  let found: { readonly names: readonly string[]; readonly at: readonly number[] }[];
  let ends: number;
  let reader: OutputReader;
  beforeEach(() => {
    clock = fakeClock(1000);
    found = [];
    ends = 0;
    reader = readerWith(clock);
  });

  it('tells a name that came in pieces, with the time of its last piece', async () => {
    reader.push(`Shot 1: ${NAME.slice(0, 30)}`);
    await clock.advance(100);
    reader.push(`${NAME.slice(30)}\n`);
    await clock.advance(PAUSE_MS);
    assert.deepEqual(found, [{ names: [NAME], at: [1100] }]);
  });

  it('tells a name in a line without an end after a pause, with the time of the print', async () => {
    reader.push(`${NAME} `);
    await clock.advance(PAUSE_MS - 1);
    assert.deepEqual(found, []);
    await clock.advance(1);
    assert.deepEqual(found, [{ names: [NAME], at: [1000] }]);
  });

  it('tells at once what is left when the program ends, and keeps no timer', () => {
    reader.push(NAME);
    reader.end();
    reader.end();
    assert.deepEqual(
      found.map(({ names }) => names),
      [[NAME]],
    );
    assert.deepEqual([ends, clock.countTimers()], [1, 0]);
  });

  it('tells what was found within some seconds while the output goes on', async () => {
    for (let time = 0; time < 20; time++) {
      reader.push(`${NAME}${time}\n`);
      await clock.advance(100);
    }
    assert.ok(found.length >= 1);
    assert.ok((found[0]?.names.length ?? 0) < 20);
  });

  it('sets no timer while nothing is printed', async () => {
    reader.push('some words\n');
    await clock.advance(PAUSE_MS);
    assert.equal(clock.countTimers(), 0);
  });

  it('rests between pieces of what is printed faster than it reads', async () => {
    const slow = readerWith(slowClock(clock));
    slow.push(`${'x'.repeat(999)}\n`.repeat(1000));
    slow.push(`${NAME}\n`);
    slow.end();
    assert.deepEqual([found.length, ends, clock.countTimers()], [0, 0, 1]);
    await clock.advance(60_000);
    assert.deepEqual([found.length, ends, clock.countTimers()], [1, 1, 0]);
  });

  it('reads what waits together, so that thousands of lines that come one by one are read soon', async () => {
    const slow = readerWith(slowClock(clock));
    for (let line = 0; line < 5000; line++) slow.push(`${NAME}${line}\n`);
    slow.end();
    await clock.advance(2000);
    assert.deepEqual([found.flatMap(({ names }) => names).length, ends], [5000, 1]);
  });

  it('drops the middle of what it cannot hold, and takes neither half of a line for the whole of one', () => {
    const kept = `mple/v1beta/${NAME}cut\n${'x\n'.repeat(2_000_000)}`.slice(0, 3_999_900);
    const last = `\n${NAME}last\n`.padEnd(100, '\n');
    reader.push(`${NAME}first\n${NAME}begun`);
    reader.push(`\n${NAME}middle\n${'x\n'.repeat(100)}https://other.exa${kept}${last}`);
    reader.end();
    clock.advanceSync(60_000);
    const names = found.flatMap((one) => one.names);
    assert.deepEqual(names, [`${NAME}first`, `${NAME}last`]);
  });

  it('takes nothing any more once it is disposed of', () => {
    reader.push(NAME);
    reader.dispose();
    reader.push(`${NAME}2\n`);
    assert.deepEqual([found.length, clock.countTimers()], [0, 0]);
  });

  function readerWith(time: FakeClock): OutputReader {
    return new OutputReader(
      {
        found(printed) {
          const names = printed.map(({ reference }) => reference.name);
          found.push({ names, at: printed.map(({ printedAt }) => printedAt) });
        },
        ended: () => ends++,
      },
      time,
    );
  }
});

/** A clock by which each look at it takes 5 ms, as if reading were slow. */
function slowClock(clock: FakeClock): FakeClock {
  let looks = 0;
  return { ...clock, monotonic: () => clock.monotonic() + 5 * looks++ };
}
