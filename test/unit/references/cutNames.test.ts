import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseText } from '../../../src/references/parseText';
import { findReferences } from '../../../src/references/reference';

const NAME = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
const CUT = 'models/veo-3.0-generate-001/operations/idrk0';
const ROOT = 'https://api.thucchien.ai/gemini';
const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const ENCODED = encodedAs(
  `projects/p-1/locations/us-central1/publishers/google/models/veo-3.1/operations/${UUID}`,
);
const HEX = 'video_68d7512d07848190b3e45da0ecbebcde004da08e1e5b5d39';

/** Sources: PowerShell/PowerShell PR #8326 (tables), anthropics/claude-code #56673 and #22073 (terminals). */
const cut: Readonly<Record<string, string>> = {
  'a documented answer': '{"id": "video_bGl0ZWxsbTpjdXN0b21fbGxtX3Byb3ZpZGVy...", "object": "video"}',
  'that id without the dots': 'video_bGl0ZWxsbTpjdXN0b21fbGxtX3Byb3ZpZGVy',
  'a table of PowerShell': `name     done\n----     ----\n${CUT}... False\n`,
  'an ellipsis': `${CUT}…`,
  'an ellipsis as a code point': `"${CUT}\\u2026"`,
  'an ellipsis of HTML': `${CUT}&hellip;`,
  'two dots': `name: ${CUT}.. done: false`,
  'an ellipsis in brackets': `${CUT}[…] done`,
  'an ellipsis within the id': 'models/veo-3.0-generate-001/operations/idr...g0a',
  'an ellipsis within the model': 'models/veo-3.0…/operations/idrk08ltkg0a',
  'an ellipsis for a segment': 'models/veo-3.0-generate-001/.../idrk08ltkg0a',
  'an ellipsis before operations': '…generate-001/operations/idrk08ltkg0a',
  'an address with an ellipsis': `GET ${ROOT}/v1beta/${CUT}… 200`,
  'an address with dots': `${ROOT}/v1beta/${CUT}...`,
  'an address of a video with dots': 'https://host.example/v1/videos/video_68d7512d...',
  'a video with an ellipsis': 'id: video_68d7512d0784…',
  "a string that Node's inspect cut": `{ name: '${CUT}'... 7 more characters }`,
  "another string that Node's inspect cut": `{ name: 'models/veo-3.0-gen'... 33 more characters }`,
  'a note of truncation': `${CUT} [truncated 20 bytes]`,
  'JSON that ends in the name': `{"done":false,"name":"${CUT}`,
  'an open quote at a line end': `{"name": "${CUT}\n`,
  'a bare id with dots': 'idrk0...',
  'a bare id with an ellipsis': '“idrk0…”',
  'an encoded id without its operation': ENCODED.slice(0, 100),
  'an encoded id that lacks one character': ENCODED.slice(0, -2),
  'a line end before a rest that is no whole id': `2026-11-28 10:00 INFO started ${CUT}\n8ltk9zz0 ok`,
  "a line end within OpenAI's id": `2026-11-28 10:00 INFO started ${HEX.slice(0, 40)}\n${HEX.slice(40)} ok`,
  'the edge of less -S': `${CUT}>\nnext line`,
  'the edge of less -S, with spaces behind it': `started ${CUT}>  \n`,
  'the edge of less -S, behind an arrow': `started -> ${CUT}>`,
  'the edge of less -S behind a closed tag': `<b>op</b> ${CUT}>\n`,
  'the edge of less -S within a UUID': `models/veo-3.1/operations/${UUID.slice(0, 9)}>\n`,
  'the edge of less -S behind an address': `${ROOT}/v1beta/${CUT}>\n`,
  'the edge of nano': `name: ${CUT}$\nend`,
  'the edge of nano behind an address': `${ROOT}/v1beta/${CUT}$`,
  'a mask of stars': `name: ${CUT}*** done`,
  'a mask of many stars': `{"name": "${CUT}********"}`,
  'a mask of stars behind an address': `${ROOT}/v1beta/${CUT}***`,
  'the edge of less -S behind a video': 'video_68d7512d0784>\n',
  'the edge of nano behind a video': 'video_68d7512d0784$',
  'stars behind a video': 'id: video_68d7512d0784***',
};

/** Names that a line end broke and the next line clearly continues. */
const wrapped: Readonly<Record<string, [text: string, name: string]>> = {
  'within the model': [`models/veo-3.0-gen\nerate-001/operations/idrk08ltkg0a`, NAME],
  'within the first word': [
    `2026-11-28 10:00 INFO started mod\nels/veo-3.0-generate-001/operations/idrk08ltkg0a`,
    NAME,
  ],
  'within the word operations': [`models/veo-3.0-generate-001/opera\ntions/idrk08ltkg0a`, NAME],
  'at a slash': [`models/veo-3.0-generate-001/\noperations/idrk08ltkg0a`, NAME],
  'before the id': [`models/veo-3.0-generate-001/operations/\nidrk08ltkg0a`, NAME],
  'within the id': [`${CUT}\n8ltkg0a`, NAME],
  'within the id, with more behind it': [`started ${CUT}\r\n8ltkg0a, done: false`, NAME],
  'within a quoted id': [`{"name": "${CUT}\n8ltkg0a", "done": false}`, NAME],
  'with spaces before the rest': [`name: ${CUT}\n      8ltkg0a`, NAME],
  'within a quotation': [`> ${CUT}\n> 8ltkg0a`, NAME],
  'within a coloured name': [`\u001b[32m${CUT}\n8ltkg0a\u001b[0m`, NAME],
  'within a box': [`│ ${CUT} │\n│ 8ltkg0a │`, NAME],
  'within a cell of a table': [
    `│ models/veo-3.0-generate-00 │ False │\n│ 1/operations/idrk08ltkg0a  │       │`,
    NAME,
  ],
  'within a cell of a narrow table': [
    hardWrapped(NAME, 12)
      .map((part) => `│ ${part.padEnd(12)} │ x │`)
      .join('\n'),
    NAME,
  ],
  'at eighty columns': [
    hardWrapped(`2026-11-28 12:00:00.123 INFO worker-1 started ${NAME} ok`, 80).join('\n'),
    NAME,
  ],
  'within a UUID': [
    `models/veo-3.1/operations/${UUID.slice(0, 13)}\n${UUID.slice(13)}`,
    `models/veo-3.1/operations/${UUID}`,
  ],
  'within a narrow column, before a numbered word': [
    `│ ${CUT} │\n│ lltkgw7a │`.replace('idrk0', 'idrk'),
    NAME.replace('idrk08ltkg0a', 'idrklltkgw7a'),
  ],
  'as quoted-printable mail breaks lines': [
    `it is models/veo-3.0-generate-001/operat=\r\nions/idrk08ltkg0a, ok`,
    NAME,
  ],
  'as mail breaks lines within the id': [`${CUT}=\n8ltkg0a.`, NAME],
  'as mail breaks lines within the model, and writes equals signs': [
    `name=3Dmodels/veo-3.0-gen=\r\nerate-001/operations/idrk08ltkg0a`,
    NAME,
  ],
  'as mail breaks lines within the first word': [
    `${'x '.repeat(36)}mod=\r\nels/veo-3.0-generate-001/operations/idrk08ltkg0a`,
    NAME,
  ],
  'within an encoded id': [hardWrapped(`{"id": "${ENCODED}", "object": "video"}`, 80).join('\n'), ENCODED],
  'within an encoded id in a narrow terminal': [hardWrapped(`id: ${ENCODED}`, 33).join('\n'), ENCODED],
};

const whole: Readonly<Record<string, [text: string, name: string]>> = {
  'before a full stop': ['started models/x/operations/abc. Then', 'models/x/operations/abc'],
  'before a full stop at a line end': ['started models/x/operations/abc.\nThen', 'models/x/operations/abc'],
  'that is encoded, before a full stop at a line end': [`${ENCODED}.\nThen`, ENCODED],
  'before a comma': ['models/x/operations/abc, models', 'models/x/operations/abc'],
  'before dots that stand apart': [`waiting for ${NAME} ...`, NAME],
  'before the dots of a sentence that goes on': [`Polling ${NAME}...\nnot done yet`, NAME],
  'before a line of prose': [`I started ${NAME}\nthen went home`, NAME],
  'before a line with a number': ['models/x/operations/abc123\n2 more', 'models/x/operations/abc123'],
  'before a line with a date': [
    '2026-11-27 10:00 started models/x/operations/abc123\n2026-11-28 ended',
    'models/x/operations/abc123',
  ],
  'before a line with a key': ['models/x/operations/abc123\nstatus: running', 'models/x/operations/abc123'],
  'before a line with a word': ['models/x/operations/abc123\nstatus running', 'models/x/operations/abc123'],
  'before a line that would make a longer one': [`2026-11-28 INFO ${NAME}\n200 OK`, NAME],
  'in Markdown before a hard line break': [
    'models/x/operations/abc123\\\nThen',
    'models/x/operations/abc123',
  ],
  'behind an open quote': [`"${NAME}`, NAME],
  'that is encoded, before a word': [`${ENCODED}\nqueued`, ENCODED],
  'that is encoded, without its padding': [ENCODED.replace(/=+$/, ''), ENCODED.replace(/=+$/, '')],
  'beside a cut one': [`${CUT}... False\n${NAME} True`, NAME],
  'of a gateway before a time': [
    `2026-11-28 10:00 INFO started models/veo-3.1/operations/task_abc123\n5s elapsed`,
    'models/veo-3.1/operations/task_abc123',
  ],
  'of a gateway before words': [
    `2026-11-28 10:00 INFO started models/veo-3.1/operations/job-abc123\n7q2 polling`,
    'models/veo-3.1/operations/job-abc123',
  ],
  'before a numbered word': [
    `2026-11-28 10:00 INFO started models/veo-3.1/operations/abc123\nattempt1 running`,
    'models/veo-3.1/operations/abc123',
  ],
  'before milliseconds': [
    `2026-11-28 10:00 INFO started models/veo-3.1/operations/abc123\n250ms until the next look`,
    'models/veo-3.1/operations/abc123',
  ],
  'of a video before words': [
    `2026-11-28 10:00 INFO started ${HEX.slice(0, 38)}\n3f2a polling`,
    HEX.slice(0, 38),
  ],
  'of a video of 24 digits before words': [
    `2026-11-28 10:00 INFO started ${HEX.slice(0, 30)}\n3f2a polling`,
    HEX.slice(0, 30),
  ],
  'in angle brackets': ['<models/x/operations/abc>', 'models/x/operations/abc'],
  'in an object of Python': ['<Operation name=models/x/operations/abc>', 'models/x/operations/abc'],
  'in bold and italics': ['***models/x/operations/abc***', 'models/x/operations/abc'],
  'in a formula': ['$models/x/operations/abc$', 'models/x/operations/abc'],
  'before the edge, of a known form': [`${NAME}>\n`, NAME],
  'of a video in angle brackets': [`<Video ${HEX}>`, HEX],
  'of a video, encoded, at the edge': [`${ENCODED}>\n`, ENCODED],
  'on a progress line that is rewritten': [`\r${CUT}\r${CUT}8lt\r${NAME}`, NAME],
  'of a video on a progress line': [`${HEX.slice(0, 30)}\r${HEX}\n`, HEX],
  'beside its own beginning': [`${NAME.slice(0, 30)}… = ${NAME}`, NAME],
};

describe('a cut name', () => {
  for (const [what, text] of Object.entries(cut)) {
    it(`is refused as cut: ${what}`, () => {
      assert.deepEqual(parseText(text), { kind: 'refused', reason: 'cutName' });
    });
  }

  for (const [what, [text, name]] of Object.entries(wrapped)) {
    it(`is joined if a line end broke it ${what}`, () => {
      assert.deepEqual(parseText(text), { kind: 'references', references: [{ name }] });
    });
  }

  for (const [what, [text, name]] of Object.entries(whole)) {
    it(`is not seen in a whole one ${what}`, () => {
      assert.deepEqual(parseText(text), { kind: 'references', references: [{ name }] });
    });
  }

  it('is joined if a line end broke its address, at any width', () => {
    for (let width = 20; width < 100; width++) {
      const text = hardWrapped(`curl -s "${ROOT}/v1beta/${NAME}" -H "accept: */*"`, width).join('\n');
      const found = parseText(text);
      const isCut = found.kind === 'refused' && found.reason === 'cutName';
      if (!isCut)
        assert.deepEqual(found, { kind: 'references', references: [{ name: NAME, root: ROOT }] }, text);
    }
  });

  it('is not made of two names, one below the other', () => {
    const names = ['abc1', 'abc2', 'idrk08ltkg0a'].map(
      (id) => `models/veo-3.1-fast-generate-001/operations/${id}`,
    );
    assert.deepEqual(
      findReferences(names.join('\n')),
      names.map((name) => ({ name })),
    );
  });

  it('is not one of a known form, even if another name begins like it', () => {
    const names = [NAME, `${NAME}-2`];
    assert.deepEqual(
      findReferences(names.join(' and ')),
      names.map((name) => ({ name })),
    );
  });

  it('is any beginning of an encoded id', () => {
    for (const own of [UUID, '6543210987654321'].map((id) =>
      encodedAs(`projects/p/locations/l/operations/${id}`),
    )) {
      const end =
        own.replace(/=+$/, '').length -
        (own === encodedAs(`projects/p/locations/l/operations/${UUID}`) ? 0 : 22);
      for (let length = 'video_bGl0'.length; length < end; length++) {
        assert.deepEqual(findReferences(`id: ${own.slice(0, length)}, status`), [], own.slice(0, length));
      }
    }
  });

  it('gives no reference, wherever the mark of the cut is', () => {
    const mark = fc.constantFrom('…', '...', '....', '[...]', '‥', '⋯', '(…)', '\\u2026', '&hellip;');
    const around = fc.constantFrom(
      ['', ''],
      ['"', '"'],
      ['| ', ' |'],
      ['\u001b[32m', '\u001b[0m'],
      ['**', '**'],
    );
    fc.assert(
      fc.property(
        fc.constantFrom(NAME, HEX, ENCODED),
        fc.double({ min: 0, max: 1, noNaN: true }),
        mark,
        around,
        (name, part, sign, [before, after]) => {
          const kept = name.slice(0, Math.ceil(part * (name.length - 1)));
          assert.deepEqual(findReferences(`id ${before}${kept}${sign}${after} done`), []);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('is joined or refused wherever a line end broke it and however it is quoted, and never found in part', () => {
    const id = fc.stringMatching(/^[a-z0-9]{12}$/);
    const around = fc.constantFrom(['', ''], ['"', '"'], ["'", "'"], ['name: ', ''], ['> ', '']);
    const indent = fc.constantFrom('', '  ', '\t');
    fc.assert(
      fc.property(id, fc.integer({ min: 1, max: 50 }), around, indent, (last, at, [before, after], space) => {
        const name = `models/veo-3.0-generate-001/operations/${last}`;
        const text = `${before}${name.slice(0, at)}\n${space}${name.slice(at)}${after}`;
        for (const found of findReferences(text)) assert.equal(found.name, name, text);
      }),
      { numRuns: 5000 },
    );
  });
});

function encodedAs(providersName: string): string {
  return `video_${btoa(`litellm:custom_llm_provider:vertex_ai;model_id:veo-3.1;video_id:${providersName}`)}`;
}

function hardWrapped(text: string, width: number): string[] {
  return text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
}
