import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { BUILT_IN_ENDPOINTS, type Endpoint } from '../../../src/endpoints/endpoint';
import { snippetsOf } from '../../../src/ui/exchange/snippets/forms';
import {
  powerShellText,
  pythonText,
  scriptText,
  shellWord,
} from '../../../src/ui/exchange/snippets/literals';
import { keyVariableOf, questionOf } from '../../../src/ui/exchange/snippets/question';
import { hasPython } from '../installedPython';

const NAME = 'models/veo-3.1-generate-preview/operations/abc123';
const PLATFORM_NAME = `projects/p1/locations/us-central1/publishers/google/${NAME}`;
const [thucchien, google] = BUILT_IN_ENDPOINTS as [Endpoint, Endpoint];

/** What a snippet may have to quote. */
const WORDS: readonly string[] = [
  ...fc.sample(
    fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
    200,
  ),
  ...fc.sample(fc.stringMatching(/^['"`$\\!%(){};&|<> \n]{1,8}$/), 200),
];

function endpointOf(known: Partial<Endpoint>): Endpoint {
  return {
    id: 'own',
    label: 'Own',
    kind: 'litellm',
    url: 'https://api.example.com',
    auth: { kind: 'key' },
    ...known,
  };
}

async function textsAt(endpoint: Endpoint, name: string): Promise<Readonly<Record<string, string>>> {
  const snippets = snippetsOf(await questionOf({ endpoint, name }));
  return Object.fromEntries(snippets.map(({ id, text }) => [id, text]));
}

describe('a text in a snippet', () => {
  it('is one word of a shell, whatever it holds', () => {
    const script = WORDS.map((word) => `printf '%s\\0' ${shellWord(word)}`).join('\n');
    const printed = execFileSync('sh', { input: script, encoding: 'utf8' });
    assert.deepEqual(printed.split('\0').slice(0, -1), WORDS);
  });

  it('is a literal of JavaScript, whatever it holds', () => {
    for (const word of WORDS) assert.equal(new Function(`return ${scriptText(word)}`)(), word);
  });

  it('is a literal of Python, whatever it holds', () => {
    // Python reads JSON's escapes as they are meant; it has `\u` for each unit of UTF-16 as JSON does.
    for (const word of WORDS) assert.equal(JSON.parse(pythonText(word)), word);
    const script = `import sys\nsys.stdout.buffer.write('\\0'.join([${WORDS.map(pythonText).join(',')}]).encode())`;
    if (hasPython())
      assert.deepEqual(execFileSync('python3', ['-'], { input: script }).toString().split('\0'), WORDS);
  });

  it('has each quotation mark twice for PowerShell, which takes four characters for one', () => {
    assert.equal(powerShellText(`it's ‘a’ "b" $c`), `'it''s ‘‘a’’ "b" $c'`);
  });
});

describe('the variable for a key in a snippet', () => {
  it("is that of Google's documentation for Google, else the name of the service or of the endpoint", () => {
    const names = [google, thucchien, endpointOf({ id: 'my-own.gate' }), endpointOf({ id: '302ai' })].map(
      keyVariableOf,
    );
    assert.deepEqual(names, [
      'GEMINI_API_KEY',
      'THUCCHIEN_API_KEY',
      'MY_OWN_GATE_API_KEY',
      'KEY_302AI_API_KEY',
    ]);
    assert.equal(keyVariableOf(endpointOf({ preset: 'openrouter' })), 'OPENROUTER_API_KEY');
  });
});

describe('the snippets of an operation', () => {
  it('are those of HTTP, and of the clients that can ask for it', async () => {
    const http = ['curl', 'powerShell', 'python', 'javaScript'];
    const idsAt = async (endpoint: Endpoint, name: string) => Object.keys(await textsAt(endpoint, name));
    const googles = [...http, 'googlePython', 'googleScript'];
    const openais = [...http, 'openaiPython', 'openaiScript'];
    assert.deepEqual(await idsAt(google, NAME), googles);
    assert.deepEqual(await idsAt(google, 'v1_interaction'), googles);
    assert.deepEqual(await idsAt(thucchien, 'video_abc'), openais);
    const platform = endpointOf({ kind: 'agentPlatform', url: 'https://aiplatform.googleapis.com' });
    assert.deepEqual(await idsAt(platform, PLATFORM_NAME), googles);
    const openrouter = endpointOf({ kind: 'videos', preset: 'openrouter' });
    assert.deepEqual(await idsAt(openrouter, 'job-1'), [...openais, 'openrouterScript']);
    const together = endpointOf({ kind: 'described', preset: 'together' });
    assert.deepEqual(await idsAt(together, '1234'), [...http, 'togetherScript']);
  });

  it('have no client that would send the key in another header, or ask at another path', async () => {
    const inOtherHeader = endpointOf({ kind: 'videos', auth: { kind: 'key', form: 'x-api-key' } });
    const bearer = endpointOf({ kind: 'google', auth: { kind: 'key', form: 'bearer' } });
    const escaped = endpointOf({ kind: 'videos' });
    for (const [endpoint, name] of [
      [inOtherHeader, 'job-1'],
      [bearer, NAME],
      [escaped, 'veo/job'],
    ] as const) {
      const ids = snippetsOf(await questionOf({ endpoint, name })).map(({ kind }) => kind);
      assert.deepEqual([...new Set(ids)], ['http']);
    }
  });

  it("name no address where Google's own is asked, and the host of the location at Agent Platform", async () => {
    const atGoogle = await textsAt(google, NAME);
    assert.doesNotMatch(atGoogle.googlePython ?? '', /base_url/);
    assert.doesNotMatch(atGoogle.googleScript ?? '', /baseUrl/);
    const platform = endpointOf({
      kind: 'agentPlatform',
      url: 'https://aiplatform.googleapis.com',
      tokenCommand: ['gcloud', 'auth', 'print-access-token'],
    });
    const { curl = '', powerShell = '' } = await textsAt(platform, PLATFORM_NAME);
    assert.match(curl, /'https:\/\/us-central1-aiplatform\.googleapis\.com\/v1\/projects\/p1\//);
    assert.match(curl, /^token=\$\('gcloud' 'auth' 'print-access-token'\)$/m);
    assert.match(curl, /"authorization: Bearer \$\{token:\?\}"/);
    assert.match(powerShell, /'Bearer ' \+ \(& 'gcloud' 'auth' 'print-access-token'\)/);
  });

  it('read as a person would write them', async () => {
    const { curl, powerShell, python, googlePython } = await textsAt(google, NAME);
    assert.equal(
      curl,
      `curl --silent --show-error --write-out '%{stderr}\\nHTTP %{http_code}\\n' \\
  'https://generativelanguage.googleapis.com/v1beta/${NAME}' \\
  --header 'accept: application/json' \\
  --header "x-goog-api-key: \${GEMINI_API_KEY:?Set it to your API key.}"`,
    );
    assert.equal(
      powerShell,
      `Invoke-RestMethod 'https://generativelanguage.googleapis.com/v1beta/${NAME}' -MaximumRedirection 0 -Headers @{
  'accept' = 'application/json'
  'x-goog-api-key' = $(if ($env:GEMINI_API_KEY) { $env:GEMINI_API_KEY } else { throw 'Set the environment variable GEMINI_API_KEY to your API key.' })
} | ConvertTo-Json -Depth 20`,
    );
    assert.match(python ?? '', /"x-goog-api-key": key,\n/);
    assert.equal(
      googlePython,
      `import os
from google import genai
from google.genai import types

key = os.environ.get("GEMINI_API_KEY")
if not key:
    raise SystemExit("Set the environment variable GEMINI_API_KEY to your API key.")

client = genai.Client(
    vertexai=False,
    api_key=key,
)
answer = client.operations.get(types.GenerateVideosOperation(name="${NAME}"))
print(answer.model_dump_json(exclude_none=True, indent=2))`,
    );
  });
});
