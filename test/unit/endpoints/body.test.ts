import assert from 'node:assert/strict';
import { readText } from '../../../src/endpoints/body';

const MIB = 1024 * 1024;
const TOO_LARGE = { kind: 'malformed', message: /larger than/ };
const VIDEO = '{"videos":[{"bytesBase64Encoded":"';

/** A body in pieces, which tells how many of them were taken. */
function bodyOf(...pieces: readonly (string | Uint8Array)[]) {
  const taken = { count: 0 };
  async function* body() {
    for (const piece of pieces) {
      taken.count++;
      yield typeof piece === 'string' ? new TextEncoder().encode(piece) : piece;
    }
  }
  return { response: { body: body() }, taken };
}

describe('the body of an answer', () => {
  it('is put together whatever the pieces', async () => {
    const bytes = new TextEncoder().encode('{"a":"Thực Chiến 🎬"}');
    const single = [...bytes].map((byte) => Uint8Array.of(byte));
    assert.equal(await readText(bodyOf(...single).response, () => undefined), '{"a":"Thực Chiến 🎬"}');
    assert.equal(await readText({ body: null }, () => undefined), '');
  });

  it('is refused with the first piece beyond 1 MiB', async () => {
    const { response, taken } = bodyOf(...Array<string>(9).fill('x'.repeat(MIB / 2)));
    await assert.rejects(
      readText(response, () => undefined),
      TOO_LARGE,
    );
    assert.equal(taken.count, 3);
  });

  it('is refused when it speaks of a video only beyond 1 MiB', async () => {
    const { response } = bodyOf('x'.repeat(MIB), 'x', VIDEO, 'A'.repeat(MIB));
    await assert.rejects(
      readText(response, () => undefined),
      TOO_LARGE,
    );
  });

  it('with a video in it is read, and each further piece of it is told', async () => {
    const pieces = [VIDEO, ...Array<string>(6).fill('A'.repeat(MIB / 2)), '"}]}'];
    let told = 0;
    const text = await readText(bodyOf(...pieces).response, () => told++);
    assert.equal(text, pieces.join(''));
    assert.equal(told, 6);
  });

  it('without a video is told by none of its pieces, so that it cannot trickle for ever', async () => {
    let told = 0;
    await readText(bodyOf('{', '"a":', '1', '}').response, () => told++);
    assert.equal(told, 0);
  });

  it('with a video in it is refused beyond 128 MiB', async () => {
    const piece = new Uint8Array(8 * MIB).fill(65);
    const { response, taken } = bodyOf(VIDEO, ...Array<Uint8Array>(20).fill(piece));
    await assert.rejects(
      readText(response, () => undefined),
      { kind: 'malformed', message: /128 MiB/ },
    );
    assert.equal(taken.count, 17);
  });
});
