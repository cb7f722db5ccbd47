import type { Endpoint } from '../../../endpoints/endpoint';
import type { KeyLiteral } from './keyLiterals';

/** The variable that the key was given to, in any language. */
const ASSIGNED =
  /(?<![A-Za-z0-9_])([A-Z][A-Z0-9_]{0,50}(?:KEY|TOKEN))["'`]?\]?\s{0,5}(?::\s{0,5}(?:str|string)\s{0,5})?[:=]\s{0,5}["'`]?(?:Bearer\s)?$/;
const OPENAI_CLIENT = /\bOpenAI\s*\(|\bfrom\s+openai\b|["']openai["']/;

/**
 * The name of the environment variable for a key: that which the text has already given it, else the usual one of its
 * endpoint or of the client that asks it.
 */
export function variableName(text: string, { start }: KeyLiteral, { id, kind }: Endpoint): string {
  const assigned = ASSIGNED.exec(text.slice(Math.max(0, start - 120), start))?.[1];
  if (assigned !== undefined && /_/.test(assigned)) return assigned;
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
