import { AnyAnswers, KEY, VIDEO } from '../endpoints/anyAnswer';

export { KEY };

/** Marks that divide a key without being seen, or move what is shown. */
const MARKS = [
  '\u200b',
  '\u200c',
  '\u200d',
  '\u200c\u200d\u200c',
  '\u00ad',
  '\u2060',
  '\ufe0f',
  '\u034f',
  '\u3164',
  '\u202e',
];
const NOISE = [
  '',
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

/** Any answers, in which the key is put in every form that a server can give it, and characters that nobody sees. */
export class HostileAnswers {
  private readonly answers: AnyAnswers;
  private count = 0;

  constructor(seed: number) {
    this.answers = new AnyAnswers(seed);
  }

  next(): { readonly status: number; readonly text: string } {
    const at = this.count++;
    const { status, text } = this.answers.next(at % 2 === 0 ? 'gemini' : 'videos');
    // Each form with each noise, in texts and in the addresses of videos.
    const noise = NOISE[Math.floor(at / FORMS.length) % NOISE.length] ?? '';
    const form = JSON.stringify(`${noise}${FORMS[at % FORMS.length]}`).slice(1, -1);
    return { status, text: text.replaceAll(KEY, form).replaceAll(VIDEO_ID, form) };
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
      'words that nearly match a budget': message('ExceededX'.repeat(110_000)),
      'words that nearly match a refusal': message('key was the invalid connection to not '.repeat(27_000)),
      'a half key without end': message(`${KEY.slice(0, 7)} `.repeat(130_000)),
      spaces: message(`Bearer${' '.repeat(1_000_000)}`),
      joiners: message('\u200c'.repeat(340_000)),
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

const VIDEO_ID = new URL(VIDEO).pathname.split('/')[2] ?? '';
const FORMS = formsOf(KEY);

function formsOf(key: string): string[] {
  const percent = [...key].map((one) => `%${one.charCodeAt(0).toString(16)}`).join('');
  return [
    key,
    ...MARKS.map((mark) => [...key].join(mark)),
    percent,
    percent.replaceAll('%', '%25'),
    btoa(key),
    btoa(`user:${key}`),
    `Bearer ${key}`,
    `https://example.com/v.mp4?key=${key}&x=1`,
    `https://example.com/${key}/v.mp4`,
    key.slice(0, 9),
    key.slice(-9),
  ];
}
