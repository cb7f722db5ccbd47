import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ContentRefusal, contentRefusalIn } from '../../../../src/endpoints/faults/contentRefusal';
import { faultText } from '../../../../src/operations/faultText';
import { processorMs } from '../../base/processorTime';

/** What an answer with this status and body means. */
function refusal(status: number, body: unknown, secrets: readonly string[] = []): ContentRefusal {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const parsed = typeof body === 'string' ? undefined : body;
  return contentRefusalIn({ answer: { status, body: parsed, retryAfter: undefined }, text }, secrets);
}

const google = (code: number, message: string, status?: string) => ({ error: { code, message, status } });
const gateway = (message: string, type: string | null = null) => ({
  error: { message, type, param: null, code: '404' },
});

describe('a refusal in place of a video', () => {
  const gone: readonly [number, object][] = [
    [404, google(404, 'Requested entity was not found.', 'NOT_FOUND')],
    [404, [google(404, 'Requested entity was not found.', 'NOT_FOUND')]],
    [404, google(404, 'The file abc does not exist.')],
    [404, gateway('litellm.NotFoundError: GeminiException - Requested entity was not found.')],
    [404, gateway('Video with id video_1 not found', 'invalid_request_error')],
    [404, gateway("This video doesn't exist any more", 'not_found_error')],
    [410, gateway('The content was deleted', 'invalid_request_error')],
    [410, google(410, 'Videos are no longer kept')],
    [
      403,
      google(
        403,
        'You do not have permission to access the File a or it may not exist.',
        'PERMISSION_DENIED',
      ),
    ],
  ];
  for (const [status, body] of gone) {
    it(`says that the video is gone: ${status} ${JSON.stringify(body)}`, () => {
      assert.equal(refusal(status, body).kind, 'gone');
    });
  }

  const notGone: readonly [number, unknown][] = [
    [404, { message: 'The video was not found' }],
    [404, { error: 'The video was not found' }],
    [404, { error: { message: 'The video was not found', code: '404' } }],
    [404, 'The video was not found'],
    [404, '<html>The video was not found</html>'],
    [404, google(404, 'models/veo-3.0 is not found for API version v1beta', 'NOT_FOUND')],
    [404, google(404, 'Method not found.', 'NOT_FOUND')],
    [404, google(404, 'Project of this file not found', 'NOT_FOUND')],
    [404, gateway('The model `veo` does not exist or the video cannot be found')],
    [404, gateway('Not Found')],
    [404, gateway('The video was not found for this key', null)],
    [404, gateway('The video was not found', 'key_model_access_denied')],
    [
      404,
      {
        error: { ...google(404, 'The video was not found').error, details: [{ reason: 'API_KEY_INVALID' }] },
      },
    ],
    [404, gateway('No deployment found for the video', 'invalid_request_error')],
    [404, gateway('Video not found yet', 'invalid_request_error')],
    [403, google(403, 'The file was not found')],
    [403, google(403, 'Requests to this API are blocked.', 'PERMISSION_DENIED')],
    [403, gateway('You do not have permission to access the video', 'auth_error')],
    [403, 'You do not have permission to access the File a or it may not exist.'],
    [400, google(400, 'The file was not found', 'INVALID_ARGUMENT')],
    [401, google(401, 'The file was not found')],
    [500, google(500, 'The file was not found', 'NOT_FOUND')],
  ];
  for (const [status, body] of notGone) {
    it(`does not say that the video is gone: ${status} ${JSON.stringify(body)}`, () => {
      assert.notEqual(refusal(status, body).kind, 'gone');
    });
  }

  it('is judged by what a person sees in it, whatever is hidden between the characters', () => {
    const hidden = (words: string) => [...words].join('\u200b');
    assert.equal(refusal(404, gateway(hidden('The video was not found'))).kind, 'gone');
    assert.equal(refusal(404, hidden('The video is not ready yet')).kind, 'notReady');
    assert.equal(refusal(502, hidden('No video data found')).kind, 'withheld');
    assert.equal(refusal(400, { msg: hidden('The video is not ready') }).kind, 'notReady');
  });

  const notReady: readonly [number, unknown][] = [
    [
      400,
      google(400, 'The File a is not in an ACTIVE state and usage is not allowed.', 'FAILED_PRECONDITION'),
    ],
    [404, { detail: 'Video has not been generated yet' }],
    [409, gateway('Video is not completed, status: in_progress')],
    [422, { message: 'The task is still running' }],
    [200, { status: 'in_progress', prompt: 'a dog' }],
    [202, ''],
  ];
  for (const [status, body] of notReady) {
    it(`says that the video is not ready: ${status} ${JSON.stringify(body)}`, () => {
      assert.equal(refusal(status, body).kind, 'notReady');
    });
  }

  it('names no filter that may stand on the way: only the API knows its own', () => {
    for (const words of [
      'Rejected by the safety filter',
      'It was filtered out because of the safety settings',
      'Blocked by the Responsible AI filter',
    ]) {
      assert.equal(refusal(502, gateway(words)).kind, 'withheld');
    }
    for (const body of [
      'Blocked by a safety filter',
      { message: 'Safety filter' },
      '<p>No video data found</p>',
    ]) {
      assert.equal(refusal(502, body).kind, 'fault');
    }
  });

  it('with a good status is what its body tells, be it a status', () => {
    const kindOf = (body: unknown) => {
      const told = refusal(200, body);
      return told.kind === 'fault' ? told.error.kind : told.kind;
    };
    assert.deepEqual(
      [
        google(404, 'The file was not found', 'NOT_FOUND'),
        google(401, 'Invalid key'),
        { code: 503, msg: 'Try later' },
        { error: { message: 'Slow down', type: 'rate_limit_error' } },
        { error: { message: 'x', status: 'RESOURCE_EXHAUSTED' } },
        { message: 'Too many requests' },
        { error: { message: 'The service is temporarily unavailable', type: null } },
        { status: 'completed', prompt: 'A dog that is running', video_url: 'https://cdn.example/a.mp4' },
        '<html>',
      ].map(kindOf),
      [
        ...[
          'gone',
          'unauthorized',
          'unavailable',
          'rateLimited',
          'rateLimited',
          'rateLimited',
          'unavailable',
        ],
        ...['notAVideo', 'notAVideo'],
      ],
    );
  });

  it('with a good status tells the words that came, shortened and without keys', () => {
    const secret = 'sk-secret-of-a-person-1';
    const told = [
      refusal(200, { error: { message: `Quota of ${secret} used up` } }, [secret]),
      refusal(200, { code: 1, msg: `No quota for ${secret}` }, [secret]),
      refusal(200, `{"error": "cut off ${secret}`, [secret]),
      refusal(200, 'x'.repeat(100_000)),
    ].map((one) => ('detail' in one ? faultText(one.detail) : ''));
    assert.equal(told[0], 'Quota of … used up');
    assert.match(told[1] ?? '', /^JSON came: .*No quota for …/);
    assert.match(told[2] ?? '', /^JSON came: .*cut off …/);
    assert.ok((told[3]?.length ?? 0) < 600);
  });

  it('is never that the video is gone outside the envelope of the API, whatever is said', () => {
    const words = fc.constantFrom(
      'The file was not found',
      'You do not have permission to access the File a or it may not exist.',
      'The video expired',
    );
    const foreign = fc.oneof(
      words,
      words.map((message) => ({ message })),
      words.map((error) => ({ error })),
      words.map((detail) => ({ detail })),
      words.map((message) => ({ error: { message, code: '404' } })),
      words.map((message) => ({ errors: [{ message, code: 404 }] })),
      words.map((message) => `<html><body>${message}</body></html>`),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), foreign, (status, body) => {
        assert.notEqual(refusal(status, body).kind, 'gone');
      }),
      { numRuns: 2000 },
    );
  });

  it('is understood though what should be a word is anything', () => {
    const odd = { toString: 1, valueOf: 1 };
    for (const body of [
      { status: odd, code: odd, msg: odd },
      { error: { message: 'The file was not found', code: 404, details: [null, 1, { reason: odd }] } },
    ]) {
      for (const status of [200, 404]) assert.doesNotThrow(() => refusal(status, body));
    }
  });

  it('is understood in a moment, however long and however built', () => {
    const ms = processorMs(() => {
      for (const piece of [
        'not ',
        'permission to access the file ',
        'no longer is ',
        'status ',
        ' ',
        '{',
        'is being ',
        'n’t ',
      ]) {
        const message = piece.repeat((256 * 1024) / piece.length);
        for (const body of [message, { error: { message, type: null } }]) refusal(404, body);
      }
    });
    assert.ok(ms < 1000, `${ms} ms`);
  });
});
