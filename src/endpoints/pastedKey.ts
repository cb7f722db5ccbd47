import type { EndpointKind } from './endpoint';

/** What stands before a key where people copy it: a header, as in curl, or an assignment, as in a shell, `.env` or JSON. */
const BEFORE_KEY: readonly RegExp[] = [
  /^-H\s+/,
  /^(?:export|set|setx|const|let|var)\s+(?=\w+[\s=:])/i,
  /^\$env:(?=\w)/i,
  /^(?:authorization|x-goog-api-key|x-litellm-api-key|x-api-key|api-key)["'`]?\s*[:=]\s*/i,
  /^\w{0,60}(?:key|token)["'`]?\s*[:=]\s*(?=["'`]?[\w.-]{8})/i,
  /^bearer\s+/i,
];
/** Quotes, spaces, what cannot be seen, and what ends a statement. */
const MARGIN_BEFORE = /^["'`\s\p{Cf}]+/u;
const MARGIN_AFTER = /(?<!["'`\s\p{Cf},;])["'`\s\p{Cf},;]+$/u;
/** Characters; a longer text is no key, whatever stands before it. */
const LONGEST_READ = 2000;

/** The key in a text that a person pasted: without the header, assignment, quotes or spaces that it was copied with. */
export function pastedKey(text: string): string {
  let key = text.slice(0, LONGEST_READ);
  for (let before = ''; before !== key; ) {
    before = key;
    key = key.replace(MARGIN_BEFORE, '').replace(MARGIN_AFTER, '');
    for (const shape of BEFORE_KEY) key = key.replace(shape, '');
  }
  return key;
}

/** Whether a text is a key as lists of keys show it, without its middle: `sk-...WXYZ`, `AIza…WXYZ`, `sk-****`. */
export function isMaskedKey(key: string): boolean {
  return /\.{3}|…|\*{3}|•{2}/.test(key);
}

/** The service whose keys look like this one, where an endpoint of such a kind hardly takes them. */
export type ForeignKey = 'google' | 'gateway';

/** Whose key this seems to be, when it is not one for endpoints of this kind. */
export function foreignKey(key: string, kind: EndpointKind): ForeignKey | undefined {
  if (kind === 'litellm') return /^(?:AIza|AQ\.)[\w.-]{16,}$/.test(key) ? 'google' : undefined;
  return /^sk-/.test(key) ? 'gateway' : undefined;
}
