import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { redact } from '../../../src/outside/redaction';

const key = fc.stringMatching(/^[!-~]{8,60}$/);
const LITELLM = 'sk-4f9AbcdEfghIjkl1WXYZ';
const GOOGLE = 'AIzaSyA1234567890abcdefghijklmnopqrstuv';

describe('redaction of a known key', () => {
  it('leaves no eight characters of it in a row, wherever it stands and however much of it', () => {
    const given = fc.record({
      key,
      before: fc.string(),
      after: fc.string(),
      from: fc.nat(60),
      to: fc.nat(60),
    });
    fc.assert(
      fc.property(given, ({ key: secret, before, after, from, to }) => {
        const text = `${before}${secret}${after}${secret.slice(from, to)}${before}`;
        const shown = redact(text, [secret]);
        for (const run of runsOf(secret)) assert.equal(shown.includes(run), false, shown);
      }),
    );
  });

  it('leaves no eight characters of any of several keys', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 3 }), fc.string(), (secrets, text) => {
        const shown = redact(secrets.join(text), secrets);
        for (const run of secrets.flatMap(runsOf)) assert.equal(shown.includes(run), false, shown);
      }),
    );
  });

  it('takes its tail behind dots, stars and an ellipsis', () => {
    fc.assert(
      fc.property(key, fc.constantFrom('..', '...', '.....', '*', '****', '…'), (secret, cover) => {
        const shown = redact(`Received ${cover}${secret.slice(-4)}!`, [secret]);
        assert.equal(shown.includes(cover + secret.slice(-4)), false, shown);
      }),
    );
  });

  it('takes a key shorter than eight characters whole', () => {
    assert.equal(redact('the word is abc, really', ['abc']), 'the word is …, really');
  });

  it('takes no offence at an empty key', () => {
    assert.equal(redact('a harmless text', ['']), 'a harmless text');
  });
});

describe('redaction of what looks like a key', () => {
  const hash = createHash('sha256').update(LITELLM).digest('hex');
  const telling: Readonly<Record<string, [text: string, shown: string]>> = {
    'a Google key': [`key ${GOOGLE} is bad`, 'key … is bad'],
    'a LiteLLM key': [`key ${LITELLM} is bad`, 'key … is bad'],
    'a LiteLLM key without its middle': ['Received API Key = sk-...WXYZ, bad', 'Received API Key = …, bad'],
    'the hash of a key': [`Key Hash (Token) =${hash}.`, 'Key Hash (Token) =….'],
    'the hash of a key in capitals': [hash.toUpperCase(), '…'],
    'a bearer': ['authorization: Bearer abc.def-ghi', 'authorization: Bearer …'],
    "a token of Replicate's header": ['Authorization: Token r8abc123', 'Authorization: Token …'],
    'a name and a password': ['authorization: Basic dXNlcjpwYXNz', 'authorization: Basic …'],
    'a header in JSON': ['{"Authorization": "Token abc123"}', '{"Authorization": "Token …"}'],
    "fal's header": ['-H "Authorization: Key abc:def123"', '-H "Authorization: Key …"'],
    'the query of an address': ['GET https://a/b?key=abcdef123&x=1', 'GET https://a/b?key=…&x=1'],
    'a header': ['x-goog-api-key: abcdef123', 'x-goog-api-key: …'],
    'a JSON field': ['{"api_key": "abcdef123"}', '{"api_key": "…"}'],
    'a field of another spelling': ["{'apiKey':'abcdef123'}", "{'apiKey':'…'}"],
    'a token': ['access_token=abcdef123', 'access_token=…'],
  };
  for (const [what, [text, shown]] of Object.entries(telling)) {
    it(`takes ${what}`, () => assert.equal(redact(text), shown));
  }

  const harmless = [
    'models/veo-3.0-generate-001/operations/idrk08ltkg0a',
    'https://generativelanguage.googleapis.com/v1beta/files/3j6svp4106e7:download?alt=media',
    'The monkey: a task-force of keys; skill, disk-drive.',
    '{"name":"models/a/operations/b","done":true}',
    'Support codes: 42237218',
    'Basic needs: a token that expired; Token counts.',
    'task_9a8b7c6d9a8b7c6d9a8b7c6d, mask_9a8b7c6d9a8b7c6d9a8b7c6d, desk-9a8b7c6d9a8b7c6d9a8b7c6d',
    '',
  ];
  for (const text of harmless) {
    it(`leaves ${JSON.stringify(text)} as it is`, () => {
      assert.equal(redact(text, [LITELLM, GOOGLE]), text);
    });
  }
});

describe('redaction of a whole answer', () => {
  // Were the time to grow with the square of the length, these would run into the timeout of the suite.
  for (const piece of [
    ' ',
    '.',
    '*',
    'key: ',
    'Bearer ',
    'Bearer\n',
    'Authorization: Token ',
    'Authorization: ',
    'AIza',
    'sk-',
    'a',
    'key="',
    LITELLM,
  ]) {
    it(`is done in time for 1 MiB of ${JSON.stringify(piece)}`, () => {
      const text = piece.repeat(Math.floor((1024 * 1024) / piece.length));
      assert.equal(redact(text, [LITELLM]).includes(LITELLM), false);
    });
  }

  it('is done in time for white space after the name of a key', () => {
    assert.match(redact(`key:${' '.repeat(1024 * 1024)}abcdef123`), / …$/);
  });
});

function runsOf(secret: string): string[] {
  return Array.from({ length: secret.length - 7 }, (_, start) => secret.slice(start, start + 8));
}
