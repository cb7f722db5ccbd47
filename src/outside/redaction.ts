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
 * A text without the given secrets: without any run of eight of their characters, be they in Base64 or percent-encoded,
 * and without their tails behind dots or stars. A text in which there are none stays what it is.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const given = secrets.filter((secret) => secret !== '');
  if (given.length === 0) return text;
  const plain = decoded(text);
  const redacted = given.reduce(withoutSecret, plain);
  return redacted === plain ? text : redacted;
}

/** `%41` and `%2541`, of letters, digits and what else is never encoded (RFC 3986, 2.3). */
const NEEDLESSLY_ENCODED = /%(?:25){0,3}(2[DE]|3\d|4[1-9A-F]|5[\dAF]|6[1-9A-F]|7[\dAE])/gi;

function decoded(text: string): string {
  return text.replace(NEEDLESSLY_ENCODED, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function withoutSecret(text: string, secret: string): string {
  const tail = secret.slice(-TAIL);
  return BEFORE_TAIL.reduce(
    (redacted, mark) => redacted.replaceAll(mark + tail, MASK),
    withoutRuns(text, secret),
  );
}

/** A secret shorter than the telling run is looked for whole. */
function withoutRuns(text: string, secret: string): string {
  const length = Math.min(TELLING_RUN, secret.length);
  const runs = new Set([secret, ...base64FormsOf(secret)].flatMap((form) => runsOf(form, length)));
  const redacted: string[] = [];
  let kept = 0;
  for (let at = 0; at + length <= text.length; at++) {
    if (!runs.has(text.slice(at, at + length))) continue;
    redacted.push(text.slice(kept, at), MASK);
    at += length;
    while (runs.has(text.slice(at - length + 1, at + 1))) at++;
    kept = at--;
  }
  return redacted.join('') + text.slice(kept);
}

function runsOf(secret: string, length: number): string[] {
  return Array.from({ length: secret.length - length + 1 }, (_, at) => secret.slice(at, at + length));
}

/** Base64 takes three bytes at once, so a text looks different behind none, one and two others, as behind `user:`. */
function base64FormsOf(secret: string): string[] {
  // Headers carry no other characters, so no key has them.
  if (secret.length < TELLING_RUN || !/^[\x20-\x7e]+$/.test(secret)) return [];
  return ['', ' ', '  '].map((before) => {
    const whole = Math.floor((before.length + secret.length) / 3) * 3 - before.length;
    return btoa(before + secret.slice(0, whole)).slice(before.length === 0 ? 0 : 4);
  });
}
