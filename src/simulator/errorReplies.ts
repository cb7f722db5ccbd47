import { createHash } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import {
  aimlError,
  bifrostError,
  interactionsError,
  kieError,
  newApiError,
  openaiError,
  openrouterError,
} from './dialectErrors';
import { json, type Reply } from './reply';

/**
 * The form of an error: that of a LiteLLM gateway, Google's, that of Google's cloud, which refuses keys in other words, or
 * that of another gateway.
 */
export type ErrorForm =
  | 'gateway'
  | 'google'
  | 'googleCloud'
  | 'interactions'
  | 'openai'
  | 'openrouter'
  | 'newApi'
  | 'bifrost'
  | 'aiml'
  | 'kie';

/** Makes an error of one form. */
type ErrorMaker = (
  status: number,
  message: string,
  options?: { readonly headers?: Readonly<Record<string, string>> },
) => Reply;

const GOOGLE_STATUS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/** Google's error envelope, with a numeric code and the status in capitals (google.aip.dev/193). */
export function googleError(
  status: number,
  message: string,
  { headers, details }: { headers?: OutgoingHttpHeaders; details?: readonly object[] } = {},
): Reply {
  const error = { code: status, message, status: GOOGLE_STATUS[status] ?? 'UNKNOWN', details };
  return json(status, { error }, headers);
}

/** LiteLLM's error envelope, with the code as a string (docs.litellm.ai/docs/exception_mapping). */
export function gatewayError(
  status: number,
  message: string,
  { type = null, headers }: { type?: string | null; headers?: OutgoingHttpHeaders } = {},
): Reply {
  return json(status, { error: { message, type, param: null, code: String(status) } }, headers);
}

const ERROR_MAKERS: Readonly<Record<ErrorForm, ErrorMaker>> = {
  gateway: gatewayError,
  google: googleError,
  googleCloud: googleError,
  interactions: (status, message, options) => interactionsError(status, message, options?.headers),
  openai: (status, message, options) => openaiError(status, message, options?.headers),
  openrouter: (status, message, options) => openrouterError(status, message, options?.headers),
  newApi: (status, message, options) => newApiError(status, message, options?.headers),
  bifrost: (status, message, options) => bifrostError(status, message, options?.headers),
  aiml: (status, message, options) => aimlError(status, message, options?.headers),
  kie: (status, message, options) => kieError(status, message, options?.headers),
};

/** Makes the errors of a form. */
export function errorIn(form: ErrorForm): ErrorMaker {
  return ERROR_MAKERS[form];
}

/** What a service says to a wrong key, or to one in the wrong header. */
const WRONG_KEY: Readonly<Record<Exclude<ErrorForm, 'gateway' | 'google' | 'googleCloud'>, string>> = {
  interactions: 'API key not valid. Please pass a valid API key.',
  openai: 'Incorrect API key provided.',
  openrouter: 'User not found.',
  newApi: '无效的令牌',
  bifrost: 'virtual key is invalid or missing',
  aiml: 'Your API key is invalid or does not exist.',
  kie: 'You do not have access permissions',
};

/** The refusal of a wrong key in a form; the key is empty where none arrived. */
export function wrongKeyIn(form: ErrorForm, key: string, type?: GatewayKeyError): Reply {
  if (form === 'gateway') return gatewayWrongKey(key, type);
  if (form === 'google') return googleWrongKey();
  return form === 'googleCloud' ? googleCloudWrongKey() : errorIn(form)(401, WRONG_KEY[form]);
}

/** Google refuses a bad key with 400 and the reason `API_KEY_INVALID`, not with 401. */
function googleWrongKey(): Reply {
  const info = {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: 'API_KEY_INVALID',
    domain: 'googleapis.com',
    metadata: { service: 'generativelanguage.googleapis.com' },
  };
  return googleError(400, 'API key not valid. Please pass a valid API key.', { details: [info] });
}

/** Google's cloud wants a token of OAuth (cloud.google.com/docs/authentication/troubleshoot-adc). */
function googleCloudWrongKey(): Reply {
  const info = {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: 'ACCESS_TOKEN_TYPE_UNSUPPORTED',
    domain: 'googleapis.com',
    metadata: { service: 'aiplatform.googleapis.com' },
  };
  const reason = 'Request had invalid authentication credentials. Expected OAuth 2 access token.';
  return googleError(401, reason, { details: [info] });
}

/** LiteLLM's types for a bad key: it is not in the table, or does not look like a key. */
export type GatewayKeyError = 'token_not_found_in_db' | 'auth_error';

/** LiteLLM refuses a bad key with 401, and repeats its end and its hash (BerriAI/litellm#11639). */
function gatewayWrongKey(key: string, type: GatewayKeyError = 'token_not_found_in_db'): Reply {
  const hash = createHash('sha256').update(key).digest('hex');
  const received = `Received API Key = sk-...${key.slice(-4)}, Key Hash (Token) =${hash}.`;
  return gatewayError(
    401,
    `Authentication Error, Invalid proxy server token passed. ${received} Unable to find token in cache or \`LiteLLM_VerificationTokenTable\``,
    { type },
  );
}
