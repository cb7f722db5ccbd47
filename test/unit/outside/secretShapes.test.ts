import assert from 'node:assert/strict';
import { redact } from '../../../src/outside/redaction';
import { holdsSecret, isSecret } from '../../../src/outside/secretShapes';
import { parseText } from '../../../src/references/parseText';
import { findReferences } from '../../../src/references/reference';
import { encodedId } from '../operations/encodedId';

const NAME = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
/** Made up, in pieces, so that no scanner of repositories takes them for real. */
const BODY = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789';

/** Source of the forms: the services' documentation; teng-lin/notebooklm-py #2253 and gethouston/houston PR #1333 (`AQ.`). */
const secrets: Readonly<Record<string, string>> = {
  "Google's key since 2026": `AQ.Ab8RN6${BODY}-_`,
  "Google's key since 2026, with a dot": `AQ.Ab8RN6.${BODY}`,
  "Google's key before": `AIzaSy${BODY}`,
  "Google's access token": `ya29.a0${BODY}`,
  "Google's refresh token": `1//0${BODY}`,
  "OpenAI's key": `sk-proj-${BODY}`,
  "OpenRouter's key": `sk-or-v1-${BODY}`,
  "Groq's key": `gsk_${BODY}`,
  "Replicate's key": `r8_${BODY}`,
  "Hugging Face's token": `hf_${BODY}`,
  "ElevenLabs' key": `sk_${'0a1b2c3d'.repeat(6)}`,
  "Novita's key": `sk_${BODY}`,
  "Cerebras' key": `csk-${BODY.toLowerCase()}`,
  "Vercel's key": `vck_${BODY}`,
  "Tavily's key": `tvly-dev-${BODY}`,
  "Pinecone's key": `pcsk_${BODY}_${BODY}`,
  "LangSmith's key": `lsv2_pt_${'0a1b2c3d'.repeat(4)}_0a1b2c3d4e`,
  "Runway's key": `key_${'0a1b2c3d'.repeat(16)}`,
  "Luma's key": 'luma-0f8fad5b-d9cb-469f-a165-70867728950e-0f8fad5b-d9cb-469f-a165-70867728950e',
  "Stripe's publishable key": `pk_live_${BODY}`,
  "Databricks' token": `dapi${'0a1b2c3d'.repeat(4)}`,
  "Azure's key": `${BODY}${BODY.slice(0, 16)}JQQJ99AAACYeBjFXJ3w3AAABACOGabcd`,
  "xAI's key": `xai-${BODY}`,
  "GitHub's token": `ghp_${BODY}`,
  "GitHub's token of an app": `ghs_${BODY}`,
  "GitHub's fine-grained token": `github_pat_11${BODY}_${BODY}`,
  "GitLab's token": `glpat-${BODY}`,
  "npm's token": `npm_${BODY}`,
  "Slack's token": `xoxb-1234567890-${BODY}`,
  "Stripe's key": `sk_live_${BODY}`,
  "Stripe's restricted key": `rk_live_${BODY}`,
  "SendGrid's key": `SG.${BODY.slice(0, 22)}.${BODY}`,
  "AWS's key": 'AKIAIOSFODNN7EXAMPLE',
  "AWS's key of a session": 'ASIAIOSFODNN7EXAMPLE',
  'a JSON Web Token': 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-_def',
  'a private key': `-----BEGIN PRIVATE KEY-----\n${BODY}\n${BODY}\n-----END PRIVATE KEY-----`,
  'an encrypted private key': `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n${BODY}\n-----END RSA PRIVATE KEY-----`,
};

describe('secrets', () => {
  for (const [what, secret] of Object.entries(secrets)) {
    it(`${what} is one, and a text with it holds one`, () => {
      assert.equal(isSecret(secret), true);
      assert.equal(holdsSecret(`token: ${secret}\n`), true);
    });

    it(`${what} is masked in a line of a log, and the words around it stay`, () => {
      for (const [before, after] of [
        ['the value ', ' is not valid.'],
        ['{"message":"bad ', '"}'],
        ['https://', '@host.example/a'],
        ['a=', '&b=c'],
      ] as const) {
        assert.equal(redact(before + secret + after), `${before}…${after}`);
      }
    });

    it(`${what} pasted as an operation is refused as a secret`, () => {
      for (const text of [
        secret,
        ` ${secret}\n`,
        `"${secret}"`,
        `**${secret}**`,
        `\u001b[32m${secret}\u001b[0m`,
        `export TOKEN=${secret}`,
      ]) {
        assert.deepEqual(parseText(text), { kind: 'refused', reason: 'apiKey' }, text);
      }
    });

    it(`${what} beside a name is no operation`, () => {
      assert.deepEqual(findReferences(`${secret} ${NAME} "${secret}"`), [{ name: NAME }]);
    });
  }

  const harmless = [
    NAME,
    `models/veo/operations/AQ.${BODY}`,
    `models/veo/operations/hf_${BODY}`,
    `models/AQ.${BODY}/operations/sk-abc`,
    'models\\/veo\\/operations\\/ghp_AbCdEfGhIjKlMnOpQrSt',
    'video_68d7512d07848190b3e45da0ecbebcde004da08e1e5b5d39',
    '0f8fad5b-d9cb-469f-a165-70867728950e',
    'The FAQ.is.longer.than.twenty.characters and the task-force too',
    'see hf_hub and r8_x and npm_config and eyJ',
    'https://generativelanguage.googleapis.com/v1beta/files/3j6svp4106e7:download?alt=media',
  ];
  for (const text of harmless) {
    it(`${text} is none, and stays as it is in the log`, () => {
      assert.equal(isSecret(text), false);
      assert.equal(redact(text), text);
    });
  }

  it('an id that LiteLLM encodes is none', () => {
    assert.equal(isSecret(encodedId('veo')), false);
    assert.equal(holdsSecret(encodedId('veo')), false);
  });

  it('an id of a gateway that is a UUID stays a bare id', () => {
    const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
    assert.deepEqual(parseText(id), { kind: 'bareId', id });
  });

  const unknownKeys = [
    `abc_${BODY}`,
    `zk-${BODY.toLowerCase()}`,
    `live_${'0a1b2c3d'.repeat(5)}`,
    BODY.slice(4),
    `${BODY}${BODY.slice(0, 16)}${BODY.slice(0, 32)}`,
  ];
  for (const text of unknownKeys) {
    it(`${text} may be a key of any service, so it is refused as one when pasted`, () => {
      for (const pasted of [text, `"${text}"`, `\`${text}\`\n`]) {
        assert.deepEqual(parseText(pasted), { kind: 'refused', reason: 'apiKey' }, pasted);
      }
      assert.equal(holdsSecret(text), false);
    });
  }

  const gatewaysIds = [
    `task_${'0a1b2c3d'.repeat(3)}`,
    `task_${BODY}`,
    `job-${BODY.toLowerCase()}`,
    `v1_${BODY}`,
    'chatvideo-0f8fad5b-d9cb-469f-a165-70867728950e',
    'wan-0f8fad5b-d9cb-469f-a165-70867728950e',
    `gen_${BODY}`,
    `op_${'0a1b2c3d'.repeat(3)}`,
    'cgt-20251120101500-abcde',
    'rrr4z55ocneqzikepnug6xezpe',
    '01JD5M6Z8Q9XK2V7T3B4C5D6E7',
    'idrk08ltkg0a',
    'abc_123',
  ];
  for (const id of gatewaysIds) {
    it(`${id} is an id of a gateway and stays a bare id`, () => {
      assert.deepEqual(parseText(id), { kind: 'bareId', id });
      assert.equal(redact(id), id);
    });
  }

  it('a private key without an end is masked to the end of the text', () => {
    assert.equal(redact(`a -----BEGIN PRIVATE KEY-----\n${BODY}\n${BODY}`), 'a …');
  });

  for (const piece of [
    'AQ.',
    'AQ..',
    'eyJ-',
    'eyJa.',
    'eyJaaaaaaaa.aaaa.',
    'SG.a.',
    'ghp_',
    '-----BEGIN PRIVATE KEY-----',
    '-',
    'xoxb-',
    'csk-',
    'bcdsk_',
    'key_',
    'dapi',
    'luma-0a1b2c3d-',
    `${'a1'.repeat(26)}JQQJ99`,
    `${'a1'.repeat(26)}JQQJ9 `,
    'gl',
    '1//0',
  ]) {
    it(`are looked for in 1 MiB of ${JSON.stringify(piece)} in time`, () => {
      const text = piece.repeat(Math.floor((1024 * 1024) / piece.length));
      assert.ok(redact(text).length <= text.length);
      assert.equal(typeof holdsSecret(text), 'boolean');
    });
  }
});
