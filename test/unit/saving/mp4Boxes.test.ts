import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Mp4Boxes } from '../../../src/saving/mp4Boxes';
import { sampleVideo } from '../simulator/runningSimulator';

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

describe('a video of unknown length', () => {
  for (const [layout, { parts, wholeAfter }] of Object.entries(LAYOUTS)) {
    it(`with ${layout} is complete after its media, and cut at every other byte`, () => {
      const file = Buffer.concat(parts);
      const ends = wholeAfter.map((index) => Buffer.concat(parts.slice(0, index + 1)).length);
      const cuts = Array.from({ length: file.length }, (_, index) => index + 1);
      assert.deepEqual(
        cuts.filter((length) => isWhole(file.subarray(0, length))),
        ends,
      );
    });
  }

  it('whose media extend to the end is complete wherever it ends in them', () => {
    const begin = Buffer.concat([ftyp, box('moov')]);
    const file = Buffer.concat([begin, toTheEnd('mdat')]);
    const cuts = Array.from({ length: file.length }, (_, index) => index + 1);
    assert.deepEqual(
      cuts.filter((length) => isWhole(file.subarray(0, length))),
      cuts.filter((length) => length >= begin.length + 8),
    );
  });

  it('is complete although something is appended that is no box', () => {
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
    it(`with ${what} is not complete`, () => {
      assert.equal(isWhole(Buffer.concat(parts)), false);
    });
  }
});

const video = readFileSync(sampleVideo);

describe('the boxes of a video', () => {
  const large = Buffer.concat([
    bytes(0, 0, 0, 1),
    Buffer.from('mdat'),
    bytes(0, 0, 0, 0, 0, 0, 0, 20),
    bytes(1, 2, 3, 4),
  ]);
  const ftyp = video.subarray(0, 32);

  it('show at every byte whether something is missing', () => {
    const boxes = new Mp4Boxes();
    const whole: number[] = [];
    for (const [index, byte] of video.entries()) {
      boxes.add(Uint8Array.of(byte));
      if (!boxes.isCutShort) whole.push(index + 1);
    }
    // In the first box, at the end of each, and in the header of the next, of which nobody knows yet whether it is one.
    const first = Array.from({ length: 32 }, (_, end) => end);
    const ends = [32, 4283, 4291].flatMap((end) => [0, 1, 2, 3, 4, 5, 6, 7].map((more) => end + more));
    assert.deepEqual(
      whole,
      [...new Set([...first, ...ends]), video.length].filter((end) => end > 0),
    );
  });

  it('show the same in pieces of any length', () => {
    for (const length of [1, 3, 7, 16, 1000, video.length]) {
      assert.deepEqual([cutShort(video, length), cutShort(video.subarray(0, -1), length)], [false, true]);
    }
  });

  it('may have an 8-byte length, or extend to the end', () => {
    assert.equal(cutShort(Buffer.concat([ftyp, large])), false);
    assert.equal(cutShort(Buffer.concat([ftyp, large.subarray(0, -1)])), true);
    assert.equal(cutShort(Buffer.concat([ftyp, bytes(0, 0, 0, 0), Buffer.from('mdat and more')])), false);
  });

  it('show nothing when they make no sense', () => {
    assert.equal(cutShort(Buffer.concat([ftyp, bytes(0, 0, 0, 7), Buffer.from('junkjunkjunk')])), false);
    assert.equal(cutShort(Buffer.concat([ftyp, Buffer.from('any other bytes')])), false);
    assert.equal(cutShort(Buffer.alloc(0)), false);
    assert.equal(cutShort(ftyp.subarray(0, 12)), false);
  });

  function cutShort(file: Uint8Array, length = 5): boolean {
    const boxes = new Mp4Boxes();
    for (let at = 0; at < file.length; at += length) boxes.add(file.subarray(at, at + length));
    return boxes.isCutShort;
  }
});

function isWhole(file: Uint8Array): boolean {
  const boxes = new Mp4Boxes();
  for (let at = 0; at < file.length; at += 5) boxes.add(file.subarray(at, at + 5));
  return boxes.isWhole;
}

function bytes(...values: number[]): Buffer {
  return Buffer.from(values);
}
