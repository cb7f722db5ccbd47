import assert from 'node:assert/strict';
import { isNameSegment, isOperationName } from '../../../src/operations/name';
import { parseText } from '../../../src/references/parseText';
import { findReferences } from '../../../src/references/reference';
import { MAX_TEXT_LENGTH } from '../../../src/references/textLength';

const NAME = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
const OTHER = 'models/veo-3.1-fast-generate-001/operations/h7z2';
const GATEWAY = 'https://api.thucchien.ai/gemini';
const GOOGLE = 'https://generativelanguage.googleapis.com';

describe('a text that people paste', () => {
  const named: Readonly<Record<string, string>> = {
    'a full name': NAME,
    'a name in quotes': `"${NAME}"`,
    'a name amid white space': `\n\t ${NAME} \r\n`,
    'a start answer': `{"name":"${NAME}"}`,
    'a start answer, printed prettily': `{\n  "name": "${NAME}"\n}\n`,
    'a start answer with escaped slashes': `{"name":"${NAME.replaceAll('/', '\\/')}"}`,
    'a start answer with slashes as code points': `{"name":"${NAME.replaceAll('/', '\\u002f')}"}`,
    'a list of answers': `[{"name":"${NAME}"}]`,
    'a status answer': `{"name":"${NAME}","done":true,"response":{"generateVideoResponse":{"generatedSamples":[{"video":{"uri":"${GOOGLE}/v1beta/files/3j6svp4106e7:download?alt=media"}}]}}}`,
    'JSON whose text has lines': JSON.stringify({ text: `started ${NAME}\nnow wait` }),
    'JSON inside JSON': JSON.stringify({ output: JSON.stringify({ name: NAME }) }),
    'JSON inside JSON that ends in the middle': `{"output": "{\\"name\\":\\"${NAME}\\"}`,
    'JSON that ends in the middle': `{"name": "${NAME}", "done": tr`,
    'a curl line with a variable': `curl -H "x-goog-api-key: $KEY" "$BASE_URL/${NAME}"`,
    'a curl line with a variable in braces': `curl "\${BASE_URL}/${NAME}"`,
    'a Python line': `requests.get(f"{BASE_URL}/${NAME}")`,
    'a path with the version': `/v1beta/${NAME}`,
    'prose with a full stop': `I started ${NAME}. Please look after it.`,
    'prose with a comma': `See ${NAME}, which runs.`,
    'a name in brackets': `(${NAME})`,
  };
  for (const [what, text] of Object.entries(named)) {
    it(`names the operation: ${what}`, () => {
      assert.deepEqual(parseText(text), { kind: 'references', references: [{ name: NAME }] });
    });
  }

  const addressed: Readonly<Record<string, [text: string, root: string]>> = {
    'the status URL of the gateway': [`${GATEWAY}/v1beta/${NAME}`, GATEWAY],
    'the status URL of Google': [`${GOOGLE}/v1beta/${NAME}`, GOOGLE],
    'a status URL of another version': [`${GOOGLE}/v1/${NAME}`, GOOGLE],
    'a status URL with a key in its query': [`${GOOGLE}/v1beta/${NAME}?key=AIzaSyA-secret`, GOOGLE],
    'a status URL with a fragment': [`${GOOGLE}/v1beta/${NAME}#x`, GOOGLE],
    'a status URL at the end of a sentence': [`It is at ${GOOGLE}/v1beta/${NAME}.`, GOOGLE],
    'a curl line with quotes': [
      `curl -s -H 'x-goog-api-key: AIzaSyA-secret' '${GATEWAY}/v1beta/${NAME}' | jq`,
      GATEWAY,
    ],
  };
  for (const [what, [text, root]] of Object.entries(addressed)) {
    it(`names the operation and its root, and nothing of the key: ${what}`, () => {
      assert.deepEqual(parseText(text), { kind: 'references', references: [{ name: NAME, root }] });
    });
  }

  it('with several names gives each once, in their order', () => {
    const text = `${OTHER}\n${NAME}\n${OTHER}`;
    assert.deepEqual(findReferences(text), [{ name: OTHER }, { name: NAME }]);
  });

  it('with a name both alone and in an address gives it with its address', () => {
    const root = GATEWAY;
    assert.deepEqual(findReferences(`${NAME} ${root}/v1beta/${NAME}`), [{ name: NAME, root }]);
  });

  it('with one name at two roots gives two references', () => {
    const text = `${GATEWAY}/v1beta/${NAME} ${GOOGLE}/v1beta/${NAME}`;
    assert.deepEqual(findReferences(text), [
      { name: NAME, root: GATEWAY },
      { name: NAME, root: GOOGLE },
    ]);
  });

  for (const text of ['idrk08ltkg0a', ' "idrk08ltkg0a"\n', '`idrk08ltkg0a`', 'operations/idrk08ltkg0a']) {
    it(`is a bare id: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseText(text), { kind: 'bareId', id: 'idrk08ltkg0a' });
    });
  }

  it('of twelve small letters is a bare id, since one in a hundred ids has no digit', () => {
    assert.deepEqual(parseText('abcdefghijkl'), { kind: 'bareId', id: 'abcdefghijkl' });
  });
});

describe('a text without an operation', () => {
  const refused: Readonly<Record<string, string>> = {
    '': 'empty',
    ' \n\t': 'empty',
    'what a lovely video': 'noOperation',
    video: 'noOperation',
    'Hello, world 1234567': 'noOperation',
    '🎬': 'noOperation',
    '../../x': 'noOperation',
    '{}': 'noOperation',
    'models/a/operations/b?x=y': 'malformedName',
    'models/a/operations/b&x=y': 'malformedName',
    'models/a/operations/b#x': 'malformedName',
    'models/../operations/x': 'malformedName',
    'models/a/operations/..': 'malformedName',
    'models/a/operations/../../files/x': 'malformedName',
    'models/a/operations/b/../../c': 'malformedName',
    'models/a/operations/b:cancel': 'malformedName',
    'models/a/operations/b/c': 'malformedName',
    'models/a/operations/b%2fc': 'malformedName',
    'models/a/operations/b\\c': 'malformedName',
    'models/a/operations/': 'malformedName',
    'models//operations/b': 'malformedName',
    'models/a/operations/🎬': 'malformedName',
    'operations/a b': 'malformedName',
    '@models/a/operations/b': 'malformedName',
    'x/models/a/operations/b': 'malformedName',
    'projects/p/locations/us-central1/publishers/google/models/veo/operations/b': 'vertexName',
    'https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/l/models/veo/operations/b':
      'vertexName',
    'publishers/{publisher}/models/veo/operations/abc1': 'vertexName',
    'projects/p/locations/us-central1/publishers/google/\n  models/veo/operations/90b4fad5': 'vertexName',
    'projects/p/locations/us-central1/operations/k3v9qz71mx0b': 'vertexName',
    'sk-proj-4f1c2d3e': 'apiKey',
    AIzaSyA1234567890abcdefghijk: 'apiKey',
    d41d8cd98f00b204e9800998ecf8427e: 'apiKey',
    'https://example.com/': 'addressWithoutOperation',
    [`${GATEWAY}/v1beta/${NAME}/more`]: 'addressWithoutOperation',
    [`${GATEWAY}/v1beta/${NAME}:cancel`]: 'addressWithoutOperation',
    [`${GATEWAY}/v1beta/models/%2e%2e/operations/b`]: 'addressWithoutOperation',
    [`${GOOGLE}/v1beta/files/3j6svp4106e7:download?alt=media`]: 'addressWithoutOperation',
    'https://example.com/?key=sk-proj-4f1c2d3e': 'addressWithoutOperation',
    [`https://example.com/?next=${NAME}:cancel`]: 'addressWithoutOperation',
    'https://[broken/v1beta/models/a/b': 'addressWithoutOperation',
  };
  for (const [text, reason] of Object.entries(refused)) {
    it(`is refused as ${reason}: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseText(text), { kind: 'refused', reason });
      assert.deepEqual(findReferences(text), []);
    });
  }

  for (const name of [
    'models/user/operations/create.ts',
    'models/user/operations/test_create.py',
    'models/user/operations/index.d.ts',
    'models/veo/operations/schema.json',
    'models/MODEL_ID/operations/OPERATION_ID',
    'models/YOUR_MODEL/operations/YOUR_OPERATION_ID',
    'models/veo-3.1/operations/OPERATION',
    'models/veo-3.1/operations/your-operation-id',
    'models/veo-3.1/operations/operation_id',
  ]) {
    it(`may name a file or an example: ${name}`, () => {
      for (const text of [name, `see ${name} there`, `"${name}"`, `GET $BASE/v1beta/${name}`]) {
        assert.deepEqual(findReferences(text), [], text);
      }
      assert.deepEqual(findReferences(`${GOOGLE}/v1beta/${name}`), []);
      assert.deepEqual(parseText(name), { kind: 'refused', reason: 'malformedName' });
    });
  }

  it('is refused if it is over the limit, whatever it holds', () => {
    for (const length of [MAX_TEXT_LENGTH + 1, 1024 * 1024]) {
      const text = `${NAME} `.padEnd(length, 'x');
      assert.deepEqual(parseText(text), { kind: 'refused', reason: 'tooLong' });
      assert.deepEqual(findReferences(text), []);
    }
  });

  it('is read at the limit', () => {
    const text = `${NAME} `.padEnd(MAX_TEXT_LENGTH, 'x');
    assert.deepEqual(findReferences(text), [{ name: NAME }]);
  });

  it('may have a name that is too long for any API', () => {
    const fitting = `models/a/operations/${'b'.repeat(1004)}`;
    assert.equal(isOperationName(fitting), true);
    assert.equal(isOperationName(`${fitting}b`), false);
    assert.deepEqual(findReferences(`${fitting}b`), []);
  });

  it('may have a name with a segment that is empty, dots or a path', () => {
    for (const id of ['', '.', '..', '.a', 'a.', 'a/b', 'a b', 'a\n', 'a?b']) {
      assert.equal(isNameSegment(id), false, id);
    }
    for (const id of ['veo-3.0-generate-001', 'a', 'a_b', 'a..b']) assert.equal(isNameSegment(id), true, id);
  });
});
