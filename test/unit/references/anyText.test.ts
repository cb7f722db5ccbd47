import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isOperationName } from '../../../src/operations/name';
import { parseText } from '../../../src/references/parseText';
import { findReferences } from '../../../src/references/reference';
import { MAX_TEXT_LENGTH } from '../../../src/references/textLength';
import { anyName, operationName } from '../operations/arbitraries';

/** Behind `/v1/videos/` any id may stand; the address below shows that it stays in its place. */
const SAFE_NAME =
  /^(?:models\/[A-Za-z0-9._-]+\/operations\/[A-Za-z0-9._-]+|video_[A-Za-z0-9+/_-]+={0,2}|[\w.:~=@+-]+)$/;
const ROOTS = ['https://api.thucchien.ai/gemini', 'https://generativelanguage.googleapis.com'];

/** Names, except those with an id in capitals or with the name of a file. */
const nameOfNoExample = operationName.filter((name) => !/\/(?:[A-Z_]+|[^/]*\.[a-z0-9]{2,5})$/i.test(name));

/** Texts that nearly are references: they are made of the same pieces. */
const nearText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'models/',
        '/operations/',
        '/v1/videos/',
        'video_a1b2c3d4e5f6',
        '=',
        '%2F..',
        'models',
        '..',
        '.',
        '/',
        '//',
        '\\',
        '?',
        '#',
        '@',
        ':',
        '%',
      ),
      fc.constantFrom('https://', 'http://a', '/v1beta/', '$BASE/', '{BASE}/', '"', '\\/', '{"name":"', '"}'),
      fc.constantFrom(' ', '\n', 'projects/p/', 'video_', '🎬', '\u0000', '\ud800', 'é'),
      operationName,
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 16 },
  )
  .map((pieces) => pieces.join(''));

describe('any text', () => {
  it('gives the name in it, be it alone, in JSON, a curl command, prose or an address', () => {
    fc.assert(
      fc.property(nameOfNoExample, fc.constantFrom(...ROOTS), (name, root) => {
        const texts = [
          name,
          JSON.stringify({ name, done: false }),
          JSON.stringify({ name }).replaceAll('/', '\\/'),
          `curl "$BASE_URL/${name}" -H "x-goog-api-key: $KEY"`,
          `It is ${name}. Thank you.`,
        ];
        for (const text of texts) assert.deepEqual(findReferences(text), [{ name }], text);
        assert.deepEqual(findReferences(`curl '${root}/v1beta/${name}?key=k' -s`), [{ name, root }]);
      }),
    );
  });

  it('gives the id behind /v1/videos/, whatever that holds, escaped or not', () => {
    const id = anyName.filter((name) => name.startsWith('video_') && !name.includes('/'));
    fc.assert(
      fc.property(id, fc.constantFrom('', '/content'), (name, more) => {
        for (const given of [name, encodeURIComponent(name)]) {
          const address = `https://api.thucchien.ai/v1/videos/${given}${more}`;
          assert.deepEqual(findReferences(`curl '${address}' -s`), [
            { name, root: 'https://api.thucchien.ai' },
          ]);
        }
      }),
    );
  });

  it('gives only names that are safe in a path and stay in their place', () => {
    fc.assert(
      fc.property(nearText, (text) => {
        for (const { name } of findReferences(text)) {
          assert.match(name, SAFE_NAME);
          for (const root of ROOTS) {
            const url = new URL(`${root}/v1beta/${name}`);
            assert.equal(url.href, `${root}/v1beta/${name}`);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is understood or refused, never an exception', () => {
    fc.assert(
      fc.property(fc.oneof(nearText, fc.string({ unit: 'binary' }), fc.json()), (text) => {
        const parsed = parseText(text);
        assert.ok(['references', 'bareId', 'refused'].includes(parsed.kind));
      }),
      { numRuns: 2000 },
    );
  });

  it('that is a bare id makes a safe name with any model', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        const parsed = parseText(text);
        if (parsed.kind === 'bareId') assert.ok(isOperationName(`models/veo/operations/${parsed.id}`));
      }),
      { numRuns: 2000 },
    );
  });

  // With a quadratic time, these would exceed the timeout of the suite.
  const hostile = [
    'models/',
    'models/a/operations/',
    ' models/a/operations/b?',
    'a.',
    'http://',
    'http://.',
    'https://a/v1/models/a/operations/a.?',
    '$a',
    '${a',
    '{a}/',
    '/v1beta/',
    '[',
    '{"a":',
    'projects/',
    'projects/a/models/',
    'projects/a/locations/b/',
    'video_',
    ' video_a',
    '"video_a1',
    'video_a=',
    'video_%3D',
    'v1/videos/',
    '/v1/videos/video_a1? ',
    'https://a/v1/videos/',
    'https://a/v1/videos/video_.',
    '"',
    '.',
    '1',
    '\\',
    '\\\\"',
    '\\u',
    '\u001b',
    '\u001b[',
    '\u001b]8;;',
    '\u001b]8;;a\u001b\\',
    '[1;',
    '&amp;',
    'amp;',
    '&#',
    '^',
    '^\n',
    '%25',
    'models%2F',
    '%a%/',
    ':a/',
    '$a/a/',
    '}/a/',
    'a\n',
    'a|b\n',
    'models/a/oper\n',
    'models/a/operations/b\n',
    'x models/a/oper\nations/b models/a/oper\n',
    'video_bGl0ZWxsbT\n',
    'video_bGl0ZWxsbT',
    'https://a/v1beta/\n',
    'https://a,',
    'https://$a/',
    'models/a...',
    '...operations/',
    '__models/',
    '"id":"',
    '\u200b',
    'eyJ-',
    '<video_a1>',
    'models/=\n',
    'models/a=\na',
    '=3D',
    'https://a=\n',
    'a<b>',
    'a</b',
    '->a',
    '-',
    'operations/',
    'operation_id=',
    ' /operations/abcdefghijk',
    'operation id: abcdefghijk ',
    'https://a/?',
    'https://a',
    'http://a/',
    'https://a=\n',
    'https://a?b=https://',
    'https://a/#/b/',
    'https://a/?b=/c/',
    'a=models/a/operations/b&',
    'projects/{',
    'projects/<a b>/',
    'locations/\n',
    'publishers/a/models/',
    'projects/a/projects/',
    'models/a/operations/b***',
    'models/a/operations/b>\n',
    'models/a/operations/b<',
    'models/a/operations/a\rmodels/a/operations/ab\r',
    'videos.a(',
    'id=video_a1 ',
    'eyJa.',
    'AQ.',
    '-----BEGIN PRIVATE KEY-----',
    '{"id":"task_a1","object":"video"}',
    '{"a":"{\\"a\\":',
    '{\\"',
    '{a(',
    'projects/p/locations/l/publishers/google/models/',
    'https://a/v1/videos/a1b2c3?',
    'https://a/v1/x/status?a&',
    '/v1/videos/a1b2c3d4e5f6/',
    '/v1/v1/',
    '/v1beta/interactions/',
    'task_a1 ',
    'x_',
  ];
  for (const piece of hostile) {
    it(`is read in time if it repeats ${JSON.stringify(piece)} over a quarter of a million characters`, () => {
      const text = `${piece.repeat(Math.floor((MAX_TEXT_LENGTH - 1) / piece.length))}!`;
      assert.notEqual(parseText(text).kind, 'bareId');
    });
  }
});
