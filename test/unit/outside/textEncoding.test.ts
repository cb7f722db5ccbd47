import assert from 'node:assert/strict';
import { decodedText, encodingOf } from '../../../src/outside/textEncoding';

describe('the text of a file', () => {
  const TEXT = 'models/veo-3.1/operations/a1b2c3d4e5f6\r\nđèn lồng 🎬\r\n';
  const littleEndian = Buffer.from(`\ufeff${TEXT}`, 'utf16le');

  it('is read in UTF-8 and in the UTF-16 of a redirection in Windows PowerShell, without the mark', () => {
    const bigEndian = Buffer.from(littleEndian).swap16();
    for (const bytes of [Buffer.from(TEXT), Buffer.from(`\ufeff${TEXT}`), littleEndian, bigEndian])
      assert.equal(decodedText(bytes), TEXT);
  });

  it('has the encoding of UTF-8 where no mark tells another, as an empty one', () => {
    assert.deepEqual([new Uint8Array(), Buffer.from('a')].map(encodingOf), ['utf-8', 'utf-8']);
    assert.equal(encodingOf(littleEndian), 'utf-16le');
  });
});
