import assert from 'node:assert/strict';
import { foreignKey, isMaskedKey, pastedKey } from '../../../src/endpoints/pastedKey';

const KEY = 'sk-pasted-Key_0987654321';
const GOOGLE_KEY = `AIza${'x'.repeat(35)}`;
const NEW_GOOGLE_KEY = `AQ.Ab8${'x'.repeat(40)}`;
const TOKEN = `ya29.a0Af${'x'.repeat(60)}`;
const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJl-_';

describe('a pasted key', () => {
  const copies = [
    ` ${KEY}\n`,
    `\u200b${KEY}\ufeff`,
    `"${KEY}"`,
    `'${KEY}',`,
    `\`${KEY}\`;`,
    `Bearer ${KEY}`,
    `bearer  ${KEY}`,
    `Authorization: Bearer ${KEY}`,
    `-H "Authorization: Bearer ${KEY}"`,
    `"Authorization": "Bearer ${KEY}",`,
    `x-goog-api-key: ${KEY}`,
    `'x-goog-api-key': '${KEY}'`,
    `export GEMINI_API_KEY=${KEY}`,
    `export GEMINI_API_KEY="${KEY}"`,
    `set LITELLM_KEY=${KEY}`,
    `$env:GEMINI_API_KEY = "${KEY}"`,
    `API_KEY=${KEY}`,
    `GITHUB_TOKEN: ${KEY}`,
    `"api_key": "${KEY}",`,
    `const apiKey = '${KEY}';`,
    ` “Bearer ${KEY}” `,
    `‘${KEY}’`,
    `API key: ${KEY}`,
    `Key của bạn là: “${KEY}”`,
  ];
  for (const copy of copies) {
    it(`is found in ${JSON.stringify(copy)}`, () => assert.equal(pastedKey(copy), KEY));
  }

  const keys = [
    KEY,
    GOOGLE_KEY,
    NEW_GOOGLE_KEY,
    'YWJjZGVmZ2hpamtsbW5vcA==',
    'key_0123456789abcdef',
    'bearer-0123456789',
    'token-key-of-a-gateway',
    'id:secret-0123456789',
    'two words',
    'the key is: short',
    '',
    'key=',
  ];
  for (const key of keys) {
    it(`stays as it is when it is ${JSON.stringify(key)}`, () => assert.equal(pastedKey(key), key));
  }

  it('is read in a moment however long the text is', () => {
    for (const part of ['key=', '"', ' ', 'Bearer ', '-H ', 'a'])
      assert.ok(pastedKey(part.repeat(65_536)).length <= 2000);
  });

  it('is known for one without its middle', () => {
    for (const masked of ['sk-...WXYZ', 'AIza…WXYZ', 'sk-****', '••••1234']) assert.ok(isMaskedKey(masked));
    for (const whole of [KEY, GOOGLE_KEY, 'a.b.c']) assert.equal(isMaskedKey(whole), false);
  });

  it('is known for one of another service', () => {
    for (const kind of ['litellm', 'videos', 'described'] as const) {
      for (const key of [GOOGLE_KEY, NEW_GOOGLE_KEY, TOKEN])
        assert.equal(foreignKey(key, kind), 'google', kind);
    }
    assert.equal(foreignKey(KEY, 'google'), 'gateway');
    for (const [key, kind] of [
      [KEY, 'litellm'],
      [KEY, 'videos'],
      [JWT, 'videos'],
      ['9d1c4b72-6f0e-4c55-9a57-5b2f0c1d2e3f', 'described'],
      [GOOGLE_KEY, 'google'],
      ['any-other-key', 'google'],
      ['any-other-key', 'litellm'],
    ] as const)
      assert.equal(foreignKey(key, kind), undefined, key);
  });

  it('is known for no access token where one is wanted', () => {
    for (const key of [KEY, GOOGLE_KEY, NEW_GOOGLE_KEY, 'any-other-key', 'ya29.', 'eyJhbGciOi'])
      assert.equal(foreignKey(key, 'agentPlatform'), 'noToken', key);
    for (const token of [TOKEN, JWT]) assert.equal(foreignKey(token, 'agentPlatform'), undefined, token);
  });
});
