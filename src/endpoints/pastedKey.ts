import type { EndpointKind } from './endpoint';

/** What people copy along with a key: a header, as in curl, or an assignment, as in a shell, `.env` or JSON. */
const BEFORE_KEY: readonly RegExp[] = [
  /^-H\s+/,
  /^(?:export|set|setx|const|let|var)\s+(?=\w+[\s=:])/i,
  /^\$env:(?=\w)/i,
  /^(?:authorization|x-goog-api-key|x-litellm-api-key|x-api-key|api-key)["'`]?\s*[:=]\s*/i,
  /^\w{0,60}(?:key|token)["'`]?\s*[:=]\s*(?=["'`]?[\w.-]{8})/i,
  /^bearer\s+/i,
];
/** Quotes, spaces, invisible characters, and the end of a statement. */
const MARGIN_BEFORE = /^["'`\s\p{Cf}]+/u;
const MARGIN_AFTER = /(?<!["'`\s\p{Cf},;])["'`\s\p{Cf},;]+$/u;
/** A longer text is no key, whatever stands before it. */
const MAX_CHARACTERS = 2000;

/** The key in a pasted text, without the header, assignment, quotes or spaces that were copied with it. */
export function pastedKey(text: string): string {
  let key = text.slice(0, MAX_CHARACTERS);
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

/** A service whose keys an endpoint of another kind does not accept. */
export type ForeignKey = 'google' | 'gateway';

/** The service that a key seems to come from; undefined when it fits endpoints of this kind. */
export function foreignKey(key: string, kind: EndpointKind): ForeignKey | undefined {
  if (kind === 'litellm') return /^(?:AIza|AQ\.)[\w.-]{16,}$/.test(key) ? 'google' : undefined;
  return /^sk-/.test(key) ? 'gateway' : undefined;
}
