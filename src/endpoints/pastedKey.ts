import type { EndpointKind } from './endpoint';

/** What people copy along with a key: a header, as in curl, or an assignment, as in a shell, `.env` or JSON. */
const BEFORE_KEY: readonly RegExp[] = [
  /^-H\s+/,
  /^(?:export|set|setx|const|let|var)\s+(?=\w+[\s=:])/i,
  /^\$env:(?=\w)/i,
  /^(?:authorization|x-goog-api-key|x-litellm-api-key|x-api-key|api-key)["'`]?\s*[:=]\s*/i,
  /^\w{0,60}(?:key|token)["'`]?\s*[:=]\s*(?=["'`]?[\w.-]{8})/i,
  // As people write it: API key: …, Key của bạn là: …
  /^(?:[\p{L}\p{M}]{1,20}\s+){0,4}(?:key|token)(?:\s+[\p{L}\p{M}]{1,20}){0,4}\s*[:=]\s*(?=["'`]?[\w.-]{8})/iu,
  /^bearer\s+/i,
];
/** Quotes, spaces, invisible characters, and the end of a statement. */
const MARGIN_BEFORE = /^["'`\s\p{Cf}]+/u;
const MARGIN_AFTER = /(?<!["'`\s\p{Cf},;])["'`\s\p{Cf},;]+$/u;
/** Quotes that chats and word processors put in place of the typed ones. */
const TYPOGRAPHIC_QUOTES = /[“”„«»‘’‚]/g;
/** A longer text is no key, whatever stands before it. */
const MAX_CHARACTERS = 2000;

/** The key in a pasted text, without the header, assignment, quotes or spaces that were copied with it. */
export function pastedKey(text: string): string {
  let key = text.slice(0, MAX_CHARACTERS).replace(TYPOGRAPHIC_QUOTES, '"');
  for (let before = ''; before !== key; ) {
    before = key;
    key = key.replace(MARGIN_BEFORE, '').replace(MARGIN_AFTER, '');
    for (const shape of BEFORE_KEY) key = key.replace(shape, '');
  }
  return key;
}

/** Whether a text is a key as lists of keys show it, with its middle hidden: `sk-...WXYZ`, `AIza…WXYZ`, `sk-****`. */
export function isMaskedKey(key: string): boolean {
  return /\.{3}|…|\*{3}|•{2}/.test(key);
}

/**
 * What a key seems to be that an endpoint of another kind does not accept: a key of Google, one of a gateway, or a key where
 * an access token is wanted.
 */
export type ForeignKey = 'google' | 'gateway' | 'noToken';

/** A key of the Gemini API, or an access token of Google (ai.google.dev/gemini-api/docs/api-key; `gcloud auth`). */
const GOOGLE_KEY = /^(?:AIza|AQ\.|ya29\.)[\w.-]{16,}$/;
const GATEWAY_KEY = /^sk-/;

/** What a key seems to be; undefined when it fits endpoints of this kind. A key that seems foreign is not sent. */
export function foreignKey(key: string, kind: EndpointKind): ForeignKey | undefined {
  switch (kind) {
    case 'google':
      return GATEWAY_KEY.test(key) ? 'gateway' : undefined;
    case 'agentPlatform':
      return isAccessToken(key) ? undefined : 'noToken';
    default:
      return GOOGLE_KEY.test(key) ? 'google' : undefined;
  }
}

/** Google's own form of an access token, or a JWT, as identity providers and proxies issue it. */
function isAccessToken(key: string): boolean {
  return /^ya29\.[\w.-]{16,}$/.test(key) || /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(key);
}
