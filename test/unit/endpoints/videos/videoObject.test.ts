import assert from 'node:assert/strict';
import type { Endpoint } from '../../../../src/endpoints/endpoint';
import type { Http } from '../../../../src/endpoints/http/httpPort';
import { readTimestamp } from '../../../../src/endpoints/timestamp';
import type { VideoApiError } from '../../../../src/endpoints/videoApi';
import { VideosApi } from '../../../../src/endpoints/videos/videosApi';
import { newOperation } from '../../../../src/operations/operation';
import { transition } from '../../../../src/operations/transition';
import { processorMs } from '../../base/processorTime';

const ID = 'video_68d7512d07848190b3e45da0';
const KEY = 'sk-videos-Key0987654321';
const ENDPOINT: Endpoint = {
  id: 'own',
  label: 'Own',
  kind: 'litellm',
  url: 'https://gateway.example.com',
  auth: { kind: 'key' },
};
const NOW = Date.UTC(2026, 10, 28, 12);
const HOUR_S = 3600;

/** What is made of an answer with status 200. */
async function answerTo(body: unknown, text?: string) {
  const answer = { status: 200, body, retryAfter: undefined, ...(text !== undefined && { text }) };
  const http = { getJson: async () => answer } as unknown as Http;
  return new VideosApi(http, () => undefined).requestStatus({
    endpoint: ENDPOINT,
    name: ID,
    key: KEY,
    signal: new AbortController().signal,
  });
}

describe('the status of a video', () => {
  // ArcReel/ArcReel #1888, #651; openrouter.ai/docs; the words of Qiniu, AIML, new-api and CometAPI
  const ends: readonly [kind: string, words: readonly string[]][] = [
    [
      'succeeded',
      ['completed', 'succeeded', 'success', 'complete', 'done', 'Completed', 'SUCCESS', ' finished\n'],
    ],
    ['failed', ['failed', 'error', 'FAILURE', 'cancelled', 'canceled', 'expired', 'Canceled ', 'EXPIRED']],
    [
      'running',
      [
        'queued',
        'pending',
        'IN_PROGRESS',
        'in progress',
        'in-progress',
        'Running',
        'generating',
        'NOT_START',
      ],
    ],
  ];
  for (const [kind, words] of ends) {
    for (const status of words) {
      it(`${JSON.stringify(status)} is ${kind}`, async () => {
        const answer = await answerTo({ id: ID, status });
        assert.equal(answer.kind, kind);
        assert.equal('word' in answer, false);
      });
    }
  }

  it('tells of a job that was cancelled or has expired by the status of its error', async () => {
    for (const [status, end] of [
      ['cancelled', 'CANCELLED'],
      ['Canceled', 'CANCELLED'],
      ['expired', 'EXPIRED'],
      ['failed', undefined],
      ['error', undefined],
    ] as const) {
      const answer = await answerTo({ id: ID, status, error: { code: 'x', message: 'boom' } });
      const error = { code: 'x', ...(end && { status: end }), message: 'boom' };
      assert.deepEqual(answer, { kind: 'failed', error });
    }
    assert.deepEqual(await answerTo({ id: ID, status: 'cancelled' }), {
      kind: 'failed',
      error: { code: 'cancelled', status: 'CANCELLED', message: '' },
    });
  });

  it('that nobody documented runs, and is told in its own word, short and without key', async () => {
    assert.deepEqual(await answerTo({ id: ID, status: ' Under review ' }), {
      kind: 'running',
      word: 'Under review',
    });
    assert.deepEqual(await answerTo({ id: ID, status: `paused ${KEY}` }), {
      kind: 'running',
      word: 'paused …',
    });
    const { word = '' } = (await answerTo({ id: ID, status: 'w'.repeat(100_000) })) as { word?: string };
    assert.equal(word.length, 100);
  });

  it('is malformed where there is none, with the answer to be shown', async () => {
    for (const body of [{ status: '' }, { status: ' ' }, { status: null }, { id: ID }, [], 'completed']) {
      await assert.rejects(answerTo(body), ({ kind, answer }: VideoApiError) => {
        assert.equal(kind, 'malformed');
        assert.deepEqual(JSON.parse(answer ?? ''), body);
        return true;
      });
    }
    await assert.rejects(answerTo(undefined, `<p>${KEY}</p>`), { kind: 'malformed', answer: '<p>…</p>' });
  });
});

describe('why a job failed', () => {
  const reasons: readonly object[] = [
    { error: { message: 'no GPU' } },
    { error: 'no GPU' },
    { error: { error: { message: 'no GPU', code: 13 } } },
    { error: { error: 'no GPU' } },
    { fail_reason: 'no GPU' },
    { failReason: 'no GPU', error: { message: ' ' } },
    { failure_reason: 'no GPU', error: null },
    { message: 'no GPU', error: {} },
    { fail_reason: '', message: 'no GPU' },
    { error: { message: 'no GPU' }, message: 'other' },
  ];
  for (const told of reasons) {
    it(`is read from ${JSON.stringify(told)}`, async () => {
      const answer = await answerTo({ id: ID, status: 'failed', ...told });
      assert.equal(answer.kind === 'failed' && answer.error.message, 'no GPU');
    });
  }

  it('is told without the key, wherever it stands', async () => {
    for (const told of [{ fail_reason: KEY }, { error: { error: { message: KEY } } }, { message: KEY }]) {
      const answer = await answerTo({ id: ID, status: 'failed', ...told });
      assert.equal(answer.kind === 'failed' && answer.error.message, '…');
    }
  });
});

describe('a status that is not shown to be of a video', () => {
  const foreign: readonly [body: object, kind: string, reason?: string][] = [
    [{ status: 'success', data: { user: 'a' } }, 'malformed', 'unknownForm'],
    [{ status: 'done' }, 'malformed', 'unknownForm'],
    [{ status: 'completed', id: 7, object: 'list' }, 'malformed', 'unknownForm'],
    [{ status: 'completed', id: ' ', object: '' }, 'malformed', 'unknownForm'],
    [{ status: 'error', message: 'Database unavailable' }, 'malformed'],
    [{ status: 'expired', redirect: 'https://portal.example.com/login' }, 'malformed'],
    [{ status: 'fail', msg: 'Session lost' }, 'malformed'],
    [{ status: 'error', code: 500, message: 'Database unavailable' }, 'unavailable'],
    [{ status: 'error', code: 404, message: 'Application not found' }, 'unavailable'],
    [{ status: 'error', statusCode: '503' }, 'unavailable'],
    [{ status: 'failed', error: { code: 401, message: 'Bad key' } }, 'unauthorized'],
    [{ status: '404', message: 'Not Found' }, 'unavailable'],
  ];
  for (const [body, kind, reason] of foreign) {
    it(`ends nothing: ${JSON.stringify(body)} is ${kind}`, async () => {
      await assert.rejects(answerTo(body), ({ kind: found, reason: why }: VideoApiError) => {
        assert.deepEqual([found, why], [kind, reason]);
        return true;
      });
    });
  }

  it('ends a job all the same where the answer calls itself a video, or has an id of any name', async () => {
    for (const shown of [
      { id: ID },
      { id: 'other' },
      { task_id: '42' },
      { object: 'video' },
      { object: 'video.generation' },
    ]) {
      const failed = await answerTo({ ...shown, status: 'failed', code: 500, error: { code: 500 } });
      assert.equal(failed.kind, 'failed', JSON.stringify(shown));
      assert.equal((await answerTo({ ...shown, status: 'completed' })).kind, 'succeeded');
    }
  });

  it('ends no job by the word of any service beside the id of something else', async () => {
    const body = { id: 'req-1', status: 'error', message: 'upstream timeout' };
    await assert.rejects(answerTo(body), { kind: 'malformed' });
    assert.equal((await answerTo({ ...body, id: ID })).kind, 'failed');
    assert.equal((await answerTo({ ...body, model: 'veo' })).kind, 'failed');
  });

  it('keeps a job running', async () => {
    for (const status of ['queued', 'processing', 'paused']) {
      assert.equal((await answerTo({ status })).kind, 'running', status);
    }
  });
});

describe('the words of the filter about a video', () => {
  // maximhq/bifrost, content_filter; Qiniu, data.raiMediaFilteredCount
  const words: readonly object[] = [
    { content_filter: { filtered_count: 2, reasons: ['Unsafe'] } },
    { data: { raiMediaFilteredCount: 2, raiMediaFilteredReasons: ['Unsafe'] } },
    { rai_media_filtered_count: 2, rai_media_filtered_reasons: ['Unsafe'] },
  ];
  for (const told of words) {
    it(`${JSON.stringify(told)} are told beside a video, and end it where there is none`, async () => {
      const filtering = { filterReasons: ['Unsafe'], filteredCount: 2 };
      const { videos, ...partly } = (await answerTo({ id: ID, status: 'completed', ...told })) as {
        videos?: unknown;
      };
      assert.deepEqual(partly, { kind: 'succeeded', ...filtering });
      assert.ok(videos);
      assert.deepEqual(await answerTo({ id: ID, status: 'completed', videos: [], ...told }), {
        kind: 'filtered',
        ...filtering,
      });
    });
  }

  it('are the end of a job that failed, but not of one that was cancelled or expired', async () => {
    for (const told of words) {
      const filtered = { kind: 'filtered', filterReasons: ['Unsafe'], filteredCount: 2 };
      assert.deepEqual(
        await answerTo({ id: ID, status: 'failed', error: { message: 'x' }, ...told }),
        filtered,
      );
      assert.equal((await answerTo({ id: ID, status: 'cancelled', ...told })).kind, 'failed');
      assert.equal((await answerTo({ id: ID, status: 'expired', ...told })).kind, 'failed');
    }
    const none = { content_filter: { filtered_count: 0, reasons: [] } };
    assert.equal((await answerTo({ id: ID, status: 'failed', ...none })).kind, 'failed');
  });

  it('are needed: an empty list alone ends nothing as filtered', async () => {
    assert.equal((await answerTo({ id: ID, status: 'completed', videos: [] })).kind, 'succeeded');
  });
});

describe('the times of a video', () => {
  const at = (seconds: number) => Math.floor(NOW / 1000) + seconds;
  const iso = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

  /** Seconds from now until the video of this answer is deleted. */
  async function leftOf(times: object): Promise<number> {
    const answer = (await answerTo({ id: ID, status: 'completed', ...times })) as Parameters<
      typeof transition
    >[1];
    const [video] = transition(newOperation({ endpoint: 'own', name: ID }, {}, NOW), answer, NOW).videos;
    return (Date.parse(video?.expiresAt ?? '') - NOW) / 1000;
  }

  const cases: readonly [what: string, times: object, hours: number][] = [
    // openchatui/openchat PR #107; BerriAI/litellm, litellm/types/videos/main.py
    ['the time that is told', { created_at: at(-600), completed_at: at(-60), expires_at: at(HOUR_S) }, 1],
    [
      '48 hours from the end',
      { created_at: at(-144_090), completed_at: at(-40 * HOUR_S), expires_at: null },
      8,
    ],
    [
      '48 hours from the end, where it is earlier',
      { completed_at: at(-40 * HOUR_S), expires_at: at(99 * HOUR_S) },
      8,
    ],
    ['in camelCase', { createdAt: at(-600), completedAt: at(-60), expiresAt: at(HOUR_S) }, 1],
    ['as expire_at', { created_at: at(-600), expire_at: at(HOUR_S) }, 1],
    ['as expireAt, where expires_at is nothing', { expires_at: 0, expireAt: iso(HOUR_S) }, 1],
    ['48 hours from an end in camelCase', { completedAt: at(-40 * HOUR_S) }, 8],
    ['in ms', { completed_at: at(-60) * 1000, expires_at: at(HOUR_S) * 1000 }, 1],
    ['in texts', { completed_at: String(at(-60)), expires_at: String(at(HOUR_S)) }, 1],
    ['as ISO 8601', { created: iso(-600), completed_at: iso(-60), expires_at: iso(HOUR_S) }, 1],
    ['as ISO 8601 without a zone', { expires_at: iso(HOUR_S).slice(0, -1) }, 1],
    ['not seconds from now', { completed_at: at(0), expires_at: HOUR_S }, 48],
    ['not before the end', { completed_at: at(-HOUR_S), expires_at: at(-2 * HOUR_S) }, 47],
    ['not before the start', { created_at: at(-HOUR_S), expires_at: at(-2 * HOUR_S) }, 47],
    ['not in years', { completed_at: at(0), expires_at: at(400 * 24 * HOUR_S) }, 48],
    [
      'from the end although the start is told as now',
      { created_at: at(0), completed_at: at(-40 * HOUR_S) },
      8,
    ],
  ];
  for (const [what, times, hours] of cases) {
    it(`tell when it is deleted: ${what}`, async () => assert.equal(await leftOf(times), hours * HOUR_S));
  }

  it('tell the start and the end of the job', async () => {
    const { job } = await answerTo({ id: ID, status: 'completed', created: at(-600), completed_at: at(-60) });
    assert.deepEqual(job, { startedAt: iso(-600), completedAt: iso(-60) });
    const late = await answerTo({ id: ID, status: 'completed', created_at: at(0), completed_at: at(-60) });
    assert.deepEqual(late.job, { completedAt: iso(-60) }, 'no job starts after its end');
  });

  for (const told of [
    '',
    'soon',
    '12',
    '2026-13-45T99:99',
    '1e12',
    -5,
    0,
    3600,
    1e300,
    Number.NaN,
    {},
    [],
    null,
    true,
  ]) {
    it(`are not told by ${JSON.stringify(told)}`, () => assert.equal(readTimestamp(told), undefined));
  }

  it('are read in no time from a hostile text', () => {
    const ms = processorMs(() => {
      for (const part of ['1', '2026-11-28T12:00:00.', ' ', '-']) readTimestamp(part.repeat(256 * 1024));
    });
    assert.ok(ms < 200, `${ms} ms`);
  });
});
