import { readingOf } from './reading';
import { SECRET_SHAPES } from './secretShapes';
import { withoutSignatures } from './signedAddress';

const MASK = '…';

/** So many characters of a key in a row identify it. */
const IDENTIFYING_CHARACTERS = 8;
/** Servers echo so many characters of the end of a key, after dots or stars. */
const TAIL_CHARACTERS = 4;
const BEFORE_TAIL: readonly string[] = ['..', '*', MASK];

/**
 * Any text that follows a usual name of a key. These patterns look ahead before they look behind, or else 1 MiB of spaces
 * would take minutes.
 */
const NAMED_KEYS: readonly RegExp[] = [
  /(?=[^\s"',;])(?<=\bBearer\s+)[^\s"',;]+/gi,
  /(?=[^\s"',;])(?<=\bAuthorization["']?\s*[:=]\s*["']?(?:Token|Basic|Key|Api-?Key)\s+)[^\s"',;]+/gi,
  /(?=[^\s"'&,;])(?<=\b(?:x-goog-api-key|x-litellm-api-key|api[-_]?key|access_token|key)["']?\s*[:=]\s*["']?)[^\s"'&,;]{6,}/gi,
];

/** LiteLLM's ids hold, in Base64, the operator's cloud project. The end of an id is enough to recognise it. */
const ENCODED_ID = /\bvideo_(bGl0ZWxsbT(?:[\w+-]|%2[BF])*)(?:=|%3D){0,2}/gi;
const CLOUD_PROJECT = /(?<=\bprojects(?:\\?\/|%2F))[^/\s"',;\\%]+/gi;

/**
 * A text without keys, without the signatures of addresses, and without the cloud project of a gateway's operator: without
 * the given secrets, as `withoutSecrets` finds them, and without anything that looks like a key.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  return [...SECRET_SHAPES, ...NAMED_KEYS, CLOUD_PROJECT]
    .reduce(
      (redacted, shape) => redacted.replace(shape, MASK),
      withoutSignatures(withoutSecrets(text, secrets)),
    )
    .replace(ENCODED_ID, (_, id: string) => `video_${MASK}${id.slice(-8)}`);
}

/**
 * A text without the given secrets: without any eight of their characters in a row, even if these are escaped, separated by
 * invisible characters, in another case, backwards, in Base64 or in hex; and without their last characters after dots or
 * stars. A text that has none of them is not changed.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret !== '').reduce(withoutSecret, text);
}

/** Whether a text holds any of the given secrets, as `withoutSecrets` finds them. */
export function holdsAny(text: string, secrets: readonly string[]): boolean {
  return withoutSecrets(text, secrets) !== text;
}

function withoutSecret(text: string, secret: string): string {
  // The text is also searched as it is, since a key may contain what looks like an escape.
  const exact = without(text, runsIn(text, [secret]));
  const { characters, begins, ends } = readingOf(exact);
  const runs = runsIn(characters, formsOf(secret));
  const redacted = without(
    exact,
    runs.map(({ from, to }) => ({ from: begins[from] ?? 0, to: ends[to - 1] ?? exact.length })),
  );
  const tail = secret.slice(-TAIL_CHARACTERS);
  return BEFORE_TAIL.reduce((rest, mark) => rest.replaceAll(mark + tail, MASK), redacted);
}

/** A place of a secret in a text; `to`: the position after its last character. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where a text holds identifying runs of these forms, in order. A form that is shorter than such a run is searched as a whole. */
function runsIn(text: string, forms: readonly string[]): Span[] {
  const length = Math.min(IDENTIFYING_CHARACTERS, ...forms.map((form) => form.length));
  const all = length === 0 ? [] : forms.flatMap((form) => runsOf(form, length));
  // Most texts have none, and searching for each run is ten times as fast as looking at each position.
  if (!all.some((run) => text.includes(run))) return [];
  const runs = new Set(all);
  const spans: Span[] = [];
  for (let from = 0; from + length <= text.length; from++) {
    if (!runs.has(text.slice(from, from + length))) continue;
    let to = from + length;
    while (runs.has(text.slice(to - length + 1, to + 1))) to++;
    spans.push({ from, to });
    from = to - 1;
  }
  return spans;
}

function without(text: string, spans: readonly Span[]): string {
  const kept = spans.map(({ from }, at) => text.slice(spans[at - 1]?.to ?? 0, from) + MASK);
  return kept.join('') + text.slice(spans.at(-1)?.to ?? 0);
}

function runsOf(form: string, length: number): string[] {
  return Array.from({ length: form.length - length + 1 }, (_, at) => form.slice(at, at + length));
}

/** The forms that programs give a secret, as `readingOf` reads them. */
function formsOf(secret: string): string[] {
  const letters = readingOf(secret).characters;
  // Headers can have no other characters, so no key has them.
  if (secret.length < IDENTIFYING_CHARACTERS || !/^[\x20-\x7e]+$/.test(secret)) return [letters];
  const hex = Array.from(secret, (one) => one.charCodeAt(0).toString(16)).join('');
  return [letters, [...letters].reverse().join(''), hex, ...base64FormsOf(secret)];
}

/** Base64 encodes three bytes at once, so a text looks different after none, one or two others, as after `user:`. */
function base64FormsOf(secret: string): string[] {
  const forms = ['', ' ', '  '].map((before) => {
    const whole = Math.floor((before.length + secret.length) / 3) * 3 - before.length;
    return btoa(before + secret.slice(0, whole)).slice(before.length === 0 ? 0 : 4);
  });
  const ofAddresses = forms.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  return [...new Set([...forms, ...ofAddresses])].map((form) => form.toLowerCase());
}
