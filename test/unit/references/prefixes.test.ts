import assert from 'node:assert/strict';
import { findReferences, type Reference } from '../../../src/references/reference';

const NAME = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
const ENCODED = encodeURIComponent(NAME);
const GATEWAY = 'https://api.thucchien.ai/gemini';
const VIDEO = 'video_abc123';
const UNTOLD = undefined;

/** Sources: BerriAI/litellm PR #39787 (access logs), postmanlabs/postman-app-support #10038 and char0n/http-request-in-editor PR #351 (variables). */
const gemini: Readonly<Record<string, [text: string, root: string | undefined]>> = {
  "a line of uvicorn's log": [
    `INFO:     172.18.0.1:5000 - "GET /gemini/v1beta/${NAME} HTTP/1.1" 200 OK`,
    UNTOLD,
  ],
  'a line of a log with a query': [`GET /gemini/v1beta/${NAME}?key=xxxxxx&alt=json HTTP/1.1`, UNTOLD],
  'a path of v1alpha': [`GET /v1alpha/${NAME} HTTP/1.1`, UNTOLD],
  'a path of v1': [`/v1/${NAME}`, UNTOLD],
  'a path below several others': [`/proxy/google/gemini/v1beta/${NAME}`, UNTOLD],
  'a path without a version': [`request("/${NAME}")`, UNTOLD],
  'an address without its scheme': [`api.thucchien.ai/gemini/v1beta/${NAME}`, UNTOLD],
  'a pseudo-header of HTTP/2': [`[:path: /gemini/v1beta/${NAME}]`, UNTOLD],
  'a path with encoded slashes': [`/gemini/v1beta/${ENCODED}`, UNTOLD],
  'a path that is encoded whole': [`path=%2Fgemini%2Fv1beta%2F${ENCODED}`, UNTOLD],
  'a name with encoded slashes': [ENCODED, UNTOLD],
  'a name with encoded slashes in small letters': [ENCODED.replaceAll('%2F', '%2f'), UNTOLD],
  'a name encoded twice': [encodeURIComponent(ENCODED), UNTOLD],
  'a form field': [`operation%3D${ENCODED}`, UNTOLD],
  'an address with encoded slashes': [`${GATEWAY}/v1beta/${ENCODED}`, GATEWAY],
  'an address that is encoded whole': [encodeURIComponent(`${GATEWAY}/v1beta/${NAME}`), GATEWAY],
  "Postman's variable": [`GET {{baseUrl}}/${NAME}\nx-goog-api-key: {{key}}`, UNTOLD],
  "Postman's variable with spaces and a query": [`{{ base_url }}/${NAME}?key={{key}}`, UNTOLD],
  "Postman's variable before a path": [`{{baseUrl}}/v1beta/${NAME}`, UNTOLD],
  "PowerShell's variable": [`"$env:BASE/${NAME}"`, UNTOLD],
  "PowerShell's variable in braces": [`"\${env:BASE}/${NAME}"`, UNTOLD],
  "cmd's variable": [`curl %BASE%/${NAME}`, UNTOLD],
  "cmd's delayed variable": [`curl !BASE!/${NAME}`, UNTOLD],
  "a shell's variable": [`curl $BASE/${NAME}`, UNTOLD],
  "a shell's variable before a path": [`curl $BASE/gemini/v1beta/${NAME}`, UNTOLD],
  "a shell's variable in braces": [`curl "\${BASE}/${NAME}"`, UNTOLD],
  'a variable in braces before a path without a version': [`{BASE}/gemini/${NAME}`, UNTOLD],
  'a variable of GitHub': [`\${{ env.BASE }}/${NAME}`, UNTOLD],
  'a variable of make': [`$(BASE)/v1beta/${NAME}`, UNTOLD],
  'a variable of Ruby': [`#{base}/${NAME}`, UNTOLD],
  'a placeholder in angle brackets': [`GET <host>/${NAME}`, UNTOLD],
  'a parameter of a path': [`GET :base/${NAME}`, UNTOLD],
  'variables of host and port': [`{{host}}:{{port}}/v1beta/${NAME}`, UNTOLD],
};

/** Addresses without a root, because it would hold a variable. */
const variable: readonly string[] = [
  'https://$API_HOST/v1beta',
  'https://$env:API_HOST/v1beta',
  `https://\${HOST}/v1beta`,
  `https://\${HOST:-localhost}/v1beta`,
  'https://{{host}}/v1beta',
  'https://{{ host }}/v1beta',
  'https://{host}/gemini/v1beta',
  'https://%HOST%/v1beta',
  'https://<host>/v1beta',
  'https://[host]/v1beta',
  'https://API_HOST/v1beta',
  'https://{region}.api.example/v1beta',
  'https://api.$DOMAIN/v1beta',
  'http://localhost:$PORT/v1beta',
  'http://localhost:{port}/v1beta',
  'https://api.thucchien.ai/$PREFIX/v1beta',
  'https://api.thucchien.ai/{stage}/v1beta',
  'https://api.thucchien.ai/:stage/v1beta',
  'https://api.thucchien.ai/gemini/{{version}}',
];

const videos: Readonly<Record<string, [text: string, root: string | undefined]>> = {
  "a line of a gateway's log": [`"GET /openai/v1/videos/${VIDEO} HTTP/1.1" 200`, UNTOLD],
  'a path below others': [`/api/v1/videos/${VIDEO}/content`, UNTOLD],
  'a path without a version below others': [`GET /openai/videos/${VIDEO}`, UNTOLD],
  'an address below others': [`https://host.example/api/v1/videos/${VIDEO}`, 'https://host.example/api'],
  "Postman's variable": [`GET {{baseUrl}}/v1/videos/${VIDEO}/content`, UNTOLD],
  "PowerShell's variable": [`$env:BASE/v1/videos/${VIDEO}`, UNTOLD],
  "cmd's variable": [`%BASE%/v1/videos/${VIDEO}`, UNTOLD],
  "a shell's variable": [`$BASE/videos/${VIDEO}?x=1`, UNTOLD],
  'an address whose host is a variable': [`https://\${HOST}/v1/videos/${VIDEO}`, UNTOLD],
};

describe('a name behind a path or a variable', () => {
  for (const [what, [text, root]] of Object.entries(gemini)) {
    it(`is found behind ${what}`, () => {
      assert.deepEqual(findReferences(text), [referenceTo(NAME, root)]);
    });
  }

  for (const before of variable) {
    it(`is found without a root behind ${before}`, () => {
      assert.deepEqual(findReferences(`curl "${before}/${NAME}?key=$KEY"`), [{ name: NAME }]);
    });
  }

  for (const [what, [text, root]] of Object.entries(videos)) {
    it(`is found as the id of a video behind ${what}`, () => {
      assert.deepEqual(findReferences(text), [referenceTo(VIDEO, root)]);
    });
  }

  const roots = [
    'https://my_gateway:4000/gemini',
    'https://127.0.0.1:4000',
    'http://[::1]:4000',
    'https://bücher.example',
    'http://localhost:4000/a/b-c/d.e',
  ];
  for (const root of roots) {
    it(`is found with the root ${root}`, () => {
      assert.deepEqual(findReferences(`${root}/v1beta/${NAME}`), [
        { name: NAME, root: new URL(root).href.replace(/\/$/, '') },
      ]);
    });
  }

  const others = [
    `x/${NAME}`,
    `./${NAME}`,
    `src/${NAME}.ts`,
    `https://example.com/?next=${NAME}:cancel`,
    `https://example.com/?name=projects/{p}/locations/l/publishers/google/${NAME}`,
    `https://example.com/#/projects/{p}/locations/l/publishers/google/${NAME}`,
    `https://example.com/?key=sk-proj-${'a1'.repeat(20)}&x=1`,
    `https://example.com/gemini/${NAME}`,
    '/home/me/videos/video_20250101',
    '~/videos/video_final',
    'videos/video_path.mp4',
    'C:\\videos\\video_1080p.mp4',
    '/srv/videos/video_2025-01-01.mp4',
  ];
  for (const text of others) {
    it(`is not found in ${text}`, () => assert.deepEqual(findReferences(text), []));
  }
});

function referenceTo(name: string, root: string | undefined): Reference {
  return root === undefined ? { name } : { name, root };
}
