import { protocolOf } from '../../../endpoints/protocol';
import { pythonText, scriptText } from './literals';
import { pythonKey, scriptKey } from './programKey';
import type { KeySource, Question } from './question';

/** OpenAI's client for Python; undefined where the job is not at the address that it asks, or the key in another header. */
export function openaiPythonSnippet(question: Question): string | undefined {
  const root = openaiRoot(question);
  if (root === undefined) return undefined;
  const { imports, lines, expression } = pythonKey(question.key);
  return [
    ...imports,
    'from openai import OpenAI',
    '',
    ...lines,
    `client = OpenAI(api_key=${expression}, base_url=${pythonText(root)})`,
    `video = client.videos.retrieve(${pythonText(question.name)})`,
    'print(video.model_dump_json(exclude_none=True, indent=2))',
  ].join('\n');
}

/** OpenAI's client for JavaScript, as `openaiPythonSnippet`. */
export function openaiScriptSnippet(question: Question): string | undefined {
  const root = openaiRoot(question);
  if (root === undefined) return undefined;
  const { name, key } = question;
  return scriptOf({
    from: "import OpenAI from 'openai';",
    key,
    client: (apiKey) => `new OpenAI({ apiKey: ${apiKey}, baseURL: ${scriptText(root)} })`,
    call: `client.videos.retrieve(${scriptText(name)})`,
  });
}

/** OpenRouter's client for JavaScript; undefined for other services. */
export function openrouterScriptSnippet(question: Question): string | undefined {
  const { endpoint, name, key } = question;
  const root = endpoint.preset === 'openrouter' ? openaiRoot(question) : undefined;
  if (root === undefined) return undefined;
  return scriptOf({
    from: "import { OpenRouter } from '@openrouter/sdk';",
    key,
    client: (apiKey) => `new OpenRouter({ apiKey: ${apiKey}, serverURL: ${scriptText(root)} })`,
    call: `client.videoGeneration.getGeneration({ jobId: ${scriptText(name)} })`,
  });
}

/** Together's client for JavaScript; undefined for other services. */
export function togetherScriptSnippet({ endpoint, name, key, request }: Question): string | undefined {
  const root = `${endpoint.url}/v2`;
  if (endpoint.preset !== 'together' || request.url !== `${root}/videos/${name}`) return undefined;
  return scriptOf({
    from: "import Together from 'together-ai';",
    key,
    client: (apiKey) => `new Together({ apiKey: ${apiKey}, baseURL: ${scriptText(root)} })`,
    call: `client.videos.retrieve(${scriptText(name)})`,
  });
}

interface ScriptParts {
  readonly from: string;
  readonly key: KeySource;
  readonly client: (apiKey: string) => string;
  readonly call: string;
}

function scriptOf({ from, key, client, call }: ScriptParts): string {
  const { imports, lines, expression } = scriptKey(key);
  return [
    from,
    ...imports,
    '',
    ...lines,
    `const client = ${client(expression)};`,
    `const video = await ${call};`,
    'console.log(JSON.stringify(video, null, 2));',
  ].join('\n');
}

/**
 * The base address for a client of `/v1/videos`: it sends a bearer token, and puts the id into the path as it is. Undefined
 * where our own request is another.
 */
function openaiRoot({ endpoint, name, request }: Question): string | undefined {
  const { keyHeader, url } = request;
  const root = `${endpoint.url}/v1`;
  const isBearer = keyHeader === undefined || keyHeader.before === 'Bearer ';
  const isSame = protocolOf(endpoint, name) === 'videos' && url === `${root}/videos/${name}`;
  return isBearer && isSame ? root : undefined;
}
