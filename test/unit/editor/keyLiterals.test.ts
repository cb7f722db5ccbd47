import assert from 'node:assert/strict';
import { keyLiterals } from '../../../src/ui/editor/keyHygiene/keyLiterals';
import { MAY_BE_KEY } from '../../../src/ui/editor/keyHygiene/mayBeKey';

const GOOGLE = 'AIzaSyB4k9TqW2nEr7VxLm0HcPzD3uJfYgQ8sRt';
const GATEWAY = 'sk-Qm3vT7xKp9LwRz2NcBhY5d';
const HEX = '9f3a1c7be2d84056a7c1f0e9b3d25847';
const LONG = `${HEX}${HEX.toUpperCase()}`;

/** The keys themselves. */
function found(text: string): string[] {
  return keyLiterals(text).map(({ start, end }) => text.slice(start, end));
}

/** As people write them, in one language or another; `HEX`: a key without a prefix, which only its name tells. */
const WRITTEN = [
  'requests.get(u, headers={"x-goog-api-key": "HEX"})',
  "headers = {'Authorization': 'Bearer HEX'}",
  "conn.putheader('Authorization', 'Bearer ' + 'HEX')",
  "CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . 'HEX']",
  'session.headers.update({"X-API-Key": "HEX"})',
  'API_KEY: Final[str] = "HEX"',
  'api_key: Optional[SecretStr] = "HEX"',
  "token = 'HEX'",
  "const key = 'HEX';",
  "const kieApiKey = 'HEX';",
  'new Client({ accessToken: "HEX" })',
  "process.env['KIE_API_KEY'] = 'HEX'",
  'const API_KEY: &str = "HEX";',
  'val apiKey: String = "HEX"',
  'apiKey := "HEX"',
  'req.Header.Set("x-api-key", "HEX")',
  'private static final String API_KEY = "HEX";',
  '$apiKey = "HEX";',
  '"api_key" => "HEX"',
  `KEY="\${KIE_API_KEY:-HEX}"`,
  `: \${KIE_API_KEY:=HEX}`,
  'kie --api-key HEX',
  'docker run -e KIE_API_KEY=HEX image',
  'set KIE_API_KEY=HEX',
  '$env:KIE_API_KEY = "HEX"',
  'ENV KIE_API_KEY=HEX',
  '      - KIE_API_KEY=HEX',
  'KIE_API_KEY: HEX',
  'Authorization: Bearer HEX',
  '@apiKey = HEX',
  '{ "key": "Authorization", "value": "Bearer HEX" }',
  '{\n\t"key": "api_key",\n\t"value": "HEX",\n\t"enabled": true\n}',
  '{"key":"token","value":"HEX","type":"string"}',
] as const;

/** What looks like a key, or like the name of one, and is neither a key nor one of a video API. */
const NOT_WRITTEN = [
  'api_key="YOUR-GEMINI-API-KEY-HERE-2025"',
  'api_key="sk-khoa-api-cua-ban-o-day-123"',
  'api_key="DIEN_KHOA_CUA_BAN_VAO_DAY_1"',
  "{ Authorization: 'Bearer test-token-for-unit-tests-1' }",
  "<span class='sk-fading-circle-container-2 sk-cube-grid-item9-large'>",
  'https://example.com/sk-hynix-announces-hbm4-2026-roadmap-update',
  'const apiKey = loadSecretFromVaultV2Production();',
  'const apiKey = readHTTPSecretFromVault();',
  'api_key = settings.providers.gemini.production2',
  'api_key: os.environ/THUCCHIEN_2026_PRODUCTION',
  'api_key: projects/12/secrets/gemini-secret-2026/versions/3',
  "const STORAGE_KEY = 'my-app.settings.panel-2.v1';",
  'PAGE_TOKEN = "HEX"',
  'IDEMPOTENCY_KEY = "HEX"',
  'S3_ACCESS_KEY = "HEX"',
  'AWS_SECRET_ACCESS_KEY = "wJalrXUtnFEMIK7MDENGbPxRfiCYzK8Qw3eRt5Yu"',
  'VAPID_PUBLIC_KEY = "BEl62iUYgUivxIkv69yViEuiBIa1Ib9SkvMeAtA3LFgDzkrxZJjSgSnf"',
  'SUPABASE_ANON_KEY = "eyJhbGciOiJIUzI1NiJ9.eyJyZWYiOiJhYmMifQ.Qm3vT7xKp9LwRz2NcBhY5d"',
  'api_key="sk-ant-api03-Qm3vT7xKp9LwRz2NcBhY5dZt8nW4cHs6JxVb1RfGmD3q"',
  'HF_TOKEN = "hf_Qm3vT7xKp9LwRz2NcBhY5dZt8nW4cHs6J"',
  'api_token = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"',
  "stripe('sk_live_4eC39HqLyjWDarjtT1zdp7dc')",
  '<li key="HEX">',
  'cache.set({ key: "HEX", cacheKey: "HEX" })',
  'get_object(\n    key="HEX",\n)',
  '{"key": "HEX", "nextPageToken": "HEX", "value": "HEX"}',
  '"integrity": "sha512-Qm3vT7xKp9LwRz2NcBhY5dZt8nW4cHs6JxVb1RfGmD3qQm3vT7=="',
  'image: a@sha256:LONG',
  'Fixed in HEX00000000, task 0b8f4c1e-9a3d-4f27-8c55-1d2e3f4a5b6c',
] as const;

describe('a key as people write it', () => {
  for (const written of WRITTEN) {
    const text = written.replace('HEX', HEX);
    it(`is found in ${JSON.stringify(written)}`, () => {
      assert.deepEqual(found(text), [HEX]);
      assert.ok(MAY_BE_KEY.test(text), 'else nothing is loaded that finds it');
    });
  }

  for (const written of NOT_WRITTEN) {
    const text = written.replaceAll('HEX', HEX).replace('LONG', LONG);
    it(`is not taken for one: ${JSON.stringify(written)}`, () => assert.deepEqual(found(text), []));
  }

  it('is found by its form, whatever stands before it', () => {
    for (const key of [GOOGLE, GATEWAY, 'AQ.Ab8RN6KpQ2vLxT0yZc4mWj7sHdEg', 'vck_Qm3vT7xKp9LwRz2NcBhY5d']) {
      assert.deepEqual(found(`a "${key}"`), [key]);
      assert.ok(MAY_BE_KEY.test(`a "${key}"`));
    }
  });

  it('is found without a digit in it', () => {
    assert.deepEqual(found('"sk-QmTvxKpLwRzNcBhYdZtnWc"'), ['sk-QmTvxKpLwRzNcBhYdZtnWc']);
  });

  it('is no part of a longer one, which would be left behind', () => {
    for (const rest of ['+b/c==', '/bc', '=', ':9f3a1c7be2d84056']) {
      assert.deepEqual(found(`API_KEY = "${HEX}${rest}"`), [], rest);
    }
    assert.deepEqual(found(`curl -u ${GATEWAY}: u`), [GATEWAY]);
  });
});
