import assert from 'node:assert/strict';
import { newOperation, type Video } from '../../../src/operations/operation';
import { fromRecord, toRecord } from '../../../src/operations/record';
import { transition } from '../../../src/operations/transition';
import { idOf, TEN_O_CLOCK } from './arbitraries';

/** A stored record above this limit is set aside. */
const MAX_RECORD_BYTES = 64 * 1024;

/** An operation that ended with so many videos, with addresses of so many characters, and with these filter reasons. */
function endedWith(count: number, length: number, filterReasons: readonly string[] = []) {
  const samples = Array.from({ length: count }, (_, at): Video => {
    const start = `https://a.example/${at}/`;
    return { uri: start + 'x'.repeat(length - start.length) };
  });
  const videos = samples as unknown as readonly [Video, ...Video[]];
  const started = newOperation(idOf('idrk08ltkg0a'), { prompt: 'ư'.repeat(500) }, TEN_O_CLOCK);
  return transition(started, { kind: 'succeeded', videos, filterReasons }, TEN_O_CLOCK);
}

describe('the record of an operation with many videos', () => {
  const longest = Array<string>(20).fill('ệ'.repeat(500));
  const answers: readonly [count: number, length: number, reasons: readonly string[]][] = [
    [100, 30, []],
    [100, 8192, []],
    [100, 8192, longest],
    [1, 8192, longest],
  ];
  for (const [count, length, reasons] of answers) {
    it(`stays readable with ${count} addresses of ${length} characters and ${reasons.length} reasons`, () => {
      const operation = endedWith(count, length, reasons);
      const stored = JSON.stringify(toRecord(operation));
      assert.ok(Buffer.byteLength(stored) < MAX_RECORD_BYTES, `${Buffer.byteLength(stored)} bytes`);
      assert.deepEqual(fromRecord(JSON.parse(stored)), operation);
    });
  }

  it('holds all the videos that an API makes at once, with long signatures', () => {
    assert.equal(endedWith(10, 3000).videos.length, 10);
  });

  it('holds the first ones in their order if it has no room for all', () => {
    const { videos } = endedWith(100, 8192);
    assert.ok(videos.length > 1);
    for (const [at, { uri }] of videos.entries()) assert.ok(uri.startsWith(`https://a.example/${at}/`));
  });
});
