import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DocumentScan } from '../../../src/references/documentScan';
import { placedReferences } from '../../../src/references/placedReferences';

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });

/** Pieces of documents, with which names and answers are made, joined and broken. */
const piece = fc.oneof(
  hex(12).map((id) => `shot: models/veo-3.1/operations/${id}\n`),
  hex(32).map((id) => `{\n  "id": "video_${id}",\n  "object": "video",\n  "model": "veo-3"\n},\n`),
  fc.nat(9999).map((n) => `  line ${n} of code();\n`),
  fc.nat(9999).map((n) => `line ${n}\n`),
  fc.constantFrom('\n', '\n\n', '  {', ' ', '\u001b[31m', '\r', '"', 'x', '\ud800'),
  fc.nat(40).map((n) => 'many lines\n'.repeat(n)),
  fc.nat(900).map((n) => `a long line ${'of words, '.repeat(n * 3)}`),
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.oneof(fc.nat(3), fc.nat(3000)),
  inserted: fc.oneof(fc.constantFrom('', 'x', '\n', 'models/'), text),
});

describe('a document that is edited', () => {
  it('has the references that a document with the same text has', () => {
    fc.assert(
      fc.property(text, fc.array(edit, { maxLength: 12 }), (first, edits) => {
        const scan = new DocumentScan(first);
        let now = first;
        for (const { at, removed, inserted } of edits) {
          const start = Math.floor(at * now.length);
          const removedLength = Math.min(removed, now.length - start);
          scan.references({ start: Math.floor(now.length / 3), end: Math.floor(now.length / 2) });
          scan.edit({ start, removedLength, inserted });
          now = now.slice(0, start) + inserted + now.slice(start + removedLength);
          assert.equal(scan.length, now.length);
          assert.deepEqual(scan.references(), placedReferences(now));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives of a range those that stand in it, and at its edges', () => {
    const name = 'models/veo-3.1/operations/a1b2c3d4e5f6';
    const scan = new DocumentScan(`${name}\n\n${'words\n\n'.repeat(5000)}${name}7`);
    assert.equal(scan.references({ start: 10, end: 20 }).length, 1);
    assert.equal(scan.references({ start: name.length, end: name.length + 1 }).length, 1);
    assert.deepEqual(scan.references({ start: 200, end: 300 }), []);
  });

  it('is not read again where it was not edited', () => {
    const name = (i: number) => `models/veo-3.1/operations/a1b2c3d4e${String(i).padStart(3, '0')}`;
    const scan = new DocumentScan(
      Array.from({ length: 300 }, (_, i) => `shot ${i}: ${name(i)}\n\n`).join(''),
    );
    const before = new Set(scan.references().map(({ reference }) => reference));
    assert.equal(before.size, 300);
    const reads = countReads(scan, () => {
      scan.edit({ start: 5000, removedLength: 0, inserted: 'x' });
      assert.ok(scan.references().length >= 299);
    });
    assert.ok(reads > 0 && reads < 10, `${reads} sections were read`);
  });
});

/** How many sections a scan reads meanwhile: each is cut from the text by its own call. */
function countReads(scan: DocumentScan, act: () => void): number {
  const { sections } = scan as unknown as { sections: readonly { found?: unknown }[] };
  const known = new Set(sections.map(({ found }) => found));
  act();
  const after = (scan as unknown as { sections: readonly { found?: unknown }[] }).sections;
  return after.filter(({ found }) => found !== undefined && !known.has(found)).length;
}
