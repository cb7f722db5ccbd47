// biome-ignore-all lint/suspicious/noTemplateCurlyInString: The variables of VS Code look like placeholders.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Operation, Video } from '../../../src/operations/operation';
import { videoFileName } from '../../../src/saving/fileName';
import { templateParts } from '../../../src/saving/nameTemplate';
import { processorMs } from '../base/processorTime';

const RESERVED = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])\s*(\..*)?$/i;
const NASTY = [
  '../../etc/passwd',
  '..\\..\\boot.ini',
  'a\0b',
  'x'.repeat(300),
  `a.${'x'.repeat(300)}`,
  'con',
  'NUL .txt',
  'COM¹',
  'lpt9.txt',
  '..',
  '',
  ' ',
  'veo.',
  '\u202Egpm.exe',
  'a:b*c?"<>|',
  '\n\r\t',
  '\u200d\u200d',
  '\ud800',
  '\ufeff\u3164\u2800',
  '👩‍👩‍👧‍👦'.repeat(40),
  'ế'.normalize('NFD').repeat(200),
];
const ENDED_AT = '2026-11-28T15:07:03.500';
const NAME = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
const ENCODED = `video_${btoa('litellm:custom_llm_provider:vertex_ai;model_id:veo;video_id:projects/secret/operations/0f8f')}`;

const text = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);

describe('the name of a video file', () => {
  for (const [label, file] of [
    ['Bình minh Hạ Long', 'Bình minh Hạ Long-1.mp4'],
    ['Bình minh'.normalize('NFD'), 'Bình minh-1.mp4'],
    ['日の出 🌅', '日の出 🌅-1.mp4'],
    ['شروق می‌خواهم', 'شروق می‌خواهم-1.mp4'],
    ['[3/12] Lantern: festival?', '[3-12] Lantern-festival-1.mp4'],
    ['  .hidden... ', 'hidden-1.mp4'],
    ['--help', 'help-1.mp4'],
    ['a\u202Egpm.exe', 'agpm.exe-1.mp4'],
    ['a\tb\n c', 'a b c-1.mp4'],
  ] as const) {
    it(`holds the label ${JSON.stringify(label)} as far as file systems take it`, () => {
      assert.equal(nameOf({ label }), file);
    });
  }

  it('falls back from the label to the prompt, and from that to model and id', () => {
    assert.equal(nameOf({ prompt: 'A cat on the moon' }), 'A cat on the moon-1.mp4');
    assert.equal(nameOf({ label: '???', prompt: 'A cat' }), 'A cat-1.mp4');
    assert.equal(nameOf({ label: '!!! \u0301', prompt: 'A cat' }), 'A cat-1.mp4');
    assert.equal(nameOf({ model: 'veo-3.0-generate-001' }, 2), 'veo-3.0-generate-001-idrk08ltkg0a-3.mp4');
    assert.equal(nameOf({}), 'veo-idrk08ltkg0a-1.mp4');
  });

  it('ends a long prompt after a whole word, or where there are none, after 60 characters', () => {
    const prompt = `${'A cat walks slowly, '.repeat(3)}over the moon at dawn`;
    assert.equal(nameOf({ prompt }), 'A cat walks slowly, A cat walks slowly, A cat walks slowly-1.mp4');
    assert.equal(nameOf({ prompt: '月'.repeat(100) }), `${'月'.repeat(60)}-1.mp4`);
  });

  it('never holds an encoded id, but the time of the end, and the number in a batch', () => {
    const model = 'veo-3.1-fast';
    const name = ENCODED;
    assert.equal(nameOf({ name, model }), 'veo-3.1-fast 2026-11-28 15-07-03-1.mp4');
    assert.equal(nameOf({ name, model, number: 3 }, 1), 'veo-3.1-fast 2026-11-28 15-07-03 3-2.mp4');
    const bare = name.replace(/=+$/, '');
    assert.equal(nameOf({ name: bare, model }, 0, '${id}'), '2026-11-28 15-07-03.mp4');
    assert.equal(nameOf({ name: `video_${btoa('litellm:a')}` }), 'veo 2026-11-28 15-07-03-1.mp4');
    assert.equal(nameOf({ name: `video_${'x'.repeat(80)}` }), 'veo 2026-11-28 15-07-03-1.mp4');
    assert.equal(nameOf({ name: 'video_68e7f2a0' }), 'veo-video_68e7f2a0-1.mp4');
  });

  it('is made after the template', () => {
    const known = { label: 'Sunrise', prompt: 'A sunrise', model: 'veo-3.1' };
    const template = '${date} ${time} ${label} ${prompt} ${model} ${id} #${number}';
    assert.equal(
      nameOf(known, 1, template),
      '2026-11-28 15-07-03 Sunrise A sunrise veo-3.1 idrk08ltkg0a #2.mp4',
    );
  });

  it('holds model and id for a variable that is empty', () => {
    assert.equal(nameOf({ label: 'Sunrise', model: 'veo-3.1' }, 0, '${prompt}'), 'veo-3.1-idrk08ltkg0a.mp4');
    assert.equal(nameOf({}, 0, '${model}'), 'veo.mp4');
    assert.equal(nameOf({ model: 'veo-3.1' }, 0, '???'), 'veo-3.1-idrk08ltkg0a.mp4');
  });

  it('has the number where there are several samples, also without one in the template', () => {
    assert.equal(nameOf({ label: 'Sunrise' }, 0, '${label}', 1), 'Sunrise.mp4');
    assert.equal(nameOf({ label: 'Sunrise' }, 1, '${label}', 4), 'Sunrise-2.mp4');
  });

  it('is none of a device of Windows', () => {
    for (const label of ['con', 'NUL', 'COM¹', 'lpt9.txt', 'aux .x', 'CONIN$']) {
      assert.equal(nameOf({ label }, 0, '${label}'), `_${label}.mp4`);
    }
    assert.equal(nameOf({ label: 'console' }, 0, '${label}'), 'console.mp4');
  });

  it('stays below 200 bytes with a number, and keeps the end, which tells samples apart', () => {
    const label = 'Ế'.repeat(100);
    const name = nameOf(
      { label, prompt: label, model: 'm'.repeat(300) },
      3,
      '${label} ${prompt} ${model}-${number}',
    );
    assert.match(name, /^Ế+ Ế+ m+-4\.mp4$/);
    assert.ok(bytes(name) > 150 && bytes(name) <= 190, String(bytes(name)));
  });

  it('is one segment that every file system takes, whatever people and servers call things', () => {
    const templates = fc.oneof(
      fc.constantFrom(
        '${label}-${number}',
        '${label}',
        '${prompt}',
        '${model}',
        '${id}.${label}',
        '.${label}.',
      ),
      text,
    );
    fc.assert(
      fc.property(
        text,
        text,
        text,
        templates,
        fc.nat({ max: 3 }),
        (label, prompt, model, template, index) => {
          assertSafe(nameOf({ label, prompt, model }, index, template, 4));
          assertSafe(nameOf({ label, prompt, model, name: ENCODED }, index, template));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is never longer to make than a moment, whatever a label holds', () => {
    const hostile = [
      ' '.repeat(250_000),
      './'.repeat(125_000),
      '\u200d.'.repeat(125_000),
      '-'.repeat(250_000),
    ];
    const ms = processorMs(() => {
      for (const label of hostile) nameOf({ label: `a${label}b`, prompt: label, model: label }, 0, label);
    });
    assert.ok(ms < 350, `${ms} ms`);
  });
});

type Known = Partial<Pick<Operation, 'label' | 'prompt' | 'model' | 'number' | 'name'>>;

function nameOf(known: Known, index = 0, template = '', samples = 1): string {
  const video: Video = { uri: 'https://example.com/1' };
  const videos = Array.from({ length: samples - 1 }, () => video);
  const finishedAt = new Date(ENDED_AT).toISOString();
  const tracked = { endpoint: 'google', name: NAME, trackedAt: finishedAt, ...known };
  const operation: Operation = { ...tracked, state: 'succeeded', finishedAt, videos: [video, ...videos] };
  return videoFileName({ operation, index }, templateParts(template));
}

function bytes(name: string): number {
  return new TextEncoder().encode(name).length;
}

function assertSafe(name: string): void {
  const shown = JSON.stringify(name);
  assert.match(name, /.\.mp4$/s, shown);
  assert.doesNotMatch(name, /[/\\:*?"<>|\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff\p{Cs}]/u, shown);
  assert.doesNotMatch(name, /^[.\s-]|[.\s]$/, shown);
  assert.doesNotMatch(name, RESERVED, shown);
  assert.equal(name, name.normalize('NFC'));
  assert.ok(bytes(name) <= 191, shown);
}
