import fc from 'fast-check';

/** What a server answers to one request for a video, whatever it may be. */
export interface ArbitraryAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Bytes after which the connection is cut; undefined where all of the body comes. */
  readonly cutAfter?: number | undefined;
  /** Whether it is in the API's own envelope, and says that the file is not there. */
  readonly saysGone: boolean;
}

/** @param start where the part begins that was asked for */
export type Answering = (start: number) => ArbitraryAnswer;

const STATUSES = [
  200, 202, 204, 206, 400, 401, 402, 403, 404, 405, 408, 409, 410, 416, 422, 425, 429, 500, 502, 503,
];
const CONTENT_TYPES = [
  'video/mp4',
  'application/json',
  'text/html',
  'text/plain',
  'application/octet-stream',
  'nonsense',
];

const OWN_WORDS_OF_ABSENCE: readonly [number, object][] = [
  [404, { code: 404, message: 'Requested entity was not found.', status: 'NOT_FOUND' }],
  [404, { message: 'Video video_1 was not found', type: 'invalid_request_error', param: null }],
  [410, { code: 410, message: 'The file has been deleted' }],
  [403, { code: 403, message: 'You do not have permission to access the File a or it may not exist.' }],
];

const WORDS = [
  'The video was not found',
  'You do not have permission to access the File a or it may not exist.',
  'The file expired and was deleted',
  'Video is not ready yet',
  'models/veo is not found for API version v1beta',
  'Method not found.',
  'Your API key was reported as leaked',
  'Rate limit exceeded',
  '',
] as const;

/** Bodies that are not in the API's envelope, or say in it nothing of the file. `key` is what some servers echo. */
function foreignBody(key: string): fc.Arbitrary<string> {
  const words = fc.constantFrom(...WORDS, `Received API Key = ${key}`, `x-goog-api-key: ${key}`);
  const plain = fc.oneof(
    words,
    words.map((text) => `<!doctype html><title>${text}</title>${text}`),
    words.map((detail) => JSON.stringify({ detail })),
    words.map((message) => JSON.stringify({ message })),
    words.map((error) => JSON.stringify({ error })),
    words.map((message) => JSON.stringify({ error: { message, code: '404' } })),
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.string(),
  );
  const ownOfElse = fc
    .constantFrom('Method not found.', 'The model of this video does not exist', `Key ${key} was deleted`)
    .map((message) => JSON.stringify({ error: { message, code: 404, status: 'NOT_FOUND' } }));
  return fc.oneof(
    plain,
    ownOfElse,
    plain.map((text) => text.slice(0, text.length / 2)),
  );
}

/**
 * Answers of all kinds: true ones, true ones cut or begun at another place than they should, words in any envelope with
 * any status and content type.
 */
export function arbitraryAnswering(video: Uint8Array, key: string): fc.Arbitrary<Answering> {
  const at = fc.nat({ max: video.length });
  const maybeCut = fc.option(at, { nil: undefined });
  const truly = fc
    .record({
      cutAfter: maybeCut,
      isWhole: fc.boolean(),
      status: fc.constantFrom(200, 206),
      etag: fc.constantFrom('"a"', '"b"', ''),
    })
    .map(
      ({ cutAfter, isWhole, status, etag }): Answering =>
        (wanted) => {
          const start = isWhole ? 0 : wanted;
          return partOf(video, start, start > 0 ? status : 200, { cutAfter, etag });
        },
    );
  const elsewhere = fc.record({ start: at, status: fc.constantFrom(200, 206), cutAfter: maybeCut }).map(
    ({ start, status, cutAfter }): Answering =>
      () =>
        partOf(video, start, status, { cutAfter, etag: '' }),
  );
  const words = fc
    .record({
      status: fc.constantFrom(...STATUSES),
      type: fc.constantFrom(...CONTENT_TYPES),
      text: foreignBody(key),
      retryAfter: fc.constantFrom('', '1', '3600', 'soon'),
    })
    .map(
      ({ status, type, text, retryAfter }): Answering =>
        () => ({
          status,
          headers: { 'content-type': type, ...(retryAfter !== '' && { 'retry-after': retryAfter }) },
          body: status === 204 ? Buffer.alloc(0) : Buffer.from(text),
          saysGone: false,
        }),
    );
  const gone = fc.constantFrom(...OWN_WORDS_OF_ABSENCE).map(
    ([status, error]): Answering =>
      () => ({
        status,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify({ error })),
        saysGone: true,
      }),
  );
  return fc.oneof(
    { weight: 4, arbitrary: truly },
    { weight: 2, arbitrary: elsewhere },
    { weight: 6, arbitrary: words },
    gone,
  );
}

function partOf(
  video: Uint8Array,
  start: number,
  status: number,
  { cutAfter, etag }: { readonly cutAfter: number | undefined; readonly etag: string },
): ArbitraryAnswer {
  const range = `bytes ${start}-${video.length - 1}/${video.length}`;
  const isPart = status === 206 || start > 0;
  return {
    status,
    headers: {
      'content-type': 'video/mp4',
      ...(isPart && { 'content-range': range }),
      ...(etag !== '' && { etag }),
    },
    body: video.subarray(start),
    cutAfter,
    saysGone: false,
  };
}
