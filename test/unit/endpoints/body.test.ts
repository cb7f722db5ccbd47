import assert from 'node:assert/strict';
import { readText, type WithBody } from '../../../src/endpoints/body';

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

async function textOf(response: WithBody, onPiece: () => void = () => undefined): Promise<string> {
  const { text } = await readText(response, { mayHoldVideo: true, onPiece });
  return text;
}

describe('the body of an answer', () => {
  it('is put together whatever the pieces', async () => {
    const bytes = new TextEncoder().encode('{"a":"Thực Chiến 🎬"}');
    const single = [...bytes].map((byte) => Uint8Array.of(byte));
    assert.equal(await textOf(bodyOf(...single).response), '{"a":"Thực Chiến 🎬"}');
    assert.equal(await textOf({ body: null }), '');
  });

  it('is refused with the first piece beyond 1 MiB', async () => {
    const { response, taken } = bodyOf(...Array<string>(9).fill('x'.repeat(MIB / 2)));
    await assert.rejects(textOf(response), TOO_LARGE);
    assert.equal(taken.count, 3);
  });

  it('is refused when it speaks of a video only beyond 1 MiB', async () => {
    const { response } = bodyOf('x'.repeat(MIB), 'x', VIDEO, 'A'.repeat(MIB));
    await assert.rejects(textOf(response), TOO_LARGE);
  });

  it('with a video in it is read, and each further piece of it is told', async () => {
    const pieces = [VIDEO, ...Array<string>(6).fill('A'.repeat(MIB / 2)), '"}]}'];
    let told = 0;
    const text = await textOf(bodyOf(...pieces).response, () => told++);
    assert.equal(text, pieces.join(''));
    assert.equal(told, 6);
  });

  it('without a video is told by none of its pieces, so that it cannot trickle for ever', async () => {
    let told = 0;
    await textOf(bodyOf('{', '"a":', '1', '}').response, () => told++);
    assert.equal(told, 0);
  });

  it('with a video in it is refused beyond 128 MiB', async () => {
    const piece = new Uint8Array(8 * MIB).fill(65);
    const { response, taken } = bodyOf(VIDEO, ...Array<Uint8Array>(20).fill(piece));
    await assert.rejects(textOf(response), { kind: 'malformed', message: /128 MiB/ });
    assert.equal(taken.count, 17);
  });

  it('of an API that gives no videos in its answers is refused beyond 1 MiB, whatever it holds', async () => {
    const { response, taken } = bodyOf(VIDEO, ...Array<string>(200).fill('A'.repeat(MIB / 2)));
    await assert.rejects(readText(response, { mayHoldVideo: false, onPiece: () => undefined }), TOO_LARGE);
    assert.equal(taken.count, 3);
  });

  it('is not parsed with more values or levels than an answer has, and not read on for a video in it', async () => {
    const reading = { mayHoldVideo: true, onPiece: () => undefined };
    for (const text of [`[${'1,'.repeat(40_000)}1]`, '['.repeat(100), `${'{"a":'.repeat(100_000)}1`]) {
      assert.equal((await readText(bodyOf(text).response, reading)).isParsable, false);
    }
    const { response, taken } = bodyOf(VIDEO, '","a":[', ...Array<string>(200).fill('1,'.repeat(MIB / 4)));
    await assert.rejects(readText(response, reading), TOO_LARGE);
    assert.ok(taken.count < 6, `${taken.count} pieces were read`);
  });

  it('is parsed whatever stands in its texts', async () => {
    const text = JSON.stringify({ a: '[{'.repeat(50_000), b: '\\"[,', c: [','.repeat(50_000)] });
    const { isParsable } = await readText(bodyOf(...(text.match(/.{1,9}/gs) ?? [])).response, {
      mayHoldVideo: false,
      onPiece: () => undefined,
    });
    assert.equal(isParsable, true);
  });
});
