import { createHash } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { json, type Reply } from './reply';

/** The form of an error: that of a LiteLLM gateway, or Google's. */
export type ErrorForm = 'gateway' | 'google';

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

/** Makes the errors of a form. */
export function errorIn(form: ErrorForm): typeof googleError | typeof gatewayError {
  return form === 'google' ? googleError : gatewayError;
}

/** Google refuses a bad key with 400 and the reason `API_KEY_INVALID`, not with 401. */
export function googleWrongKey(): Reply {
  const info = {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: 'API_KEY_INVALID',
    domain: 'googleapis.com',
    metadata: { service: 'generativelanguage.googleapis.com' },
  };
  return googleError(400, 'API key not valid. Please pass a valid API key.', { details: [info] });
}

/** LiteLLM's types for a bad key: it is not in the table, or does not look like a key. */
export type GatewayKeyError = 'token_not_found_in_db' | 'auth_error';

/** LiteLLM refuses a bad key with 401, and repeats its end and its hash (BerriAI/litellm#11639). */
export function gatewayWrongKey(key: string, type: GatewayKeyError = 'token_not_found_in_db'): Reply {
  const hash = createHash('sha256').update(key).digest('hex');
  const received = `Received API Key = sk-...${key.slice(-4)}, Key Hash (Token) =${hash}.`;
  return gatewayError(
    401,
    `Authentication Error, Invalid proxy server token passed. ${received} Unable to find token in cache or \`LiteLLM_VerificationTokenTable\``,
    { type },
  );
}
