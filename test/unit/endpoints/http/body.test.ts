import assert from 'node:assert/strict';
import { readJson, type WithBody } from '../../../../src/endpoints/http/body';
import type { LongText } from '../../../../src/endpoints/http/longText';
import { wholeText } from './wholeText';

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

function read(response: WithBody, { mayHoldVideo = true, onPiece = () => {} } = {}) {
  return readJson(response, { mayHoldVideo, onPiece });
}

async function textOf(response: WithBody): Promise<string> {
  return (await read(response)).text;
}

function textIn(pieces: LongText | undefined): Promise<string> {
  return wholeText(pieces ?? []);
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

  it('is refused when more than 1 MiB of it is no video', async () => {
    const { response } = bodyOf('x'.repeat(MIB), 'x', VIDEO, 'A'.repeat(MIB));
    await assert.rejects(textOf(response), TOO_LARGE);
    const short = `"${'A'.repeat(MIB / 4)}",`;
    await assert.rejects(textOf(bodyOf('[', ...Array<string>(5).fill(short)).response), TOO_LARGE);
  });

  it('with a video in it is read, and each further piece of it is told', async () => {
    const pieces = [VIDEO, ...Array<string>(6).fill('A'.repeat(MIB / 2)), '"}]}'];
    let told = 0;
    const { value } = await read(bodyOf(...pieces).response, { onPiece: () => told++ });
    const { videos } = value as { videos: { bytesBase64Encoded: LongText }[] };
    assert.equal(await textIn(videos[0]?.bytesBase64Encoded), 'A'.repeat(3 * MIB));
    assert.equal(told, 6);
  });

  it('keeps each of its long texts apart from all others, whatever the pieces', async () => {
    const texts = Array.from({ length: 3 }, (_, i) => `${i}+/`.repeat(100_000 + i));
    const json = JSON.stringify({
      a: '\\"',
      [texts[0] ?? '']: 1,
      b: ['', texts[1], { c: texts[2] }],
      d: 'é"',
    });
    for (const length of [999, 65_536, json.length]) {
      const { value } = await read(
        bodyOf(...(json.match(new RegExp(`.{1,${length}}`, 'gs')) ?? [])).response,
      );
      const { a, b, d } = value as { a: string; b: [string, LongText, { c: LongText }]; d: string };
      assert.deepEqual([a, b[0], d], ['\\"', '', 'é"']);
      assert.ok((await textIn(b[1])) === texts[1] && (await textIn(b[2].c)) === texts[2]);
    }
  });

  it('gives a long text without the escapes of JSON, wherever its pieces are cut', async () => {
    const base64 = 'ab+/'.repeat(80_000);
    // So PHP, .NET and those write Base64 that break it into lines.
    const written = base64.replaceAll('/', '\\/').replaceAll('+', '\\u002B').replaceAll('ba', 'b\\r\\na');
    for (const length of [11, 13, 17, 4096]) {
      const bytes = new TextEncoder().encode(`["${written}"]`);
      const pieces = Array.from({ length: Math.ceil(bytes.length / length) }, (_, i) =>
        bytes.subarray(i * length, (i + 1) * length),
      );
      const { value } = await read(bodyOf(...pieces).response);
      assert.ok((await textIn((value as LongText[])[0])).replace(/\s/g, '') === base64, `${length}`);
    }
  });

  it('is known to hold a video by a data address, wherever its pieces are cut', async () => {
    const video = `data:video/mp4;base64,${'A'.repeat(MIB)}`;
    for (const cut of [1, 2, 3, 7, 30]) {
      const json = `["${video}"]`;
      const { value } = await read(bodyOf(json.slice(0, cut), json.slice(cut, -3), json.slice(-3)).response);
      assert.equal((value as LongText[])[0]?.start, video.slice(0, 100));
    }
  });

  it('shows nobody what is in a long text but its start, and believes no mark of a server', async () => {
    const { value, text } = await read(bodyOf(`["encodedVideo","${'A'.repeat(MIB)}"]`).response);
    assert.equal(JSON.stringify(value), '["encodedVideo",{}]');
    assert.equal((value as LongText[])[1]?.start, 'A'.repeat(100));
    const again = await read(bodyOf(`[${text.slice(1, -1)},"${'B'.repeat(MIB)}"]`).response);
    assert.equal(typeof (again.value as unknown[])[1], 'string');
  });

  it('without a video is told by none of its pieces, so that it cannot trickle for ever', async () => {
    let told = 0;
    await read(bodyOf('{', '"a":', '1', '}').response, { onPiece: () => told++ });
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
    await assert.rejects(read(response, { mayHoldVideo: false }), TOO_LARGE);
    assert.equal(taken.count, 3);
  });

  it('is not parsed with more values or levels than an answer has, and not read on for a video in it', async () => {
    const nested = (open: string, close: string, levels: number) =>
      `${open.repeat(levels)}1${close.repeat(levels)}`;
    for (const text of [`[${'1,'.repeat(40_000)}1]`, nested('[', ']', 100), nested('{"a":', '}', 100_000)]) {
      assert.equal((await read(bodyOf(text).response)).value, undefined);
    }
    const { response, taken } = bodyOf(VIDEO, '","a":[', ...Array<string>(200).fill('1,'.repeat(MIB / 4)));
    await assert.rejects(read(response), TOO_LARGE);
    assert.ok(taken.count < 6, `${taken.count} pieces were read`);
  });

  it('is parsed whatever stands in its texts', async () => {
    const text = JSON.stringify({ a: '[{'.repeat(50_000), b: '\\"[,', c: [','.repeat(50_000)] });
    const { value } = await read(bodyOf(...(text.match(/.{1,9}/gs) ?? [])).response, { mayHoldVideo: false });
    assert.deepEqual(value, JSON.parse(text));
  });
});
