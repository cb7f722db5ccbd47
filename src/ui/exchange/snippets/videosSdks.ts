import { protocolOf } from '../../../endpoints/protocol';
import { scriptImports, scriptKey } from './javaScript';
import { pythonText, scriptText } from './literals';
import { pythonImports, pythonKey } from './python';
import type { Question } from './question';

/** OpenAI's client for Python; undefined where the job is not at the address that it asks, or the key in another header. */
export function openaiPythonSnippet(question: Question): string | undefined {
  const root = openaiRoot(question);
  if (root === undefined) return undefined;
  const { name, key } = question;
  return [
    ...pythonImports(key),
    'from openai import OpenAI',
    '',
    `client = OpenAI(api_key=${pythonKey(key)}, base_url=${pythonText(root)})`,
    `video = client.videos.retrieve(${pythonText(name)})`,
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
    client: `new OpenAI({ apiKey: ${scriptKey(key)}, baseURL: ${scriptText(root)} })`,
    call: `client.videos.retrieve(${scriptText(name)})`,
    imports: scriptImports(key),
  });
}

/** OpenRouter's client for JavaScript; undefined for other services. */
export function openrouterScriptSnippet(question: Question): string | undefined {
  const { endpoint, name, key } = question;
  const root = endpoint.preset === 'openrouter' ? openaiRoot(question) : undefined;
  if (root === undefined) return undefined;
  return scriptOf({
    from: "import { OpenRouter } from '@openrouter/sdk';",
    client: `new OpenRouter({ apiKey: ${scriptKey(key)}, serverURL: ${scriptText(root)} })`,
    call: `client.videoGeneration.getGeneration({ jobId: ${scriptText(name)} })`,
    imports: scriptImports(key),
  });
}

/** Together's client for JavaScript; undefined for other services. */
export function togetherScriptSnippet({ endpoint, name, key, request }: Question): string | undefined {
  const root = `${endpoint.url}/v2`;
  if (endpoint.preset !== 'together' || request.url !== `${root}/videos/${name}`) return undefined;
  return scriptOf({
    from: "import Together from 'together-ai';",
    client: `new Together({ apiKey: ${scriptKey(key)}, baseURL: ${scriptText(root)} })`,
    call: `client.videos.retrieve(${scriptText(name)})`,
    imports: scriptImports(key),
  });
}

interface ScriptParts {
  readonly from: string;
  readonly client: string;
  readonly call: string;
  readonly imports: readonly string[];
}

function scriptOf({ from, client, call, imports }: ScriptParts): string {
  return [
    from,
    ...imports,
    '',
    `const client = ${client};`,
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
