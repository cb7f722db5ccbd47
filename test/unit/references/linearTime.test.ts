import assert from 'node:assert/strict';
import { ADVERSARIAL_TEXTS } from '../../../scripts/bench/adversarialTexts';
import { MAX_READ_CHARACTERS, placedReferences } from '../../../src/references/placedReferences';
import { ReferenceStream } from '../../../src/references/referenceStream';
import { processorMs } from '../base/processorTime';

/** Less than is read of a document at most, so that the budget does not hide a time that grows faster. */
const SHORT_CHARACTERS = MAX_READ_CHARACTERS / 16;
const TIMES_LONGER = 8;
/** A square would be 64 times. */
const MAX_TIMES = 32;
/** Below it a time says nothing. */
const MIN_MS = 4;
const RUNS = 3;
const CHUNK_CHARACTERS = 4096;

describe('a text that is made to take long', () => {
  for (const [what, textOf] of Object.entries(ADVERSARIAL_TEXTS)) {
    it(`is scanned in a time that grows no faster than the text: ${what}`, () => {
      assertLinear(textOf, placedReferences);
    });

    it(`is scanned in chunks in a time that grows no faster than the text: ${what}`, () => {
      assertLinear(textOf, (text) => {
        const stream = new ReferenceStream();
        for (let at = 0; at < text.length; at += CHUNK_CHARACTERS)
          stream.push(text.slice(at, at + CHUNK_CHARACTERS));
        stream.end();
      });
    });
  }

  it('is read only up to some thousand names, and the rest of it left out', () => {
    const line = (i: number) => `shot ${i}: models/veo-3.1/operations/a1b2${String(i).padStart(8, '0')}\n`;
    const text = Array.from({ length: 40_000 }, (_, i) => line(i)).join('');
    const placed = placedReferences(text);
    assert.ok(placed.length > 10_000 && placed.length < 30_000, `${placed.length}`);
    assert.ok((placed.at(-1)?.end ?? 0) >= MAX_READ_CHARACTERS - 16 * 1024);
  });
});

function assertLinear(textOf: (characters: number) => string, scan: (text: string) => unknown): void {
  const [short, long] = [textOf(SHORT_CHARACTERS), textOf(SHORT_CHARACTERS * TIMES_LONGER)];
  scan(short);
  const shortMs = Math.max(
    MIN_MS,
    fastestMs(() => scan(short)),
  );
  const longMs = fastestMs(() => scan(long));
  assert.ok(longMs < shortMs * MAX_TIMES, `${shortMs} ms and ${longMs} ms`);
}

/** Of the time of this process alone: the machine may be busy with something else. */
function fastestMs(run: () => unknown): number {
  return Math.min(...Array.from({ length: RUNS }, () => processorMs(run)));
}
