import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findReferences } from '../../../src/references/reference';
import { ReferenceStream } from '../../../src/references/referenceStream';
import { encodedId } from '../operations/encodedId';

const NAME = 'models/veo-3.1-generate-preview/operations/idrk08ltkg0a';
const OTHER = 'models/veo-3.1-generate-preview/operations/idrk08ltkg0b';
const VIDEO = 'video_68d7512d07848190b3e45da0c1d2e3f4';
const ENCODED = encodedId('veo-3.1', 'my-project');
const NOW = Date.parse('2026-11-29T03:00:05Z');

const namesOf = (printed: ReturnType<ReferenceStream['push']>) =>
  printed.map(({ reference }) => reference.name);
const streamAt = () => new ReferenceStream(() => NOW);

/** What programs print about jobs, with escapes of terminals, tables, answers and lines that are broken. */
const OUTPUT = [
  'compiled 12 modules\r\n',
  `\u001b[2m12:00:01\u001b[0m Lantern: \u001b[35m${NAME}\u001b[0m\r\n`,
  `${JSON.stringify({ id: VIDEO, object: 'video', model: 'veo-3', prompt: 'Rain 🎬 on a roof' }, undefined, 2)}\r\n`,
  `\r 10%|█    | 1/10\r 20%|██   | 2/10\r\u001b[K\r\n`,
  `\u001b]0;a title\u0007\u001b]8;;https://a.example/v1/videos/${ENCODED}\u001b\\link\u001b]8;;\u001b\\\r\n`,
  'done in 3 s\r\n',
].join('');

describe('a stream of what a program prints', () => {
  it('gives the same references wherever the chunks are cut, also within an id, an escape or a character', () => {
    const expected = new Set(findReferences(OUTPUT).map(({ name }) => name));
    assert.equal(expected.size, 3);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 5, maxLength: 200 }), (lengths) => {
        const stream = streamAt();
        const found: string[] = [];
        let at = 0;
        for (const length of lengths) {
          found.push(...namesOf(stream.push(OUTPUT.slice(at, at + length))));
          at += length;
        }
        found.push(...namesOf(stream.push(OUTPUT.slice(at))), ...namesOf(stream.end()));
        assert.deepEqual(new Set(found), expected);
        assert.equal(found.length, expected.size);
      }),
    );
  });

  it('gives a name in a table whole, although it goes on in the next row and looks whole before', () => {
    const content =
      'litellm:custom_llm_provider:vertex_ai;model_id:veo-3;video_id:projects/p/locations/us-central1/publishers/google/models/veo-3/operations/0crb320-mx2fda6t-cuyo-s1-77';
    const id = `video_${btoa(content)}`;
    const [above, below] = [id.slice(0, -4), id.slice(-4)];
    const stream = streamAt();
    const rows = [
      `│ Cliff │ ${above} │\r\n`,
      `│       │ ${below.padEnd(above.length)} │\r\n`,
      '└───────┴──\r\n',
    ];
    const found = [...rows.flatMap((row) => stream.push(row)), ...stream.pause()];
    assert.deepEqual(namesOf(found), [id]);
  });

  it('gives a name as soon as its line is complete', () => {
    const stream = streamAt();
    assert.deepEqual(namesOf(stream.push(`started ${NAME.slice(0, 30)}`)), []);
    assert.deepEqual(namesOf(stream.push(`${NAME.slice(30)}\n`)), [NAME]);
  });

  it('gives at a pause the name at the end of an unfinished line only if it is whole by its form', () => {
    const stream = streamAt();
    assert.deepEqual(namesOf(stream.push(`started ${NAME}`)), []);
    assert.deepEqual(namesOf(stream.pause()), [NAME]);
    stream.push(`\nstarted ${VIDEO.slice(0, 38)}`);
    assert.deepEqual(namesOf(stream.pause()), []);
    stream.push(`${VIDEO.slice(38)}\n`);
    assert.deepEqual(namesOf(stream.pause()), [VIDEO]);
  });

  it('gives at the end what stands in an unfinished line', () => {
    const stream = streamAt();
    stream.push(`started ${VIDEO}`);
    assert.deepEqual(namesOf(stream.end()), [VIDEO]);
    assert.deepEqual(namesOf(stream.end()), []);
  });

  it('waits for the end of an answer over many lines, with all that it tells', () => {
    const stream = streamAt();
    const answer = JSON.stringify(
      { id: VIDEO, object: 'video', metadata: { tags: Array(25).fill('x') }, prompt: 'Rain on a roof' },
      undefined,
      2,
    );
    const lines = `${answer}\n`.split(/(?<=\n)/);
    assert.ok(lines.length > 30);
    for (const line of lines.slice(0, -1)) assert.deepEqual(stream.push(line), []);
    const [printed] = [...stream.push(lines.at(-1) ?? ''), ...stream.pause()];
    assert.equal(printed?.reference.prompt, 'Rain on a roof');
  });

  it('joins a name that the program broke at the edge of the screen', () => {
    const stream = streamAt();
    const found = [`video: ${ENCODED.slice(0, 73)}\n`, `${ENCODED.slice(73)}\n`, 'done\n'].flatMap((line) =>
      namesOf(stream.push(line)),
    );
    assert.deepEqual([...found, ...namesOf(stream.end())], [ENCODED]);
  });

  it('gives each reference once, however often it is printed, and once more with its address', () => {
    const stream = streamAt();
    const polls = Array.from({ length: 2000 }, (_, i) =>
      namesOf(stream.push(`poll ${i} of ${NAME}\n`)),
    ).flat();
    assert.deepEqual(polls, [NAME]);
    const [addressed] = stream.push(`GET https://api.thucchien.ai/gemini/v1beta/${NAME} 200\n`);
    assert.equal(addressed?.reference.root, 'https://api.thucchien.ai/gemini');
    assert.deepEqual(stream.push(`GET https://api.thucchien.ai/gemini/v1beta/${NAME} 200\n`), []);
  });

  it('gives no name that is only the beginning of the one that a line is rewritten to', () => {
    const stream = streamAt();
    const cut = 'models/veo-3/operations/0a1b2c';
    const found = [`\r${cut}`, `\r${cut}3d4e5f`, '\rdone', '\n'].flatMap((chunk) =>
      namesOf(stream.push(chunk)),
    );
    assert.deepEqual([...found, ...namesOf(stream.end())], [`${cut}3d4e5f`]);
  });

  it('finds a name in a line that a spinner rewrites for ever', () => {
    const stream = streamAt();
    const found = Array.from({ length: 5000 }, (_, i) =>
      namesOf(stream.push(`\r${'|/-'[i % 3]} ${NAME} ${i} s`)),
    );
    assert.deepEqual(found.flat(), [NAME]);
    assert.ok(keptCharacters(stream) < 1000);
  });

  it('tells the time of the line', () => {
    const [printed] = streamAt().push(`2026-11-29T10:00:01+07:00 INFO batch: Lantern: ${NAME}\n`);
    assert.equal(printed?.writtenAt, '2026-11-29T03:00:01.000Z');
  });

  it('gives no label that stands beside all names', () => {
    const stream = streamAt();
    const printed = [NAME, OTHER, VIDEO].flatMap((name) => stream.push(`Shot: ${name}\nnext\n\n`));
    assert.deepEqual(
      printed.map(({ reference }) => reference.label),
      [printed[0]?.reference.label, undefined, undefined],
    );
  });

  const endless: Readonly<Record<string, (i: number) => string>> = {
    'a line': () => 'x'.repeat(4000),
    'a line with beginnings of names': () => 'video_1 models/ '.repeat(250),
    'an answer': (i) => `"key${i}": {"id": "video_1", "list": [\n`.repeat(100),
    'a line that is rewritten': (i) => `\rvideo_${i} models/veo/operations/ ${i}%`.repeat(100),
    'lines of ever new names': (i) => `models/veo-3/operations/a1b2${String(i).padStart(8, '0')}\n`,
  };
  for (const [what, chunkAt] of Object.entries(endless)) {
    it(`needs no more memory if ${what} never ends`, () => {
      const stream = streamAt();
      for (let i = 0; i < 2000; i++) stream.push(chunkAt(i));
      assert.ok(keptCharacters(stream) < 256 * 1024);
    });
  }

  it('forgets the oldest of more than ten thousand names, and nothing else', () => {
    const stream = streamAt();
    const line = (i: number) => `models/veo-3/operations/a1b2${String(i).padStart(8, '0')}\n`;
    const count = 10_100;
    const found = namesOf(stream.push(Array.from({ length: count }, (_, i) => line(i)).join('')));
    assert.equal(found.length + namesOf(stream.end()).length, count);
    assert.deepEqual(stream.push(line(count - 1)), []);
    assert.equal(stream.push(line(0)).length, 1);
  });
});

function keptCharacters(stream: ReferenceStream): number {
  return (stream as unknown as { rest: string }).rest.length;
}
