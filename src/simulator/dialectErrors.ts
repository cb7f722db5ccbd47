import { json, type Reply } from './reply';

/**
 * OpenAI's error envelope, which most gateways copy, with the status as the code
 * (platform.openai.com/docs/guides/error-codes).
 */
export function openaiError(status: number, message: string, headers: ErrorHeaders = {}): Reply {
  const type = status === 401 ? 'authentication_error' : 'invalid_request_error';
  return json(status, { error: { message, type, param: null, code: String(status) } }, headers);
}

/** OpenRouter's error envelope, with a numeric code (openrouter.ai/docs/api-reference/errors). */
export function openrouterError(status: number, message: string, headers: ErrorHeaders = {}): Reply {
  return json(status, { error: { code: status, message } }, headers);
}

/** New API's error envelope, without a code (QuantumNous/new-api, controller/video_proxy.go and middleware/auth.go). */
export function newApiError(status: number, message: string, headers: ErrorHeaders = {}): Reply {
  const type = status === 401 ? 'new_api_error' : status < 500 ? 'invalid_request_error' : 'server_error';
  return json(status, { error: { message, type } }, headers);
}

/** Bifrost's error envelope (maximhq/bifrost, core/schemas/bifrost.go, BifrostError). */
export function bifrostError(status: number, message: string, headers: ErrorHeaders = {}): Reply {
  const error = { type: status === 401 ? 'authentication_error' : 'invalid_request_error', message };
  return json(status, { is_bifrost_error: true, status_code: status, error, extra_fields: {} }, headers);
}

/** The error of AIML API, which is that of its framework (docs.aimlapi.com). */
export function aimlError(status: number, message: string, headers: ErrorHeaders = {}): Reply {
  return json(status, { statusCode: status, message, data: { kind: 'err_simulated' } }, headers);
}

/** kie.ai answers 200 to everything, and tells the status in the body (docs.kie.ai/veo3-api). */
export function kieError(status: number, message: string, headers: ErrorHeaders = {}): Reply {
  return json(200, { code: status, msg: message, data: null }, headers);
}

/** The error of Interactions, whose codes are words, unlike at Google's other APIs (ai.google.dev/gemini-api/docs/api-errors). */
export function interactionsError(status: number, message: string, headers: ErrorHeaders = {}): Reply {
  return json(status, { error: { code: INTERACTIONS_CODES[status] ?? 'api_error', message } }, headers);
}

const INTERACTIONS_CODES: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  401: 'authentication',
  402: 'payment_required',
  403: 'permission_denied',
  404: 'not_found',
  409: 'aborted',
  429: 'rate_limit_exceeded',
  503: 'service_unavailable',
  504: 'deadline_exceeded',
};

/** Headers beside the error, such as `retry-after`. */
type ErrorHeaders = Readonly<Record<string, string>>;
