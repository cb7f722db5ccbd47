import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DIALECT_IDS, type DialectId } from '../../../src/simulator/dialects/dialect';
import type { SimulatedOutcome } from '../../../src/simulator/simulator';
import { getJson, ManualClock, receive, sampleVideo, withSimulator } from './runningSimulator';
import { DIALECT_KEY, dialectOf, type StartedDialect, startDialect } from './startDialect';

const video = readFileSync(sampleVideo);
const FILTERED = { kind: 'filtered', reasons: 'given' } as const;

/** What one service is documented to answer. The sources stand beside its dialect. */
interface Facts {
  readonly id: RegExp;
  readonly running: readonly unknown[];
  readonly succeeded: unknown;
  readonly failed: unknown;
  /** What the answer about a filtered job says. */
  readonly filtered: RegExp;
  /** The address of the video in the last answer; undefined where the content route is the only one. */
  // biome-ignore lint/suspicious/noExplicitAny: each service puts it somewhere else.
  readonly video: (answer: any) => string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: each service puts it somewhere else.
  readonly status?: (answer: any) => unknown;
  readonly hours: number;
}

const OBJECT = { succeeded: 'completed', failed: 'failed', hours: 48 } as const;
const FACTS: Readonly<Record<DialectId, Facts>> = {
  openrouter: {
    ...OBJECT,
    id: /^job-\w{20,}$/,
    running: ['pending', 'in_progress'],
    filtered: /"status":"failed".*"error":"The video could not be created/,
    video: ({ urls }) => urls[0],
  },
  ofox: {
    ...OBJECT,
    id: /^[\da-f-]{36}$/,
    running: ['queued', 'in_progress'],
    filtered: /"status":"failed".*"message":"The video could not be created/,
    video: ({ unsigned_urls }) => unsigned_urls[0],
    hours: 24,
  },
  newapi: {
    ...OBJECT,
    id: /^task_\w{32}$/,
    running: ['queued', 'unknown', 'in_progress'],
    filtered: /"status":"completed"/,
    video: () => undefined,
  },
  comet: {
    ...OBJECT,
    id: /^task_\w{32}$/,
    running: ['queued', 'in_progress'],
    failed: 'error',
    filtered: /"status":"error".*could not be created/,
    video: ({ video_url }) => video_url,
  },
  bifrost: {
    ...OBJECT,
    id: /^models%2Fveo-3\.1-generate-preview%2Foperations%2F\w+:gemini$/,
    running: ['queued', 'in_progress'],
    filtered: /"content_filter":\{"filtered_count":1,"reasons":\["The video/,
    video: ({ videos }) => videos[0].url,
  },
  apiyi: {
    ...OBJECT,
    id: /^video_[\da-f-]{36}$/,
    running: ['queued', 'in_progress'],
    filtered: /"status":"failed".*could not be created/,
    video: () => undefined,
  },
  polo: {
    ...OBJECT,
    id: /^veo3\.1:1795168800-\w+$/,
    running: ['queued', 'processing'],
    filtered: /"status":"failed".*could not be created/,
    video: ({ video_url }) => video_url,
  },
  together: {
    ...OBJECT,
    id: /^[\da-f-]{36}$/,
    running: ['in_progress'],
    filtered: /"status":"failed".*could not be created/,
    video: ({ outputs }) => outputs.video_url,
  },
  qiniu: {
    id: /^chatvideo-1795168800000000000-\w+$/,
    running: ['Initializing', 'Queued', 'InProgress'],
    succeeded: 'Completed',
    failed: 'Failed',
    filtered: /"status":"Completed".*"videos":\[\],"raiMediaFilteredCount":1/,
    video: ({ data }) => data.videos[0].url,
    hours: 14 * 24,
  },
  aiml: {
    ...OBJECT,
    id: /^[\da-f-]{36}:google\/veo-3\.1-t2v$/,
    running: ['waiting', 'queued', 'active', 'generating'],
    failed: 'error',
    filtered: /"status":"error".*could not be created/,
    video: (answer) => answer.video.url,
  },
  kie: {
    id: /^veo_task_\w{20,}$/,
    running: [0],
    succeeded: 1,
    failed: 3,
    filtered: /"successFlag":2,"errorCode":400,"errorMessage":"The video could not/,
    video: ({ data }) => data.response.resultUrls[0],
    status: ({ data }) => data.successFlag,
    hours: 14 * 24,
  },
};

for (const service of DIALECT_IDS) {
  const facts = FACTS[service];
  const statusOf = facts.status ?? ((answer: { status: string }) => answer.status);

  describe(`the simulated ${service}`, () => {
    it('gives an id of its form, and its words until the video is there', async () => {
      await withService(async (clock, simulator) => {
        const job = await startDialect(simulator, service, { durationSeconds: 60 });
        assert.match(job.id, facts.id);
        const part = 60 / facts.running.length;
        for (const word of facts.running) {
          assert.equal(statusOf((await statusAnswer(job)).body), word);
          clock.advance(part);
        }
        assert.equal(statusOf((await statusAnswer(job)).body), facts.succeeded);
      });
    });

    it('gives the video, until it is deleted', async () => {
      await withService(async (clock, simulator) => {
        const job = await startDialect(simulator, service, { durationSeconds: 10 });
        clock.advance(10);
        const { body } = await statusAnswer(job);
        const signed = facts.video(body);
        const url = signed ?? `${job.statusUrl}/content`;
        const headers = signed === undefined ? job.headers : {};
        assert.deepEqual((await receive(url, headers)).body, video);
        clock.advance(facts.hours * 3600 - 1);
        assert.equal((await receive(url, headers)).status, 200);
        clock.advance(1);
        assert.equal((await receive(url, headers)).status, signed === undefined ? 404 : 403);
      });
    });

    it('tells that a job failed, and that another one was filtered', async () => {
      await withService(async (_clock, simulator) => {
        const failed = await startDialect(simulator, service, ended({ kind: 'failed' }));
        assert.equal(statusOf((await statusAnswer(failed)).body), facts.failed);
        const filtered = await startDialect(simulator, service, ended(FILTERED));
        assert.match(JSON.stringify((await statusAnswer(filtered)).body), facts.filtered);
      });
    });

    it('refuses a wrong key, the right one in another form, and an unknown job', async () => {
      await withService(async (_clock, simulator) => {
        const job = await startDialect(simulator, service);
        const other = dialectOf(service).auth === 'bare' ? `Bearer ${DIALECT_KEY}` : `Key ${DIALECT_KEY}`;
        const refused = service === 'kie' ? [200, 401] : [401, undefined];
        for (const authorization of ['Bearer sk-wrong', other]) {
          const { status, body } = await getJson(job.statusUrl, { authorization });
          assert.deepEqual([status, service === 'kie' ? body.code : undefined], refused);
        }
        const unknown = await getJson(
          job.statusUrl.replace(encodeURIComponent(job.id), 'job-1'),
          job.headers,
        );
        const expected = { kie: 422, newapi: 400 }[service as string] ?? 404;
        assert.equal(service === 'kie' ? unknown.body.code : unknown.status, expected);
      });
    });

    it('is known to a later simulator', async () => {
      let job: StartedDialect | undefined;
      await withSimulator({ key: DIALECT_KEY }, async (first) => {
        job = await startDialect(first, service, { durationSeconds: 0 });
      });
      await withSimulator({ key: DIALECT_KEY }, async (second) => {
        assert.ok(job);
        const { pathname, search } = new URL(job.statusUrl);
        const { body } = await getJson(second.url + pathname + search, job.headers);
        assert.equal(statusOf(body), facts.succeeded);
      });
    });
  });
}

describe('the ends of simulated services', () => {
  for (const kind of ['cancelled', 'expired'] as const) {
    it(`have the word "${kind}" at OpenRouter and ofox alone`, async () => {
      await withService(async (_clock, simulator) => {
        for (const service of DIALECT_IDS) {
          const job = await startDialect(simulator, service, ended({ kind }));
          const { body } = await statusAnswer(job);
          const knows = service === 'openrouter' || service === 'ofox';
          assert.equal(body.status === kind, knows, service);
        }
      });
    });
  }
});

describe('simulated services that answer in their own ways', () => {
  it('New API keeps its progress at 50, and answers 502 for the content of what was filtered', async () => {
    await withService(async (clock, simulator) => {
      const job = await startDialect(simulator, 'newapi', { durationSeconds: 10, outcome: FILTERED });
      clock.advance(9);
      assert.equal((await statusAnswer(job)).body.progress, 50);
      clock.advance(1);
      const { body } = await statusAnswer(job);
      const content = await getJson(body.metadata.url, job.headers);
      assert.deepEqual([content.status, content.body.error.type], [502, 'server_error']);
    });
  });

  it('OpenRouter gives a relative address of the status, and the content with the key', async () => {
    await withService(async (_clock, simulator) => {
      const job = await startDialect(simulator, 'openrouter', { durationSeconds: 0 });
      const { polling_url } = JSON.parse(job.text);
      assert.equal(polling_url, new URL(job.statusUrl).pathname);
      const { body } = await statusAnswer(job);
      assert.equal(new URL(body.unsigned_urls[0]).origin, simulator.url);
      assert.equal((await receive(body.unsigned_urls[0])).status, 401);
      assert.deepEqual((await receive(body.unsigned_urls[0], job.headers)).body, video);
      assert.deepEqual(body.usage, { cost: 0.8, is_byok: false });
    });
  });

  it('poloapi answers the job as JSON where others give the video', async () => {
    await withService(async (_clock, simulator) => {
      const job = await startDialect(simulator, 'polo', { durationSeconds: 0 });
      const { body } = await getJson(`${job.statusUrl}/content`, { authorization: DIALECT_KEY });
      assert.deepEqual(body, (await statusAnswer(job)).body);
    });
  });

  it('Bifrost puts the video itself into the answer, if the prompt says "[inline]"', async () => {
    await withService(async (_clock, simulator) => {
      const prompt = 'A cat surfs. [inline]';
      const job = await startDialect(simulator, 'bifrost', { prompt, durationSeconds: 0 });
      const [output] = (await statusAnswer(job)).body.videos;
      assert.deepEqual([output.type, output.url], ['base64', undefined]);
      assert.deepEqual(Buffer.from(output.base64, 'base64'), video);
    });
  });

  it('Bifrost knows a job by its id with slashes too', async () => {
    await withService(async (_clock, simulator) => {
      const { id, url, headers } = await startDialect(simulator, 'bifrost');
      const { status } = await getJson(`${url}/v1/videos/${id}`, headers);
      assert.equal(status, 200);
    });
  });

  it('Qiniu and kie.ai give as many videos as the prompt asks for', async () => {
    await withService(async (_clock, simulator) => {
      const order = ended({ kind: 'succeeded', samples: 3 });
      const qiniu = await statusAnswer(await startDialect(simulator, 'qiniu', order));
      const kie = await statusAnswer(await startDialect(simulator, 'kie', order));
      assert.equal(new Set(qiniu.body.data.videos.map(({ url }: { url: string }) => url)).size, 3);
      assert.equal(new Set(kie.body.data.response.resultUrls).size, 3);
    });
  });
});

function ended(outcome: SimulatedOutcome) {
  return { durationSeconds: 0, outcome };
}

function statusAnswer({ statusUrl, headers }: StartedDialect) {
  return getJson(statusUrl, headers);
}

async function withService(
  test: (clock: ManualClock, simulator: Parameters<typeof startDialect>[0]) => Promise<void>,
): Promise<void> {
  const clock = new ManualClock();
  await withSimulator({ now: clock.now, key: DIALECT_KEY }, (simulator) => test(clock, simulator));
}
