import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findReferences, type Reference } from '../../../src/references/reference';
import { encodedId } from '../operations/encodedId';

type Wrapper = (text: string) => string;

/** What terminals, editors, chats and shells write around a name or an address. */
const around: readonly (readonly [string, string])[] = [
  ['', ''],
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['“', '”'],
  ['‘', '’'],
  ['«', '»'],
  ['（', '）'],
  ['「', '」'],
  ['**', '**'],
  ['~~', '~~'],
  ['| ', ' |'],
  ['│ ', ' │'],
  ['<', '>'],
  ['(', ')'],
  ['[operation](', ')'],
  ['\u001b[32m', '\u001b[0m'],
  ['\u001b[1;38;5;200m', '\u001b[m'],
  ['[35m', '[0m'],
  ['\u200b', '\u200b'],
  ['\ufeff', ''],
  ['\u202a', '\u202c'],
  ['\u00a0', '\u00a0'],
  ['^"', '^" ^\r\n'],
  ['', '%\n'],
  ['', ' \\\n  -s'],
  ['', '。'],
  ['', ', '],
  ['', '. '],
  ['name: ', '\ndone: false'],
  ['{"name": "', '", "done": false}'],
  ["{'name': '", "', 'done': False}"],
  ['INFO {"name":"', '"} '],
  ['b\'{"name": "', '"}\\n\''],
  ['> ', '\n'],
  ['&quot;', '&quot;'],
  ['&lt;b&gt;', '&lt;/b&gt;'],
];
const wrapper: fc.Arbitrary<Wrapper> = fc.constantFrom(...around).map(
  ([before, after]) =>
    (text) =>
      before + text + after,
);

/** How programs escape a whole text. */
const escaping: fc.Arbitrary<Wrapper> = fc.constantFrom<Wrapper[]>(
  (text) => text,
  (text) => JSON.stringify(text),
  (text) => `INFO ${JSON.stringify({ message: text })} `,
  (text) => JSON.stringify(text).replaceAll('/', '\\/'),
  (text) => JSON.stringify(text).replaceAll('"', '\\u0022'),
  (text) => JSON.stringify([{ cells: [text] }], undefined, 1),
  (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;'),
  (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&#34;').replaceAll('/', '&#x2F;'),
  (text) => text.replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
);

const model = fc.constantFrom('veo-3.0-generate-001', 'veo-3.1-fast-generate-preview', 'veo_x', 'a');
const id = fc.oneof(
  fc.stringMatching(/^[a-z0-9]{12}$/),
  fc.uuid(),
  fc.stringMatching(/^[a-z]{2}[0-9]{1,4}$/),
);
const geminiName = fc.tuple(model, id).map(([made, last]) => `models/${made}/operations/${last}`);
const videosName = fc.oneof(
  fc.stringMatching(/^[0-9a-f]{23}[0-9]$/).map((hex) => `video_${hex}`),
  fc.stringMatching(/^[a-z][a-z0-9-]{2,8}$/).map((project) => encodedId('veo-3.1', project)),
);
const root = fc.constantFrom(
  'https://api.thucchien.ai/gemini',
  'https://generativelanguage.googleapis.com',
  'http://localhost:4000',
);
const variable = fc.constantFrom(
  '$BASE/',
  '{{baseUrl}}/',
  '$env:BASE/',
  '%BASE%/',
  '<host>/',
  '/v1beta/',
  '/gemini/v1beta/',
  'https://$HOST/v1beta/',
  'https://{{host}}/v1alpha/',
);

/** A text that names one operation, and the expected reference. */
const source: fc.Arbitrary<readonly [text: string, found: Reference]> = fc.oneof(
  geminiName.map((name) => [name, { name }] as const),
  videosName.map((name) => [name, { name }] as const),
  fc.tuple(root, geminiName).map(([base, name]) => [`${base}/v1beta/${name}`, { name, root: base }] as const),
  fc
    .tuple(root, geminiName)
    .map(([base, name]) => [`${base}/v1beta/${encodeURIComponent(name)}`, { name, root: base }] as const),
  fc
    .tuple(root, videosName)
    .map(([base, name]) => [`${base}/v1/videos/${encodeURIComponent(name)}`, { name, root: base }] as const),
  fc.tuple(variable, geminiName).map(([before, name]) => [before + name, { name }] as const),
);

describe('a name in any wrapping', () => {
  it('is found, alone or in its address, whatever the escaping', () => {
    fc.assert(
      fc.property(source, wrapper, fc.array(escaping, { maxLength: 3 }), ([text, found], wrap, escapes) => {
        const wrapped = escapes.reduce((inner, write) => write(inner), `it is ${wrap(text)} now`);
        assert.deepEqual(findReferences(wrapped), [found], wrapped);
      }),
      { numRuns: 40_000 },
    );
  });

  it('is found beside another', () => {
    fc.assert(
      fc.property(
        geminiName,
        videosName,
        wrapper,
        wrapper,
        escaping,
        (first, second, wrap, wrapOther, write) => {
          const text = write(`${wrap(first)} and ${wrapOther(second)}\nend`);
          assert.deepEqual(
            new Set(findReferences(text).map(({ name }) => name)),
            new Set([first, second]),
            text,
          );
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it('is found whole with a colour anywhere inside it', () => {
    const colour = fc.constantFrom(
      '\u001b[31m',
      '\u001b[0m',
      '\\u001b[1m',
      '\u001b[38;5;9m',
      '\u200b',
      '\u00ad',
      '\u2060',
    );
    fc.assert(
      fc.property(geminiName, fc.nat(60), colour, (name, at, mark) => {
        const text = `see ${name.slice(0, at)}${mark}${name.slice(at)} now`;
        assert.deepEqual(findReferences(text), [{ name }], text);
      }),
      { numRuns: 20_000 },
    );
  });

  it('gives no other name if it is cut', () => {
    const mark = fc.constantFrom('…', '...', '[…]', '\\u2026', '&hellip;');
    fc.assert(
      fc.property(
        source,
        fc.double({ min: 0, max: 1, noNaN: true }),
        mark,
        wrapper,
        ([text, { name }], part, sign, wrap) => {
          const start = text.length - Math.min(text.length, name.length);
          const kept = text.slice(0, start + Math.ceil(part * (text.length - start - 1)));
          const cut = `it is ${wrap(kept + sign)} now`;
          assert.deepEqual(findReferences(cut), [], cut);
        },
      ),
      { numRuns: 20_000 },
    );
  });
});
