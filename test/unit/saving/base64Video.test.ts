import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { writeBase64Video } from '../../../src/saving/base64Video';
import { Mp4Boxes } from '../../../src/saving/mp4Boxes';
import { Mp4Head } from '../../../src/saving/mp4Head';
import { type FileWriter, SaveError } from '../../../src/saving/saveError';
import { sampleVideo } from '../simulator/runningSimulator';

const video = readFileSync(sampleVideo);

describe('a video inside an answer', () => {
  it('is written byte by byte, from either alphabet of Base64, with padding or without', async () => {
    // Of 253 such bytes both alphabets differ in several places.
    const bytes = Buffer.concat([
      video.subarray(0, 8),
      Buffer.from(Array.from({ length: 253 }, (_, i) => 255 - i)),
    ]);
    const base64 = bytes.toString('base64');
    assert.match(base64, /[+/]/);
    for (const text of [base64, bytes.toString('base64url'), base64.replace(/=+$/, '')]) {
      assert.deepEqual(await written(text), bytes);
    }
  });

  it('may be a data address', async () => {
    assert.deepEqual(await written(`data:video/mp4;base64,${video.toString('base64')}`), video);
  });

  it('may be broken into lines', async () => {
    const lines = video.toString('base64').replace(/.{76}/g, '$&\r\n');
    assert.deepEqual(await written(` ${lines}\n`), video);
  });

  it('may be of several MiB', async () => {
    const large = Buffer.concat([video, Buffer.alloc(5 * 1024 * 1024 + 1, 9), video]);
    assert.ok((await written(large.toString('base64'))).equals(large));
    const lines = large.toString('base64url').replace(/.{76}/g, '$&\n');
    assert.ok((await written(lines)).equals(large));
  });

  for (const [what, text] of Object.entries({
    'not Base64': 'what is this?',
    'of a length that no Base64 has': `${video.toString('base64', 0, 9)}A`,
    'padded in its middle': `${video.toString('base64', 0, 10)}AAAA`,
    nothing: '',
    'a web page': btoa('<html>'),
    'too short': video.toString('base64', 0, 7),
  })) {
    it(`is none when it is ${what}`, async () => {
      await assert.rejects(written(text), { name: 'NoVideoError', kind: 'notAVideo' });
    });
  }

  it('that cannot be written says so', async () => {
    const file = fileOf(() => Promise.reject(new SaveError('diskFull', 'No room')));
    await assert.rejects(writeBase64Video(video.toString('base64'), file), {
      name: 'SaveError',
      kind: 'diskFull',
    });
  });
});

describe('the head of a video', () => {
  it('is recognised in whatever pieces it comes', () => {
    const head = new Mp4Head();
    for (const byte of video.subarray(0, 20)) head.check(Uint8Array.of(byte));
    head.end();
  });

  it('is not looked at again in a later part', () => {
    const head = new Mp4Head(8);
    head.check(Buffer.from('<html> in the middle'));
    head.end();
  });

  it('that does not come is none', () => {
    assert.throws(() => new Mp4Head().end(), { kind: 'notAVideo', message: 'Nothing came' });
  });
});

describe('the boxes of a video', () => {
  const large = Buffer.concat([
    bytes(0, 0, 0, 1),
    Buffer.from('mdat'),
    bytes(0, 0, 0, 0, 0, 0, 0, 20),
    bytes(1, 2, 3, 4),
  ]);
  const ftyp = video.subarray(0, 32);

  it('tell at every byte whether something is missing', () => {
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

  it('tell the same in pieces of any length', () => {
    for (const length of [1, 3, 7, 16, 1000, video.length]) {
      assert.deepEqual([cutShort(video, length), cutShort(video.subarray(0, -1), length)], [false, true]);
    }
  });

  it('may have a large length, or one that goes to the end', () => {
    assert.equal(cutShort(Buffer.concat([ftyp, large])), false);
    assert.equal(cutShort(Buffer.concat([ftyp, large.subarray(0, -1)])), true);
    assert.equal(cutShort(Buffer.concat([ftyp, bytes(0, 0, 0, 0), Buffer.from('mdat and more')])), false);
  });

  it('that make no sense tell nothing', () => {
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

function bytes(...values: number[]): Buffer {
  return Buffer.from(values);
}

async function written(base64: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const append = async (piece: Uint8Array) => {
    pieces.push(piece);
  };
  await writeBase64Video(base64, fileOf(append));
  return Buffer.concat(pieces);
}

function fileOf(append: FileWriter['append']): FileWriter {
  const unused = () => Promise.reject(new Error('Nobody should ask'));
  return { append, empty: unused, keep: unused, sha256: unused, discard: unused };
}
