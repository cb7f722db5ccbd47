import assert from 'node:assert/strict';

/** The key of all hostile tests: of no shape that gives it away, and so recognised only by who knows it. */
export const KEY = 'Veiled0Lantern9quay7Fjord3Ember';

/** Something that is made of an answer, and where a person, a file or another program gets it. */
export interface Made {
  readonly place: string;
  readonly text: string;
}

/** So many characters of a key in a row tell it. */
const TELLING_RUN = 8;
/** Joiners and variation selectors belong to words and emoji. */
const UNSEEN = /[\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|(?!\u200c|\u200d|\ufe0f)[\p{Cf}\p{DI}]/u;

const plain = readable(KEY);
const PLAIN_RUNS = [plain, [...plain].reverse().join('')].flatMap((text) => runsOf(text, TELLING_RUN));
/** 8 characters are 16 digits in hex, and 11 characters or more in Base64. */
const HEX_RUNS = runsOf(Buffer.from(KEY).toString('hex'), 2 * TELLING_RUN);
/** One pattern finds any of a hundred runs in one pass. Letters and digits stand for themselves in it. */
const RUN = new RegExp([...PLAIN_RUNS, ...HEX_RUNS].join('|'));
const BASE64_RUNS = ['', ' ', '  '].flatMap((before) =>
  runsOf(
    Buffer.from(before + KEY)
      .toString('base64')
      .slice(before.length + 1, -4),
    11,
  ),
);
const BASE64_RUN = new RegExp(BASE64_RUNS.join('|'));

/** @throws AssertionError where something tells the key, or holds what is not seen or turns a text */
export function assertClean(made: readonly Made[], from: string): void {
  const all = [...new Set(made.map(({ text }) => text))].join('\n');
  if (!UNSEEN.test(all.replaceAll('\n', ' ')) && !tellsKey(all)) return;
  for (const { place, text } of made) {
    const told = `${place}: ${JSON.stringify(text.slice(0, 1000))} ← ${from.slice(0, 2000)}`;
    assert.ok(!UNSEEN.test(text.replaceAll('\n', ' ')), told);
    assert.ok(!tellsKey(text), told);
  }
}

/** Whether a key can be had from a text as it is, backwards, or by decoding what programs encode. */
export function tellsKey(text: string): boolean {
  const seen = readable(text);
  const packed = text
    .replace(/[^\w+/-]/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  return RUN.test(seen) || BASE64_RUN.test(packed);
}

/** What is seen of a text, in small letters, with what JSON, HTML and addresses escape as it was meant. */
function readable(text: string): string {
  return text
    .replace(/\\+u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/&#x([0-9a-f]{2});/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/%(?:25)*([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/[^!-~]/g, '')
    .toLowerCase();
}

function runsOf(text: string, length: number): string[] {
  return Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) =>
    text.slice(at, at + length),
  );
}

/** Every text in a value, the names of its fields too, not as JSON, which hides what it escapes. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.entries(value).flatMap(([name, one]) => [name, ...textsIn(one)]);
}
