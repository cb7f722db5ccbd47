import { KEY as ANY_KEY, type AnyAnswer, AnyAnswers } from '../endpoints/anyAnswer';
import { KEY } from './leaks';

/** What a server answers: also its headers, in which it can put a key as well. */
export interface HostileAnswer extends AnyAnswer {
  readonly headers: Readonly<Record<string, string>>;
}

/** Marks that divide a key without being seen, or move what is shown. */
const MARKS = [
  ...['\u200b', '\u200c', '\u200d', '\u200c\u200d\u200c', '\u00ad', '\u2060', '\ufe0f', '\u034f', '\u3164'],
  ...['\u202e', '\u0000', '\u001b', '\u0085', '\n', '\u2028', '\u2800'],
];
const NOISE = [
  '\u001b[31m',
  '\u2028',
  '\u202e',
  '\u2066',
  '\u0000',
  '$(warning)',
  '[x](command:y)',
  '\r\n',
  '\ud800',
];
/** What precedes what a header holds, such as a key. */
const HEADERS: readonly (readonly [name: string, before: string])[] = [
  ['retry-after', ''],
  ['retry-after', '3600000000'],
  ['retry-after', 'Mon, 01 Jan 2035 00:00:00 GMT '],
  ['etag', '"'],
  ['etag', 'W/"'],
  ['content-range', 'bytes 0-9/10'],
  ['content-range', 'bytes 100-199/'],
  ['content-encoding', 'x-'],
  ['content-length', '12'],
  ['x-ratelimit-limit-requests', '60'],
  ['x-ratelimit-remaining-requests', '-1'],
  ['x-ratelimit-reset-requests', '6m0s'],
  ['location', 'https://other.example/'],
];

/** Any answers, in which the key is put in every form that a server can give it, and characters that nobody sees. */
export class HostileAnswers {
  private readonly answers: AnyAnswers;

  /** @param count of answers that others have given before: which form of the key and which header come first */
  constructor(
    seed: number,
    private count = 0,
  ) {
    this.answers = new AnyAnswers(seed);
  }

  next(): HostileAnswer {
    const at = this.count++;
    const any = this.answers.next(at % 2 === 0 ? 'gemini' : 'videos');
    const answer = at % 3 === 0 ? { ...any, status: 200, text: ECHOES[(at / 3) % ECHOES.length] ?? '' } : any;
    const noise = at % 4 < 2 ? '' : JSON.stringify(NOISE[at % NOISE.length]).slice(1, -1);
    const form = FORMS[at % FORMS.length] ?? '';
    const echoes = [ANY_KEY, [...ANY_KEY].join('\u200b'), ANY_KEY.toUpperCase()];
    const text = echoes.reduce((told, echo) => told.replaceAll(echo, `${noise}${form}`), answer.text);
    const [name, before] = HEADERS[at % HEADERS.length] ?? ['etag', ''];
    return {
      ...answer,
      headers: { 'content-type': answer.contentType, [name]: `${before}${at % 3 === 0 ? '' : form}` },
      text: at % 7 === 0 ? `\u0000\u0000\u0000\u0018ftyp${text}` : text,
    };
  }

  /** Answers of up to 1 MiB that are made to cost time. */
  static large(): Readonly<Record<string, string>> {
    const name = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
    const message = (words: string) => JSON.stringify({ error: { code: 400, message: words, type: null } });
    const samples = Array.from({ length: 9000 }, (_, i) => ({ video: { uri: `https://e.com/files/${i}` } }));
    const keys = Object.fromEntries(Array.from({ length: 7000 }, (_, i) => [`a_b_${i}`, { veo: i }]));
    return {
      samples: JSON.stringify({ name, done: true, response: { generatedSamples: samples } }),
      keys: JSON.stringify({
        name,
        done: true,
        response: keys,
        id: 'x',
        status: 'queued',
        info: { model_rpm_limit: keys },
      }),
      'values without number': `{"name":"${name}","done":true,"response":{"x":[${'{"a":[]},'.repeat(110_000)}0]}}`,
      'words that nearly match a budget': message('ExceededX'.repeat(110_000)),
      'words that nearly match a refusal': message('key was the invalid connection to not '.repeat(27_000)),
      'words that nearly match a refusal, without JSON': 'the file is not '.repeat(65_000),
      'a half key without end': message(`${KEY.slice(0, 7)} `.repeat(130_000)),
      'a key over and over': message(KEY.repeat(33_000)),
      spaces: message(`Bearer${' '.repeat(1_000_000)}`),
      'blanks before anything': ' \n'.repeat(500_000),
      backslashes: '\\'.repeat(1_000_000),
      'percent signs': '%25'.repeat(340_000),
      joiners: message('\u200c'.repeat(340_000)),
      'long addresses': JSON.stringify({
        name,
        done: true,
        response: {
          videos: samples.slice(0, 120).map(({ video }) => ({ uri: `${video.uri}/${'a'.repeat(8000)}` })),
        },
      }),
      'one long address': JSON.stringify({
        name,
        done: true,
        response: { videos: [{ uri: `https://e.com/${'a'.repeat(1_000_000)}` }] },
      }),
      'one long status': JSON.stringify({
        id: 'x',
        object: 'video',
        status: 'q _-'.repeat(250_000),
        model: 'a/'.repeat(10_000),
      }),
    };
  }
}

/** Answers with a key in one field, each that is read of any. */
const ECHOES: readonly string[] = [
  ...[
    { metadata: { prompt: ANY_KEY } },
    { prompt: ANY_KEY },
    { metadata: { createTime: ANY_KEY } },
    done({ videos: [{ uri: ANY_KEY }] }),
    done({ videos: [{ uri: `https://example.com/files/${ANY_KEY}` }] }),
    done({ videos: [{ uri: `https://example.com/v.mp4?token=${ANY_KEY}` }] }),
    done({ videos: [{ uri: `https://example.com/v.mp4?${ANY_KEY}=1&x=2#${ANY_KEY}` }] }),
    done({ videos: [{ uri: 'https://example.com/v.mp4', mimeType: ANY_KEY }] }),
    done({ videos: [{ bytesBase64Encoded: 'AAAA', mimeType: ANY_KEY }] }),
    done({ raiMediaFilteredCount: 1, raiMediaFilteredReasons: [ANY_KEY, ANY_KEY] }),
    done({ [ANY_KEY]: ANY_KEY }),
    { done: true, error: { code: ANY_KEY, message: 'x' } },
    { done: true, error: { code: 3, message: ANY_KEY } },
    { done: true, error: { code: 3, status: ANY_KEY } },
  ].map((fields) => JSON.stringify({ name: 'models/veo/operations/a', ...fields })),
  ...[
    { model: ANY_KEY },
    { model: `veo/${ANY_KEY}` },
    { status: ANY_KEY },
    { prompt: ANY_KEY },
    { size: ANY_KEY, seconds: ANY_KEY },
    { expires_at: ANY_KEY, created_at: ANY_KEY },
    { status: 'failed', error: ANY_KEY },
    { status: 'failed', error: { code: ANY_KEY, message: ANY_KEY } },
    { status: 'failed', fail_reason: ANY_KEY },
    { status: 'completed', content_filter: { filtered_count: 1, reasons: [ANY_KEY] } },
  ].map((fields) => JSON.stringify({ id: 'video_1', object: 'video', status: 'queued', ...fields })),
  ...[{ expirationTime: ANY_KEY }, { data: [ANY_KEY] }, { info: { model_rpm_limit: { [ANY_KEY]: 1 } } }].map(
    (fields) => JSON.stringify(fields),
  ),
  ANY_KEY,
];

function done(response: object): object {
  return { done: true, response };
}

/** The key as a server can put it into JSON, of which a text is a part, or into a header. */
export const FORMS: readonly string[] = formsOf(KEY);

function formsOf(key: string): string[] {
  const codes = [...key].map((one) => one.charCodeAt(0).toString(16));
  const percent = codes.map((code) => `%${code}`).join('');
  const escaped = codes.map((code) => `\\u00${code}`);
  const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
  return [
    key,
    ...MARKS.map((mark) => inJson([...key].join(mark))),
    escaped.join(''),
    escaped.join('\\u200b'),
    inJson(escaped.join('')),
    codes.map((code) => `&#x${code};`).join(''),
    percent,
    percent.toUpperCase(),
    percent.replaceAll('%', '%25'),
    `https://example.com/files/${[...key].join('%E2%80%8B')}`,
    `https://example.com/files/${key}`,
    `https://${key}.example.com/v.mp4`,
    `https://example.com/v.mp4?key=${key}&x=1`,
    `https://example.com/v.mp4?x=1&${key}=1#${key}`,
    `https://example.com/${percent}/v.mp4`,
    Buffer.from(key).toString('base64'),
    Buffer.from(`user:${key}`).toString('base64url'),
    Buffer.from(key).toString('hex'),
    Buffer.from(key).toString('hex').toUpperCase(),
    [...key].reverse().join(''),
    key.toUpperCase(),
    key.toLowerCase(),
    `Bearer ${key}`,
    `${key}${key}`,
    `models/${key}/operations/a`,
    key.slice(0, 9),
    key.slice(-9),
    `...${key.slice(-4)}`,
  ];
}
