import assert from 'node:assert/strict';
import fc from 'fast-check';
import { placedReferences } from '../../../src/references/placedReferences';
import { findReferences, type Reference } from '../../../src/references/reference';
import { nameOf } from '../../../src/simulator/operationNames';
import { encodedId } from '../operations/encodedId';
import { SERVICES } from './serviceAnswers';

const NAME = 'models/veo-3.1-generate-preview/operations/idrk08ltkg0a';
const VIDEO = 'video_68d7512d07848190b3e45da0';
const ENCODED = encodedId('veo-3.1', 'my-project');

/** A name as programs, terminals and editors write it. */
const SPELLINGS: Readonly<Record<string, readonly [written: string, name: string]>> = {
  plainly: [NAME, NAME],
  'with escaped slashes': [NAME.replaceAll('/', '\\/'), NAME],
  'in JSON within JSON': [NAME.replaceAll('/', '\\\\\\/'), NAME],
  'percent-encoded': [encodeURIComponent(NAME), NAME],
  'percent-encoded twice': [encodeURIComponent(encodeURIComponent(NAME)), NAME],
  'with entities of HTML': [NAME.replaceAll('/', '&#x2F;'), NAME],
  'with code points': [NAME.replaceAll('/', '\\u002f'), NAME],
  'with a colour inside': [NAME.replace('veo', '\u001b[1mveo\u001b[0m'), NAME],
  'with a colour in the word models': [NAME.replace('dels', '\u001b[1mdels\u001b[0m'), NAME],
  'with zero-width spaces': [NAME.replaceAll('/', '/\u200b'), NAME],
  'with wide slashes': [NAME.replaceAll('/', '／'), NAME],
  'broken by the edge of a screen': [NAME.replace('preview/', 'pre\nview/'), NAME],
  'broken in a quoted mail': [NAME.replace('operations/', 'operations/\n> '), NAME],
  'as an id of a gateway': [ENCODED, ENCODED],
  'as an id of a gateway, broken twice': [
    `${ENCODED.slice(0, 60)}\n${ENCODED.slice(60, 120)}\n${ENCODED.slice(120)}`,
    ENCODED,
  ],
  'as an id with its padding percent-encoded': [
    encodeURIComponent(encodedId('veo', 'a')),
    encodedId('veo', 'a'),
  ],
};

/** Kinds of text around names, in which the box and a document find the same. */
const TEXTS: Readonly<Record<string, string>> = {
  'a log': `2026-11-28 14:03:11 INFO batch: Started Lantern festival: ${NAME}\n2026-11-28 14:03:12 INFO batch: Started Night market: ${VIDEO}\n`,
  'a table with a header': `| shot | prompt | id |\n|---|---|---|\n| 1 | A cat on the moon, at night | \`${VIDEO}\` |\n| 2 | Rain | \`${NAME}\` |\n`,
  CSV: `title,operation,state\n"Lantern, night",${NAME},running\nMarket,${VIDEO},done\n`,
  'JSON over many lines': JSON.stringify(
    {
      jobs: [
        { title: 'Rain', video_id: VIDEO, prompt: 'Rain on a roof' },
        { title: 'Sun', name: NAME },
      ],
    },
    undefined,
    2,
  ),
  'a list of JSON that is longer than a section': JSON.stringify(
    {
      project: 'a film',
      jobs: Array.from({ length: 200 }, (_, i) => ({
        name: `Scene ${i} at night`,
        input: { prompt: `Rain ${i}` },
        operation: `models/veo-3.1/operations/a1b2c3d4e${100 + i}`,
      })),
    },
    undefined,
    2,
  ),
  YAML: `- title: Rain\n  operation: ${NAME}\n- title: Sun\n  operation: ${VIDEO}\n`,
  'a command': `curl -s \\\n  -H "x-goog-api-key: $KEY" \\\n  'https://api.thucchien.ai/gemini/v1beta/${NAME}?key=k'\n`,
  'two paragraphs, the address only in one': `It is ${NAME}.\n\nAsk https://api.thucchien.ai/gemini/v1beta/${NAME}\n`,
  'a label that is the same beside all': `Shot: ${NAME}\n\nShot: ${VIDEO}\n`,
  'a name that is written while it comes':
    'models/veo-3/operations/0a1b2c\rmodels/veo-3/operations/0a1b2c3d4e5f\n',
};

describe('the places of references in a text', () => {
  it('end where colours part a name from the next word, as agents print them', () => {
    const text = `\u001b[36m${NAME}\u001b[0m\u001b[32;1mThe video is made.\u001b[0m`;
    const found = placedReferences(text).map(({ reference, start, end }) => [reference.name, start, end]);
    assert.deepEqual(found, [[NAME, 5, 5 + NAME.length]]);
  });

  for (const [how, [written, name]] of Object.entries(SPELLINGS)) {
    it(`are found where the name is written ${how}`, () => {
      const text = `some words\n\nid: "${written}", and words`;
      const start = text.indexOf(written);
      assert.deepEqual(placedReferences(text).map(placeAndName), [
        { name, start, end: start + written.length },
      ]);
    });
  }

  it('are all places of a name, each with all that any of them tells', () => {
    const line = (i: number) =>
      i === 7 ? `https://api.thucchien.ai/gemini/v1beta/${NAME}` : `poll ${i} of ${NAME}`;
    const text = Array.from({ length: 10 }, (_, i) => `${line(i)}\n\n`).join('');
    const placed = placedReferences(text);
    assert.equal(placed.length, 10);
    for (const { reference, start, end } of placed) {
      assert.equal(text.slice(start, end), NAME);
      assert.equal(reference.root, 'https://api.thucchien.ai/gemini');
    }
  });

  it('tell of two addresses of an operation each its own', () => {
    const hosts = ['https://a.example', 'https://b.example'];
    const text = hosts.map((host) => `${host}/v1beta/${NAME}\n`).join('');
    assert.deepEqual(
      placedReferences(text).map(({ reference }) => reference.root),
      hosts,
    );
  });

  for (const [what, text] of Object.entries(TEXTS)) {
    it(`are those of what a person would find who pastes the text: ${what}`, () => {
      assert.deepEqual(
        distinct(placedReferences(text).map(({ reference }) => reference)),
        distinct(findReferences(text)),
      );
    });
  }

  for (const { service, start, running, end } of SERVICES) {
    it(`are found in answers of ${service}, in the middle of a log`, () => {
      for (const answer of [start, running, end].filter((one) => one !== undefined)) {
        for (const json of [JSON.stringify(answer), JSON.stringify(answer, undefined, 2)]) {
          const found = findReferences(`Answer of a video API:\n${json}\nend`);
          const log = `${'compiled a module\n'.repeat(50)}\nAnswer of a video API:\n${json}\nend\n\n${'linked\n'.repeat(50)}`;
          assert.deepEqual(
            distinct(placedReferences(log).map(({ reference }) => reference)),
            distinct(found),
          );
        }
      }
    });
  }

  it('are found where a program prints the ids that the simulator gives', () => {
    const backend = { now: () => Date.parse('2026-11-29T03:00:00Z'), nextSerial: () => 7 } as Parameters<
      typeof nameOf
    >[1];
    for (const contract of ['gemini', 'videos', 'agentPlatform', 'apiyi'] as const) {
      for (let durationSeconds = 1; durationSeconds < 200; durationSeconds++) {
        const outcome = { kind: 'succeeded', samples: 1 } as const;
        const model = 'veo-3.1-generate-preview';
        const name = nameOf({ contract, model, durationSeconds, outcome }, backend);
        assert.equal(placedReferences(`Started a job\n${name}\n`)[0]?.reference.name, name);
      }
    }
  });

  it('hold nothing but the name, whatever stands around it', () => {
    const around = fc.constantFrom(
      ...[['"', '"'] as const, ["'", "'"] as const, ['`', '`'] as const, ['**', '**'] as const],
      ...[
        ['(', ')'] as const,
        ['<', '>'] as const,
        ['\u001b[32m', '\u001b[0m'] as const,
        ['| ', ' |'] as const,
      ],
      ...[
        ['“', '”'] as const,
        ['\\n', '\\n'] as const,
        ['~~', '~~'] as const,
        ['[operation](', ')'] as const,
      ],
    );
    const words = fc.lorem().map((text) => `${text}\n`);
    fc.assert(
      fc.property(fc.constantFrom(NAME, VIDEO, ENCODED), around, words, (name, [before, behind], text) => {
        const whole = `${text}x: ${before}${name}${behind}, ${text}`;
        const [place, ...others] = placedReferences(whole);
        assert.equal(whole.slice(place?.start, place?.end), name);
        assert.deepEqual(others, []);
      }),
    );
  });

  it('are found in a long log in which each name is broken at the edge of the screen', () => {
    const name = (i: number) => encodedId('veo-3.1', `project-${i}`);
    const log = Array.from({ length: 300 }, (_, i) => `job ${i}: ${name(i)}`.replace(/.{100}/g, '$&\n')).join(
      '\n',
    );
    const found = placedReferences(log).map(({ reference }) => reference.name);
    assert.deepEqual(
      found,
      Array.from({ length: 300 }, (_, i) => name(i)),
    );
  });

  it('are found at the end of five megabytes', () => {
    const text = `${'a line of a program (12345);\n'.repeat(180_000)}${NAME}`;
    assert.deepEqual(placedReferences(text).map(placeAndName), [
      { name: NAME, start: text.length - NAME.length, end: text.length },
    ]);
  });

  it('are found in a line of five megabytes', () => {
    const text = `[${`{"a":"${'x'.repeat(90)}"},`.repeat(50_000)}{"name":"${NAME}"}]`;
    assert.deepEqual(
      placedReferences(text).map(({ start, end }) => text.slice(start, end)),
      [NAME],
    );
  });

  it('are none in an answer that is known only because a person pasted nothing else', () => {
    const lone = '{"id":"019a0068-794a-7213-90f6-cc4eb62e3da7","status":"queued"}';
    assert.equal(findReferences(lone).length, 1);
    assert.deepEqual(placedReferences(lone), []);
  });
});

function placeAndName({ reference, start, end }: ReturnType<typeof placedReferences>[number]): object {
  return { name: reference.name, start, end };
}

/** Each operation and address once, by name: the box gives those with an address first, a document as they stand there. */
function distinct(references: readonly Reference[]): Reference[] {
  const seen = new Map(references.map((one) => [`${one.root ?? ''} ${one.name}`, one]));
  return [...seen.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
