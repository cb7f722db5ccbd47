import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Mp4Head } from '../../../src/saving/mp4Head';
import { sampleVideo } from '../simulator/runningSimulator';

const video = readFileSync(sampleVideo);

describe('the head of a video', () => {
  it('is recognised in pieces of any length', () => {
    const head = new Mp4Head();
    for (const byte of video.subarray(0, 20)) head.check(Uint8Array.of(byte));
    head.checkEnd();
  });

  it('is not checked again in a later part', () => {
    const head = new Mp4Head();
    head.check(video.subarray(0, 8));
    head.checkEnd();
    head.check(Buffer.from('<html> in the middle'));
    head.checkEnd();
  });

  it('is missing when no bytes come', () => {
    assert.throws(() => new Mp4Head().checkEnd(), { kind: 'notAVideo', message: 'Nothing came' });
  });
});
