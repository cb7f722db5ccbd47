import assert from 'node:assert/strict';
import { unreadLines } from '../../../src/references/unreadLines';

const video = (at: number) => `video_68d7512d07848190b3e45da0${10_000_000 + at}`;
const encoded = (at: number) =>
  `video_${btoa(`litellm:custom_llm_provider:vertex_ai;model_id:veo-3.1-fast-generate-001;video_id:projects/p/locations/us-central1/publishers/google/models/veo-3.1-fast-generate-001/operations/0a1b2c3d-1111-2222-3333-44445555${6000 + at}`)}`;
const numbersOf = (...lines: string[]) => unreadLines(lines.join('\n')).map(({ line }) => line);

describe('lines that were not understood', () => {
  it('are those with an id that was cut off, by their numbers', () => {
    assert.deepEqual(unreadLines(`a: ${encoded(1)}\n\nb: video_bGl0ZWxsbTpj…\nc: ${encoded(2)}`), [
      { line: 3, text: 'b: video_…ZWxsbTpj…' },
    ]);
  });

  it('are those with an id that was cut off without a mark, although all ids begin alike', () => {
    assert.deepEqual(numbersOf(encoded(1), 'video_bGl0ZWxsbTpjdXN0b21fbGxt', encoded(2)), [2]);
  });

  it('are those with a name of another service, and with an address without an operation', () => {
    const vertex = 'projects/p/locations/l/publishers/google/models/veo-3.1/operations/123-456';
    assert.deepEqual(numbersOf(video(1), vertex, 'https://gateway.example/v1/videos/'), [2, 3]);
  });

  it('are none where a line broke a name that is whole again', () => {
    const text = [1, 2, 3].map((at) => `[${at}/3] Scene -> ${encoded(at)}`).join('\n');
    const wrapped = text.split('\n').flatMap((line) => line.match(/.{1,80}/g) ?? []);
    assert.deepEqual(numbersOf(...wrapped), []);
  });

  it('are none in prose, in logs and in JSON that was understood', () => {
    const json = JSON.stringify({ data: [{ id: video(1), note: 'models/veo-3.1 is used' }] }, null, 2);
    assert.deepEqual(numbersOf(...json.split('\n')), []);
    assert.deepEqual(numbersOf(video(1), 'INFO using models/veo-3.1', 'hello', '', `again ${video(1)}`), []);
  });

  it('are not told where nothing was understood, for then the whole text is refused', () => {
    assert.deepEqual(numbersOf('video_bGl0ZWxsbTpj…', 'video_bGl0…'), []);
  });

  it('never show a secret, and no more than 80 characters', () => {
    const [secret, long] = unreadLines(
      `${video(1)}\nsk-abcdefghijklmnop1234567890 video_bGl0ZWxs…\n${'x '.repeat(100)}video_bGl0ZWxs…`,
    );
    assert.equal(secret?.text, '… video_bGl0ZWxs…');
    assert.ok(long && long.text.length <= 80);
  });

  it('are at most twenty', () => {
    assert.equal(unreadLines(`${video(1)}\n${'video_bGl0ZWxs…\n'.repeat(1000)}`).length, 20);
  });
});
