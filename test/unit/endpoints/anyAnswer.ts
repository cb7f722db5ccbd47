/** The key with which every generated answer was asked for; servers echo it wherever they can. */
export const KEY = 'sk-any-Answer0987654321zyx';
/** The address of a video that somebody paid for: an answer that holds it must not end as one without a video. */
export const VIDEO = 'https://storage.example.com/files/paidFor42/video.mp4';

export interface AnyAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** Answers of any kind, the same for one seed: true ones, mutated ones, errors of everybody, pages, and noise. */
export class AnyAnswers {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  next(contract: 'gemini' | 'videos'): AnyAnswer {
    const status = this.chance(0.4) ? 200 : this.one(STATUSES);
    const contentType = this.one(CONTENT_TYPES);
    return { status, contentType, text: this.textOf(contract, status) };
  }

  private textOf(contract: 'gemini' | 'videos', status: number): string {
    const valid = () =>
      this.mutated(this.one(contract === 'gemini' ? operations() : videos(this.one(WORDS))), 0.12);
    const body = this.chance(0.5) ? valid() : this.mutated(this.errorOf(status), 0.08);
    const text = JSON.stringify(this.chance(0.05) ? [body] : body);
    if (this.chance(0.04)) return text.slice(0, Math.floor(this.random() * text.length));
    if (this.chance(0.04)) return `<!DOCTYPE html><html><body>${this.one(MESSAGES)} ${KEY}</body></html>`;
    if (this.chance(0.02))
      return this.one(['', 'null', '7', '"ok"', '404 page not found\n', `Bad ${KEY}`, '[]', '{}']);
    if (this.chance(0.002))
      return JSON.stringify({ name: 'n', done: true, response: this.one(MESSAGES).repeat(3000) });
    return text;
  }

  private errorOf(status: number): unknown {
    const code = this.chance(0.8) ? status : this.one(STATUSES);
    const message = this.one(MESSAGES);
    const reason = this.one(REASONS);
    return this.one<unknown>([
      { error: { code, message, status: 'NOT_FOUND', details: [{ reason }, { retryDelay: '3s' }] } },
      { error: { message, type: this.one(TYPES), param: null, code: String(code) } },
      { error: { code, message } },
      { error: { code: String(code), message } },
      { error: { message: `<!doctype html>${message}`, type: null, code: String(code) } },
      { error: message },
      { detail: message },
      { detail: [{ msg: message }] },
      { message, code },
      { status: 'error', code, message },
    ]);
  }

  /** JSON with some of its parts renamed, given another type, wrapped, dropped, or with the key put into them. */
  private mutated(value: unknown, rate: number): unknown {
    if (this.chance(rate)) return this.instead(value);
    if (Array.isArray(value)) return value.map((one) => this.mutated(one, rate));
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).flatMap(([name, one]) => {
      if (this.chance(rate / 3)) return [];
      return [[this.chance(rate) ? this.renamed(name) : name, this.mutated(one, rate)]];
    });
    return Object.fromEntries(fields);
  }

  private instead(value: unknown): unknown {
    return this.one<unknown>([
      null,
      this.one([0, 1, -1, 404, 1e300, true, false, '', 'x', [], {}]),
      [value],
      { data: value },
      { [this.one(NAMES)]: value },
      String(value),
      typeof value === 'string' ? `${value}${KEY}` : KEY,
      typeof value === 'string' ? `${value} ${[...KEY].join('\u200b')}` : value,
      typeof value === 'string' ? value.toUpperCase() : value,
    ]);
  }

  private renamed(name: string): string {
    const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return this.one([snake, snake, this.one(NAMES), `${name}s`, `x${name}`, '__proto__', 'constructor']);
  }

  private one<T>(all: readonly T[]): T {
    return all[Math.floor(this.random() * all.length)] as T;
  }

  private chance(share: number): boolean {
    return this.random() < share;
  }

  /** mulberry32 */
  private random(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

const NAME = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';

function operations(): readonly object[] {
  const sample = { video: { uri: VIDEO, mimeType: 'video/mp4' } };
  const filter = { raiMediaFilteredCount: 1, raiMediaFilteredReasons: [`Unsafe for ${KEY}`] };
  const done = (response: object) => ({ name: NAME, done: true, response });
  return [
    { name: NAME },
    { name: NAME, metadata: { createTime: '2026-11-20T10:00:00Z' } },
    done({ generateVideoResponse: { generatedSamples: [sample, sample] } }),
    done({ generateVideoResponse: { generatedSamples: [sample], ...filter } }),
    done({ generateVideoResponse: filter }),
    done({ generateVideoResponse: {} }),
    done({ videos: [{ gcsUri: VIDEO }] }),
    done({ generatedVideos: [sample] }),
    done({ clips: [sample] }),
    { name: NAME, done: true },
    {
      ...done({ generateVideoResponse: { generatedSamples: [sample] } }),
      error: { code: 3, message: '1 of 2' },
    },
    { name: 'portal', done: true },
    { name: NAME, done: true, error: { code: 3, message: `no ${KEY}`, status: 'INVALID_ARGUMENT' } },
    { name: NAME, done: true, error: { code: `E ${KEY}`, message: 'no', status: KEY } },
    { name: NAME, metadata: { prompt: `a cat ${KEY}` } },
  ];
}

function videos(status: string): readonly object[] {
  const video = { id: 'video_1', object: 'video', status, model: 'veo-3.1', created_at: 1_790_152_071 };
  return [
    video,
    { ...video, completed_at: 1_790_152_171, expires_at: 1_790_162_171, seconds: '8', size: '1280x720' },
    { ...video, error: { code: KEY, message: `failed for ${KEY}` } },
    { ...video, model: KEY },
    { ...video, prompt: `a cat ${KEY}` },
    { status, message: 'Database unavailable' },
    { status, code: 500, data: {} },
    { ...video, content_filter: { filtered_count: 1, reasons: [KEY] } },
  ];
}

const STATUSES = [
  200, 201, 202, 204, 206, 300, 304, 400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 418, 422, 425, 429,
  451, 500, 501, 502, 503, 504, 520, 529, 599,
];
const CONTENT_TYPES = [
  'application/json',
  'text/html',
  'text/plain',
  'video/mp4',
  'application/octet-stream',
  '',
];
const WORDS = [
  ...['queued', 'in_progress', 'completed', 'Succeeded', 'failed', 'ERROR', 'cancelled', 'expired', ' done '],
  ...['paused', 'unknown', KEY, 'toString', '完成'],
];
const MESSAGES = [
  'Requested entity was not found.',
  'Video not found',
  'API key not valid. Please pass a valid API key.',
  'Authentication Error, Invalid proxy server token passed',
  `Authentication Error, key ${KEY} ...${KEY.slice(-4)}`,
  "Authentication Error, Can't reach database server at `db`:`5432`",
  'Budget has been exceeded! Max budget: 5.0',
  'Video is not ready yet',
  'Unauthorized',
  'Authentication Error, Event loop is closed',
  'no Route matched with those values',
  'The caller does not have permission.',
  'Not Found',
  '',
];
const TYPES = [null, 'auth_error', 'budget_exceeded', 'expired_key', 'invalid_request_error', KEY];
const REASONS = ['API_KEY_INVALID', 'API_KEY_SERVICE_BLOCKED', 'CONSUMER_SUSPENDED', 'x', 7];
const NAMES = [
  'data',
  'response',
  'result',
  'video',
  'url',
  'clips',
  'error',
  'status',
  'done',
  'name',
  'message',
  'output',
];
