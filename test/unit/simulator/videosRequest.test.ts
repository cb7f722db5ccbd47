import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readVideosRequest } from '../../../src/simulator/videosRequest';

const MODEL = 'veo-3.1-lite-generate-001';
const png = readFileSync(join(__dirname, '../../../media/icon.png'));
const good = { model: MODEL, prompt: 'A cat surfs [0.5 s]', seconds: '8', size: '1920x1080' };
const accepted = {
  kind: 'accepted',
  model: MODEL,
  durationSeconds: 0.5,
  outcome: { kind: 'succeeded', samples: 1 },
  seconds: '8',
  size: '1920x1080',
};
const { seconds: _, size: __, ...shapeless } = accepted;

describe('a request to /v1/videos of the simulator', () => {
  it('is read from JSON and from a form', async () => {
    assert.deepEqual(await readJson(good), accepted);
    assert.deepEqual(await readForm(good), accepted);
  });

  it('takes the outcome from words in the prompt, but always one video', async () => {
    const failed = await readJson({ model: MODEL, prompt: '[failed] [3 samples]' });
    assert.deepEqual(failed, { ...shapeless, durationSeconds: 20, outcome: { kind: 'failed' } });
    const filtered = await readForm({ model: MODEL, prompt: '[filtered]' });
    assert.deepEqual(filtered, {
      ...shapeless,
      durationSeconds: 20,
      outcome: { kind: 'filtered', reasons: 'given' },
    });
    assert.deepEqual(await readJson({ ...good, prompt: '[3 samples] [0.5 s]' }), accepted);
  });

  it('is refused with the name of the field that is wrong', async () => {
    const wrong: readonly [string, object][] = [
      ['prompt', { prompt: undefined }],
      ['prompt', { prompt: 5 }],
      ['model', { model: undefined }],
      ['model', { model: '../x' }],
      ['seconds', { seconds: '5' }],
      ['seconds', { seconds: 8 }],
      ['size', { size: '640x480' }],
    ];
    for (const [field, fields] of wrong) {
      const request = await readJson({ ...good, ...fields });
      assert.equal(request.kind === 'refused' && request.reason.startsWith(`${field}: `), true, field);
    }
    assert.equal((await readForm({ model: MODEL })).kind, 'refused');
  });

  it('takes an image unchanged, and refuses anything else in its place', async () => {
    const images = [png, Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('RIFF\0\x01\n\x02WEBPVP8 ')];
    for (const image of images) assert.deepEqual(await readForm(good, image), accepted);
    for (const other of [Buffer.from(''), Buffer.from('GIF89a'), Buffer.from(png.toString('utf8'))]) {
      assert.equal((await readForm(good, other)).kind, 'refused');
    }
  });

  it('is refused if it is neither JSON nor a complete form', async () => {
    for (const text of ['', '{', 'null', '[]', '"text"']) {
      assert.equal((await readVideosRequest(Buffer.from(text), 'application/json')).kind, 'refused', text);
    }
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
      assert.equal((await readVideosRequest(Buffer.from('--x\r\n'), type)).kind, 'refused', type);
    }
  });

  it('is refused or accepted, never an exception', async () => {
    const types = fc.constantFrom(undefined, 'application/json', 'multipart/form-data; boundary=x');
    const bodies = fc.oneof(fc.json(), fc.string()).map((text) => Buffer.from(text));
    await fc.assert(
      fc.asyncProperty(bodies, types, async (body, type) =>
        Boolean((await readVideosRequest(body, type)).kind),
      ),
    );
  });
});

function readJson(fields: object) {
  return readVideosRequest(Buffer.from(JSON.stringify(fields)), 'application/json');
}

async function readForm(fields: Record<string, string>, image?: Buffer) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (image) form.set('input_reference', new Blob([new Uint8Array(image)]), 'image');
  const encoded = new Response(form);
  const type = encoded.headers.get('content-type') ?? undefined;
  return readVideosRequest(Buffer.from(await encoded.arrayBuffer()), type);
}
