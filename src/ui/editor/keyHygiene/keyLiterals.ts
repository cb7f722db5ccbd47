import { isSecret } from '../../../outside/secretShapes';

/** A key as it is written in a text: offsets in UTF-16 units. */
export interface KeyLiteral {
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
}

/** What may be a key: long, and of the characters that keys have. */
const TOKEN = /(?<![\w.-])[A-Za-z0-9_-](?:[\w.-]{17,998})[\w-](?![\w-])/g;
/** How the keys of video APIs begin: Google's, and those of gateways and services. A JWT is a bearer token. */
const OWN_PREFIX = /^(?:AIza|AQ\.|ya29\.|sk-|tgp_v1_|vck_|eyJ)/;
/** Characters before a token that are looked at for a name of it. */
const CHARACTERS_BEFORE = 100;
/** What names the text behind it as a key: a header, a parameter of an address, an argument, a variable. */
const NAMED: readonly RegExp[] = [
  /\bBearer\s{1,5}$/i,
  /[?&](?:key|api_key|access_token)=$/i,
  /(?:\b|_)(?:x-goog-api-key|x-api-key|x-litellm-api-key|authorization|api[-_]?key|apikey|access[-_]?token)["'`]?\s{0,5}(?:[:=,]|=>)\s{0,5}["'`]?$/i,
  /(?<![A-Za-z0-9])(?:API_?KEY|[A-Z][A-Z_]{0,60}_(?:KEY|TOKEN))["'`]?\]?\s{0,5}(?::\s{0,5}(?:str|string)\s{0,5})?[:=]\s{0,5}["'`]?$/,
];
/** What people write where a key belongs. */
const PLACEHOLDER =
  /x{4}|\*{3}|\.{3}|your|example|sample|placeholder|dummy|fake|change-?me|replace|insert|redacted|secret-?key|api-?key|12345678|abcdefg/i;
/** Keys are random. A text of fewer different characters was typed by a person. */
const MIN_DIFFERENT_CHARACTERS = 10;
const HEX_OR_UUID = /^[0-9a-f-]{32,}$/i;
/** A path of names, such as `process.env.KEY2`; some keys have dots, too, but digits in their parts. */
const NAMES = /^[A-Za-z_]+(?:\.[A-Za-z_]+\d{0,2})+$/;

/**
 * The API keys that stand in a text as they are: what has the form of a key of a video API, and anything random that is named
 * as a key. No placeholders, and no names of variables that hold a key.
 */
export function keyLiterals(text: string): KeyLiteral[] {
  const found: KeyLiteral[] = [];
  for (const { 0: token, index: start } of text.matchAll(TOKEN)) {
    if (isRandom(token) && (isOwnKey(token) || isNamed(text, start)))
      found.push({ start, end: start + token.length });
  }
  return found;
}

function isRandom(token: string): boolean {
  if (PLACEHOLDER.test(token) || NAMES.test(token)) return false;
  if (!/\d/.test(token) || !/[a-z]/i.test(token)) return false;
  return (
    new Set(token).size >= (HEX_OR_UUID.test(token) ? MIN_DIFFERENT_CHARACTERS - 2 : MIN_DIFFERENT_CHARACTERS)
  );
}

function isOwnKey(token: string): boolean {
  return OWN_PREFIX.test(token) && isSecret(token);
}

function isNamed(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - CHARACTERS_BEFORE), start);
  return NAMED.some((name) => name.test(before));
}
