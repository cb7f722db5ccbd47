import assert from 'node:assert/strict';
import { Mp4Boxes } from '../../../src/saving/mp4Boxes';

const content = (length: number) => Buffer.alloc(length, 0x5a);

function box(type: string, length = 12): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content(length)]);
}

function large(type: string, length = 12): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1);
  head.write(type, 4, 'latin1');
  head.writeBigUInt64BE(BigInt(16 + length), 8);
  return Buffer.concat([head, content(length)]);
}

function toTheEnd(type: string): Buffer {
  return Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), content(12)]);
}

const ftyp = box('ftyp', 20);
/** Each with the index of the first part at whose end the film is there; from then on only the ends of parts are whole. */
const LAYOUTS: Record<string, { parts: readonly Buffer[]; wholeAfter: readonly number[] }> = {
  'the index first': { parts: [ftyp, box('moov'), box('mdat')], wholeAfter: [2] },
  'the media first, as ffmpeg writes it': {
    parts: [ftyp, box('free', 0), box('mdat'), box('moov')],
    wholeAfter: [3],
  },
  'a large length': { parts: [ftyp, large('mdat'), box('moov')], wholeAfter: [2] },
  'the mark of its origin behind (C2PA)': {
    parts: [ftyp, box('moov'), box('mdat'), box('uuid', 40)],
    wholeAfter: [2, 3],
  },
  'the mark of its origin before': { parts: [ftyp, box('uuid'), box('moov'), box('mdat')], wholeAfter: [3] },
  fragments: {
    parts: [ftyp, box('moov'), box('sidx'), box('moof'), box('mdat'), box('moof'), box('mdat'), box('mfra')],
    wholeAfter: [4, 6, 7],
  },
  'a frame of QuickTime': { parts: [ftyp, box('wide', 0), box('mdat'), box('moov')], wholeAfter: [3] },
};

describe('a video of which no length was told', () => {
  for (const [layout, { parts, wholeAfter }] of Object.entries(LAYOUTS)) {
    it(`with ${layout} is whole after its film and cut at every other byte`, () => {
      const file = Buffer.concat(parts);
      const ends = wholeAfter.map((index) => Buffer.concat(parts.slice(0, index + 1)).length);
      const cuts = Array.from({ length: file.length }, (_, index) => index + 1);
      assert.deepEqual(
        cuts.filter((length) => isWhole(file.subarray(0, length))),
        ends,
      );
    });
  }

  it('with media that go on to the end is whole wherever it ends within them', () => {
    const begin = Buffer.concat([ftyp, box('moov')]);
    const file = Buffer.concat([begin, toTheEnd('mdat')]);
    const cuts = Array.from({ length: file.length }, (_, index) => index + 1);
    assert.deepEqual(
      cuts.filter((length) => isWhole(file.subarray(0, length))),
      cuts.filter((length) => length >= begin.length + 8),
    );
  });

  it('is whole though something was appended that is no box', () => {
    const film = [ftyp, box('moov'), box('mdat')];
    assert.ok(isWhole(Buffer.concat([...film, Buffer.from('anything at all')])));
    assert.ok(isWhole(Buffer.concat([...film, box('Samsung'.slice(0, 4), 9).subarray(0, 12)])));
  });

  for (const [what, parts] of Object.entries<readonly Buffer[]>({
    'no media': [ftyp, box('moov')],
    'no index': [ftyp, box('mdat'), box('free')],
    'an index that goes on to the end': [ftyp, toTheEnd('moov')],
    'a fragment without media': [ftyp, box('moov'), box('moof')],
    'no boxes': [ftyp, Buffer.from('junk of any kind')],
  })) {
    it(`with ${what} is not whole`, () => {
      assert.equal(isWhole(Buffer.concat(parts)), false);
    });
  }
});

function isWhole(file: Uint8Array): boolean {
  const boxes = new Mp4Boxes();
  for (let at = 0; at < file.length; at += 5) boxes.add(file.subarray(at, at + 5));
  return boxes.isWhole;
}
