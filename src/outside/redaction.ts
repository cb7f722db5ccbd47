import { readingOf } from './reading';
import { SECRET_SHAPES } from './secretShapes';

const MASK = '…';

/** Eight characters of a key are enough to recognise it by; four, behind dots, are what servers echo as its tail. */
const TELLING_RUN = 8;
const TAIL = 4;
const BEFORE_TAIL: readonly string[] = ['..', '*', MASK];

/**
 * Whatever follows a key's usual names, whatever its shape. These look ahead before they look behind, or else 1 MiB of
 * spaces would take minutes.
 */
const NAMED_KEYS: readonly RegExp[] = [
  /(?=[^\s"',;])(?<=\bBearer\s+)[^\s"',;]+/gi,
  /(?=[^\s"',;])(?<=\bAuthorization["']?\s*[:=]\s*["']?(?:Token|Basic|Key|Api-?Key)\s+)[^\s"',;]+/gi,
  /(?=[^\s"'&,;])(?<=\b(?:x-goog-api-key|x-litellm-api-key|api[-_]?key|access_token|key)["']?\s*[:=]\s*["']?)[^\s"'&,;]{6,}/gi,
];

/** LiteLLM's ids hold, in Base64, the operator's cloud project; their ends are enough to tell them apart. */
const ENCODED_ID = /\bvideo_(bGl0ZWxsbT(?:[\w+-]|%2[BF])*)(?:=|%3D){0,2}/gi;
const CLOUD_PROJECT = /(?<=\bprojects(?:\\?\/|%2F))[^/\s"',;\\%]+/gi;

/**
 * A text without keys and without the cloud project of a gateway's operator: neither what `withoutSecrets` leaves out,
 * nor anything that has the shape of a key.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  return [...SECRET_SHAPES, ...NAMED_KEYS, CLOUD_PROJECT]
    .reduce((redacted, shape) => redacted.replace(shape, MASK), withoutSecrets(text, secrets))
    .replace(ENCODED_ID, (_, id: string) => `video_${MASK}${id.slice(-8)}`);
}

/**
 * A text without the given secrets: without any run of eight of their characters, be they escaped or kept apart by what
 * is not seen, in whatever case, backwards, in Base64 or in hex, and without their tails behind dots or stars. A text in
 * which there are none stays what it is.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret !== '').reduce(withoutSecret, text);
}

/** Whether a text has any of the given secrets in it, as `withoutSecrets` finds them. */
export function holdsSecret(text: string, secrets: readonly string[]): boolean {
  return withoutSecrets(text, secrets) !== text;
}

function withoutSecret(text: string, secret: string): string {
  // Also as it is, for a key may have in it what reads like an escape.
  const exact = without(text, runsIn(text, [secret]));
  const { characters, begins, ends } = readingOf(exact);
  const runs = runsIn(characters, formsOf(secret));
  const redacted = without(
    exact,
    runs.map(({ from, to }) => ({ from: begins[from] ?? 0, to: ends[to - 1] ?? exact.length })),
  );
  const tail = secret.slice(-TAIL);
  return BEFORE_TAIL.reduce((rest, mark) => rest.replaceAll(mark + tail, MASK), redacted);
}

/** Where characters of a secret stand in a text; `to`: behind the last of them. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where there are runs of these forms, in their order. A form shorter than the telling run is looked for whole. */
function runsIn(text: string, forms: readonly string[]): Span[] {
  const length = Math.min(TELLING_RUN, ...forms.map((form) => form.length));
  const all = length === 0 ? [] : forms.flatMap((form) => runsOf(form, length));
  // To look for each is ten times as fast as to look up each place, and mostly there is none.
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

/** What programs make of a secret, as it is read. */
function formsOf(secret: string): string[] {
  const letters = readingOf(secret).characters;
  // Headers carry no other characters, so no key has them.
  if (secret.length < TELLING_RUN || !/^[\x20-\x7e]+$/.test(secret)) return [letters];
  const hex = Array.from(secret, (one) => one.charCodeAt(0).toString(16)).join('');
  return [letters, [...letters].reverse().join(''), hex, ...base64FormsOf(secret)];
}

/** Base64 takes three bytes at once, so a text looks different behind none, one and two others, as behind `user:`. */
function base64FormsOf(secret: string): string[] {
  const forms = ['', ' ', '  '].map((before) => {
    const whole = Math.floor((before.length + secret.length) / 3) * 3 - before.length;
    return btoa(before + secret.slice(0, whole)).slice(before.length === 0 ? 0 : 4);
  });
  const ofAddresses = forms.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  return [...new Set([...forms, ...ofAddresses])].map((form) => form.toLowerCase());
}
