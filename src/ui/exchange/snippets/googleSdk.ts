import { isGoogle } from '../../../endpoints/endpoint';
import { AGENT_PLATFORM_URL } from '../../../endpoints/google/agentPlatformHosts';
import { protocolOf } from '../../../endpoints/protocol';
import { agentPlatformNameParts } from '../../../operations/name';
import { pythonText, scriptText } from './literals';
import { pythonKey, scriptKey } from './programKey';
import type { Question } from './question';

/** What Google's own clients do with an operation; they send a key in `x-goog-api-key` only, or a token. */
type Call =
  | { readonly kind: 'operation' | 'interaction'; readonly name: string; readonly root: string | undefined }
  | {
      readonly kind: 'agentPlatform';
      readonly name: string;
      readonly root: string | undefined;
      readonly project: string;
      readonly location: string;
    };

/** Google's client for Python, `google-genai`; undefined where it cannot ask for the operation. */
export function googlePythonSnippet(question: Question): string | undefined {
  const call = callOf(question);
  if (!call) return undefined;
  const { imports, lines, expression } = pythonKey(question.key);
  const isOperation = call.kind !== 'interaction';
  return [
    ...imports,
    'from google import genai',
    ...(isOperation ? ['from google.genai import types'] : []),
    ...(call.kind === 'agentPlatform' ? ['from google.oauth2.credentials import Credentials'] : []),
    '',
    ...lines,
    'client = genai.Client(',
    ...pythonClient(call, expression).map((argument) => `    ${argument},`),
    ')',
    isOperation
      ? `answer = client.operations.get(types.GenerateVideosOperation(name=${pythonText(call.name)}))`
      : `answer = client.interactions.get(${pythonText(call.name)})`,
    'print(answer.model_dump_json(exclude_none=True, indent=2))',
  ].join('\n');
}

function pythonClient(call: Call, key: string): string[] {
  const { root } = call;
  const access =
    call.kind === 'agentPlatform'
      ? [
          'vertexai=True',
          `project=${pythonText(call.project)}`,
          `location=${pythonText(call.location)}`,
          `credentials=Credentials(${key})`,
        ]
      : ['vertexai=False', `api_key=${key}`];
  return [...access, ...(root === undefined ? [] : [`http_options={"base_url": ${pythonText(root)}}`])];
}

/** Google's client for JavaScript, `@google/genai`; undefined where it cannot ask for the operation. */
export function googleScriptSnippet(question: Question): string | undefined {
  const call = callOf(question);
  if (!call) return undefined;
  const { imports, lines, expression } = scriptKey(question.key);
  const isOperation = call.kind !== 'interaction';
  return [
    `import { ${isOperation ? 'GenerateVideosOperation, ' : ''}GoogleGenAI } from '@google/genai';`,
    ...(call.kind === 'agentPlatform' ? ["import { OAuth2Client } from 'google-auth-library';"] : []),
    ...imports,
    '',
    ...lines,
    ...scriptClient(call, expression),
    ...(isOperation
      ? [
          'const operation = new GenerateVideosOperation();',
          `operation.name = ${scriptText(call.name)};`,
          'const answer = await ai.operations.getVideosOperation({ operation });',
        ]
      : [`const answer = await ai.interactions.get(${scriptText(call.name)});`]),
    'console.log(JSON.stringify(answer, null, 2));',
  ].join('\n');
}

function scriptClient(call: Call, key: string): string[] {
  const { root } = call;
  const http = root === undefined ? [] : [`  httpOptions: { baseUrl: ${scriptText(root)} },`];
  if (call.kind !== 'agentPlatform') {
    return ['const ai = new GoogleGenAI({', '  vertexai: false,', `  apiKey: ${key},`, ...http, '});'];
  }
  return [
    'const authClient = new OAuth2Client();',
    `authClient.setCredentials({ access_token: ${key} });`,
    'const ai = new GoogleGenAI({',
    '  vertexai: true,',
    `  project: ${scriptText(call.project)},`,
    `  location: ${scriptText(call.location)},`,
    '  googleAuthOptions: { authClient },',
    ...http,
    '});',
  ];
}

function callOf({ endpoint, name, request }: Question): Call | undefined {
  const { keyHeader, url } = request;
  const protocol = protocolOf(endpoint, name);
  if (protocol === 'agentPlatform') {
    const parts = agentPlatformNameParts(name);
    const root = endpoint.url === AGENT_PLATFORM_URL ? undefined : endpoint.url;
    return parts && keyHeader?.before !== '' ? { kind: 'agentPlatform', name, root, ...parts } : undefined;
  }
  if (protocol !== 'gemini' && protocol !== 'interactions') return undefined;
  if (keyHeader !== undefined && keyHeader.name !== 'x-goog-api-key') return undefined;
  const root = isGoogle(new URL(url)) ? undefined : url.slice(0, url.indexOf('/v1beta/'));
  return { kind: protocol === 'gemini' ? 'operation' : 'interaction', name, root };
}
