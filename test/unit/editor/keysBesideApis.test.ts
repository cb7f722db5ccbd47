import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keyLiterals } from '../../../src/ui/editor/keyHygiene/keyLiterals';
import { keysBesideApis } from '../../../src/ui/editor/keyHygiene/keysBesideApis';
import { processorMs } from '../base/processorTime';

const GOOGLE = 'AIzaSyB4k9TqW2nEr7VxLm0HcPzD3uJfYgQ8sRt';
const GATEWAY = 'sk-Qm3vT7xKp9LwRz2NcBhY5d';
const HEX = '9f3a1c7be2d84056a7c1f0e9b3d25847';
const HOSTS = new Map([
  ['api.thucchien.ai', 'https://api.thucchien.ai'],
  ['generativelanguage.googleapis.com', 'https://generativelanguage.googleapis.com'],
  ['127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ['aiplatform.googleapis.com', 'https://aiplatform.googleapis.com'],
  ['openrouter.ai', 'https://openrouter.ai'],
]);

/** The keys themselves. */
function found(text: string): string[] {
  return keyLiterals(text).map(({ start, end }) => text.slice(start, end));
}

function beside(text: string, around = '') {
  return keysBesideApis(text, HOSTS, () => around).map(({ start, end, origins }) => [
    text.slice(start, end),
    origins,
  ]);
}

describe('a literal API key', () => {
  for (const [what, text, key] of [
    ['of Google in a call', `genai.Client(api_key="${GOOGLE}")`, GOOGLE],
    ['of a gateway in a constant', `const KEY = '${GATEWAY}';`, GATEWAY],
    ['in a header of curl', `curl -H "x-goog-api-key: ${GOOGLE}" \\`, GOOGLE],
    ['behind Bearer, whatever its form', `-H 'Authorization: Bearer ${HEX}'`, HEX],
    ['in an address', `https://a.example/v1beta/x?alt=media&key=${HEX}#x`, HEX],
    ['in a variable of a shell', `export KIE_API_KEY=${HEX}`, HEX],
    ['in an annotated variable of Python', `API_KEY: str = "${HEX}"`, HEX],
    ['in the environment that a script sets', `os.environ["KIE_API_KEY"] = "${HEX}"`, HEX],
    ['in JSON', `{"env": {"KIE_API_KEY": "${HEX}"}}`, HEX],
    ['at the end of a sentence', `My key is ${GOOGLE}.`, GOOGLE],
  ] as const) {
    it(`is found ${what}`, () => assert.deepEqual(found(text), [key]));
  }

  for (const [what, text] of [
    [
      'a placeholder',
      'api_key="YOUR_API_KEY_1234567890" x-goog-api-key: AIzaXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX0',
    ],
    ['a masked key', 'Bearer sk-...WXYZ and AIza…WXYZ and sk-********************'],
    ['a key of examples', 'Authorization: Bearer sk-1234567890abcdefghij'],
    [
      'a read of the environment',
      'apiKey: process.env.GEMINI_API_KEY2, key = os.environ["GEMINI_API_KEY_2"]',
    ],
    [
      'a variable of a shell or a template',
      'Bearer $GEMINI_API_KEY_2 Bearer {{api_key_of_gateway_1}} %GEMINI_API_KEY_2%',
    ],
    [
      'an operation',
      `models/veo-3.1-generate-preview/operations/${HEX.slice(0, 12)} video_68f0a1b2c3d4e5f6a7b8c9d0`,
    ],
    [
      'a hash, an id and a token of a page',
      `sha256: ${HEX}${HEX}, "id": "${HEX}", next_page_token: "${HEX}"`,
    ],
    ['a model', 'model = "veo-3.1-fast-generate-preview", KEY_MODEL'],
  ] as const) {
    it(`is not ${what}`, () => assert.deepEqual(found(text), []));
  }

  it('is looked for in time that grows with the text only', () => {
    const long = [
      'a1'.repeat(1_000_000),
      `${'x-goog-api-key: '.repeat(100_000)}`,
      'Bearer        '.repeat(100_000),
      `${GOOGLE.slice(0, 30)} `.repeat(50_000),
    ];
    const ms = processorMs(() => long.map((text) => keyLiterals(text)));
    assert.ok(ms < 3000, `${ms} ms`);
  });
});

describe('an API key in a text', () => {
  it('counts beside an address of an endpoint, which it may belong to, the nearest first', () => {
    const text = `BASE = "https://api.thucchien.ai"\n\n\nG = "https://generativelanguage.googleapis.com/v1beta"\nKEY = "${GATEWAY}"`;
    assert.deepEqual(beside(text), [
      [GATEWAY, ['https://generativelanguage.googleapis.com', 'https://api.thucchien.ai']],
    ]);
    assert.deepEqual(beside(`http://127.0.0.1:4000/v1/videos ${GATEWAY}`), [
      [GATEWAY, ['http://127.0.0.1:4000']],
    ]);
    assert.deepEqual(beside(`https://us-central1-aiplatform.googleapis.com/v1 ${GATEWAY}`), [
      [GATEWAY, ['https://aiplatform.googleapis.com']],
    ]);
    assert.deepEqual(beside(`https://openrouter.ai/api/v1 ${GATEWAY}`), [
      [GATEWAY, ['https://openrouter.ai']],
    ]);
  });

  it('counts beside an operation, and beside what begins a video', () => {
    const places = [
      'models/veo-3.1-generate-preview/operations/a1b2c3d4e5f6',
      'client.models.generate_videos(model=model)',
      'await ai.models.generateVideos({})',
      'curl "$BASE/models/$MODEL:predictLongRunning"',
    ];
    for (const place of places) assert.deepEqual(beside(`${GOOGLE}\n${place}`), [[GOOGLE, []]], place);
  });

  it('does not count in a text about something else, nor at a host that only looks alike', () => {
    for (const text of [
      'import openai',
      'https://xapi.thucchien.ai/',
      'https://api.thucchien.ai.evil.example/',
      'http://127.0.0.1:40001/',
      'https://api.example.com/v1/chat',
    ]) {
      assert.deepEqual(beside(`${text}\n${GATEWAY}`), [], text);
    }
  });

  it('counts in a long text only within 60 lines of it', () => {
    const apart = (lines: number, rest: number) =>
      beside(`https://api.thucchien.ai${'\n'.repeat(lines)}${GATEWAY}${'\n'.repeat(rest)}`).length;
    assert.deepEqual([apart(60, 400), apart(61, 400), apart(250, 10)], [1, 0, 1]);
  });

  it('counts in a cell of a notebook whose other cells are about a video API', () => {
    assert.deepEqual(beside(`KEY = "${GATEWAY}"`, 'BASE = "https://api.thucchien.ai"'), [
      [GATEWAY, ['https://api.thucchien.ai']],
    ]);
  });

  it('is found at its place, whatever is around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const text = `${before.replace(/\S/g, 'é')} https://api.thucchien.ai "${GATEWAY}" ${after.replace(/\S/g, '界')}`;
        assert.deepEqual(
          beside(text).map(([key]) => key),
          [GATEWAY],
        );
      }),
    );
  });
});

describe('a document that is made to take long', () => {
  it('with tens of thousands of keys beside as many addresses is searched in moments', () => {
    const text = `api_key="${GATEWAY}" # https://api.thucchien.ai\n`.repeat(20_000);
    const ms = processorMs(() => assert.equal(beside(text).length, 20_000));
    // Each key with each address would be four hundred million.
    assert.ok(ms < 5000, `${ms} ms`);
  });
});
