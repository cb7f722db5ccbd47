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
 * A text without keys and without the cloud project of a gateway's operator: neither the given secrets, nor any run of eight of their characters, nor their tails behind
 * dots or stars, nor anything that has the shape of a key.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter((secret) => secret !== '').reduce(withoutSecret, text);
  return [...SECRET_SHAPES, ...NAMED_KEYS, CLOUD_PROJECT]
    .reduce((redacted, shape) => redacted.replace(shape, MASK), known)
    .replace(ENCODED_ID, (_, id: string) => `video_${MASK}${id.slice(-8)}`);
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
  const runs = new Set(
    Array.from({ length: secret.length - length + 1 }, (_, i) => secret.substr(i, length)),
  );
  let redacted = '';
  for (let at = 0; at < text.length; ) {
    if (!runs.has(text.slice(at, at + length))) {
      redacted += text[at++];
      continue;
    }
    at += length;
    while (runs.has(text.slice(at - length + 1, at + 1))) at++;
    redacted += MASK;
  }
  return redacted;
}
