import type { Endpoint } from '../../../endpoints/endpoint';
import { type KeyLiteral, NAME_TO_KEY } from './keyLiterals';

/** Before a key: where its name stands. */
const CHARACTERS_BEFORE = 120;
/** The variable that the key was given to, in any language. */
const ASSIGNED = new RegExp(
  `(?<![A-Za-z0-9_])([A-Z][A-Z0-9_]{0,50}_(?:KEY|TOKEN))${NAME_TO_KEY}(?:Bearer\\s)?$`,
);
/** Such a variable of the environment would be anybody's. */
const ANYBODYS = /^(?:MY_)?(?:(?:API|SECRET|PRIVATE)_KEY|(?:API|ACCESS|AUTH|BEARER)_TOKEN)$/;
/** The variable that is read, with the key in case there is none: in Python, JavaScript and a shell. */
const DEFAULT_OF: readonly RegExp[] = [
  /\b(?:getenv|environ\.(?:get|setdefault))\(\s*["']([A-Za-z_]\w{0,50})["']\s*(?:,|\)\s*or)\s*["']$/,
  /\benv(?:\.|\[["']|\.get\(["'])([A-Z]\w{0,50})(?:["'][\])])?\s*(?:\|\||\?\?)\s*["'`]$/,
  /\$\{([A-Z]\w{0,50}):?[-=]["']?$/,
];
const OPENAI_CLIENT = /\bOpenAI\s*\(|\bfrom\s+openai\b|["']openai["']/;

/**
 * The name of the environment variable for a key: that which the text has already given it, else the usual one of its
 * endpoint or of the client that asks it.
 */
export function variableName(
  text: string,
  { start }: KeyLiteral,
  endpoint: Pick<Endpoint, 'id' | 'kind'>,
): string {
  return givenName(text.slice(Math.max(0, start - CHARACTERS_BEFORE), start)) ?? usualName(text, endpoint);
}

function givenName(before: string): string | undefined {
  for (const read of DEFAULT_OF) {
    const name = read.exec(before)?.[1];
    if (name !== undefined) return name;
  }
  const assigned = ASSIGNED.exec(before)?.[1];
  return assigned !== undefined && ANYBODYS.test(assigned) ? undefined : assigned;
}

function usualName(text: string, { id, kind }: Pick<Endpoint, 'id' | 'kind'>): string {
  if (kind === 'google') return /\bGOOGLE_API_KEY\b/.test(text) ? 'GOOGLE_API_KEY' : 'GEMINI_API_KEY';
  if (kind === 'agentPlatform') return 'GOOGLE_ACCESS_TOKEN';
  if (OPENAI_CLIENT.test(text)) return 'OPENAI_API_KEY';
  const own = id
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, 50);
  return /^[A-Z]/.test(own) ? `${own}_API_KEY` : 'VIDEO_API_KEY';
}
