import { isSecret } from '../../../outside/secretShapes';
import { isRandomText } from './randomText';

/** A key as it is written in a text: offsets in UTF-16 units. */
export interface KeyLiteral {
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
}

/**
 * What may be a key: long, and of the characters that keys have. Nothing that goes on in others, such as Base64: part of a
 * key would be moved. In a shell `:-` stands before a default.
 */
const TOKEN = /(?:(?<![\w.-])|(?<=:-))[A-Za-z0-9_][\w.-]{17,998}[\w-](?![\w=-]|[+/:][\w+/=])/g;
/** How the keys of video APIs begin: Google's, and those of gateways and services. */
const OWN_PREFIX = /^(?:AIza|AQ\.|ya29\.|sk-|tgp_v1_|vck_)/;
/** How the keys of services begin that make no videos, in the order of `secretShapes.ts`. */
const OTHER_SERVICE =
  /^(?:GOCSPX-|sk-ant-|hf_|lsv2_|gh[pousr]_|github_pat_|gl[a-z]{2,4}-|npm_|pypi-|dckr_pat_|xox[a-z]-|xapp-|ntn_|[srp]k_(?:live|test)_|whsec_|AKIA|ASIA)/;
/** Characters before a token that are looked at for a name of it. */
const CHARACTERS_BEFORE = 120;
/** The type of a variable, in any language: `: Final[str]`, `: &str`, `: string | undefined`. */
const TYPE = String.raw`(?:\s{0,5}:\s{0,5}[\w.[\]&<>| ]{1,40}?)?`;
/** What stands between the name of a key and the key, as the source of a regular expression. */
export const NAME_TO_KEY = String.raw`["'\x60]?\]?${TYPE}\s{0,5}(?:[:=,]|=>|:[-=])\s{0,5}["'\x60]?`;
const API_KEY = '(?:api[-_]?key|(?:access|api|auth|bearer)[-_]?token)';
/** What names the text behind it as a key: a header, a parameter of an address, an argument, a variable. */
const NAMED: readonly RegExp[] = [
  /\bBearer\s{1,5}$/i,
  // Joined, with the operator of one language or another.
  /\bBearer\s{0,5}["'`]\s{0,5}[+.]\s{0,5}["'`]$/i,
  /[?&](?:key|api_key|access_token)=$/i,
  new RegExp(`(?:\\bauthorization|${API_KEY})${NAME_TO_KEY}$`, 'i'),
  /--(?:api-key|token)[ =]["']?$/,
  // The whole name of a variable that a statement sets.
  /^[ \t]*(?:(?:const|let|var)\s{1,5})?(?:key|token)\s{1,5}:?=\s{1,5}["'`]$/im,
  // A list of names and values, such as Postman's.
  new RegExp(`"key"\\s?:\\s?"(?:token|authorization|(?:x-)?${API_KEY})",\\s{0,60}"value"\\s?:\\s?"$`, 'i'),
];
/** A constant or a variable of the environment, with its name. */
const CONSTANT = new RegExp(`(?<![A-Za-z0-9])([A-Z][A-Z0-9_]{0,60}_(?:KEY|TOKEN))${NAME_TO_KEY}$`);
/** Words in the names of constants that are no keys, or keys of services that make no videos. */
const OTHER_WORD =
  /(?:^|_)(?:PAGE|NEXT|CACHE|STORAGE|PUBLIC|PRIMARY|FOREIGN|SORT|PARTITION|OBJECT|SESSION|REQUEST|IDEMPOTENCY|CSRF|SITE|ANON|SSH|SIGNING|ENCRYPTION|WEBHOOK|AWS|S3|R2|ANTHROPIC|CLAUDE|GITHUB|GH|GITLAB|NPM|PYPI|STRIPE|SUPABASE|FIREBASE|SENTRY|SLACK|DISCORD|TELEGRAM|BOT)_/;

/**
 * The API keys that stand in a text as they are: what has the form of a key of a video API, and anything random that is named
 * as a key. No placeholders, no names of variables that hold a key, and no keys that are known to be of other services.
 */
export function keyLiterals(text: string): KeyLiteral[] {
  const found: KeyLiteral[] = [];
  for (const { 0: token, index: start } of text.matchAll(TOKEN)) {
    if (OTHER_SERVICE.test(token) || !isRandomText(token)) continue;
    if (isOwnKey(token) || isNamed(text, start)) found.push({ start, end: start + token.length });
  }
  return found;
}

function isOwnKey(token: string): boolean {
  return OWN_PREFIX.test(token) && isSecret(token);
}

function isNamed(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - CHARACTERS_BEFORE), start);
  const constant = CONSTANT.exec(before)?.[1];
  if (constant !== undefined) return !OTHER_WORD.test(constant);
  return NAMED.some((name) => name.test(before));
}
