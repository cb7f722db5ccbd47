import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { writeBase64Video } from '../../../src/saving/base64Video';
import type { FileWriter } from '../../../src/saving/files';
import { SaveError } from '../../../src/saving/saveError';
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

  it('may be a data: URI', async () => {
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
    it(`is refused when it is ${what}`, async () => {
      await assert.rejects(written(text), { name: 'NoVideoError', kind: 'notAVideo' });
    });
  }

  it('is refused when it ends within the video, but not when its last box cannot be known', async () => {
    for (const length of [100, video.length / 2, video.length - 3]) {
      const cut = video.subarray(0, length).toString('base64');
      await assert.rejects(written(cut), { kind: 'incomplete', detail: { kind: 'cutShort' } });
    }
    const withTail = Buffer.concat([video, Buffer.from('a tail of no box')]);
    assert.deepEqual(await written(withTail.toString('base64')), withTail);
  });

  it('fails when it cannot be written', async () => {
    const writer = writerOf(() => Promise.reject(new SaveError('diskFull', 'No room')));
    await assert.rejects(writeBase64Video(video.toString('base64'), writer), {
      name: 'SaveError',
      kind: 'diskFull',
    });
  });
});

async function written(base64: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const append = async (piece: Uint8Array) => {
    pieces.push(piece);
  };
  await writeBase64Video(base64, writerOf(append));
  return Buffer.concat(pieces);
}

function writerOf(append: FileWriter['append']): FileWriter {
  const unused = () => Promise.reject(new Error('Not expected'));
  return { append, truncate: unused, commit: unused, sha256: unused, discard: unused };
}
