import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { SimulatedOutcome, Simulator } from '../../../src/simulator/simulator';
import { getJson, ManualClock, receive, sampleVideo, withSimulator } from './runningSimulator';
import { DIALECT_KEY, startInteraction } from './startDialect';

const video = readFileSync(sampleVideo);

describe('a simulated interaction', () => {
  it('is queued, then in progress, then completed with the video in its steps', async () => {
    await withInteractions(async (clock, simulator) => {
      const { statusUrl, headers } = await startInteraction(simulator, { durationSeconds: 60 });
      for (const [seconds, status] of [
        [0, 'queued'],
        [14.999, 'queued'],
        [0.001, 'in_progress'],
        [44.999, 'in_progress'],
        [0.001, 'completed'],
      ] as const) {
        clock.advance(seconds);
        assert.equal((await getJson(statusUrl, headers)).body.status, status);
      }
      const { body } = await getJson(statusUrl, headers);
      const [content] = body.steps[0].content;
      assert.deepEqual([body.object, content.type, content.mime_type], ['interaction', 'video', 'video/mp4']);
      assert.deepEqual(Buffer.from(content.data, 'base64'), video);
      assert.equal(Date.parse(body.updated) - Date.parse(body.created), 60_000);
    });
  });

  for (const [kind, status] of [
    ['failed', 'failed'],
    ['expired', 'failed'],
    ['cancelled', 'cancelled'],
    ['incomplete', 'incomplete'],
    ['budgetExceeded', 'budget_exceeded'],
    ['requiresAction', 'requires_action'],
  ] as const) {
    it(`comes to "${status}" if it is ordered to be ${kind}, without a video`, async () => {
      await withInteractions(async (_clock, simulator) => {
        const body = await endOf(simulator, { kind });
        assert.deepEqual([body.status, body.steps], [status, undefined]);
      });
    });
  }

  it('tells a block by the code of its error, with a reason or without', async () => {
    await withInteractions(async (_clock, simulator) => {
      const given = await endOf(simulator, { kind: 'filtered', reasons: 'given' });
      const withheld = await endOf(simulator, { kind: 'filtered', reasons: 'withheld' });
      assert.deepEqual([given.status, given.errors[0].code], ['failed', 'video_safety']);
      assert.match(given.errors[0].message, /usage guidelines/);
      assert.deepEqual(withheld.errors, [{ code: 'video_other' }]);
    });
  });

  it('says "completed" without output while it still runs, if the prompt says "[hesitant]"', async () => {
    await withInteractions(async (clock, simulator) => {
      const order = { durationSeconds: 30, outcome: { kind: 'hesitant' } } as const;
      const { statusUrl, headers } = await startInteraction(simulator, order);
      clock.advance(20);
      const early = (await getJson(statusUrl, headers)).body;
      assert.deepEqual([early.status, early.steps], ['completed', undefined]);
      clock.advance(10);
      assert.equal((await getJson(statusUrl, headers)).body.steps.length, 1);
    });
  });

  it('has the address of its video only in the answer to its creation, if that is how it is delivered', async () => {
    await withInteractions(async (clock, simulator) => {
      const job = await startInteraction(simulator, { durationSeconds: 10, delivery: 'uri' });
      const created = JSON.parse(job.text);
      const { uri } = created.steps[0].content[0];
      assert.deepEqual([created.status, uri], ['in_progress', `${simulator.url}/v1beta/files/${job.id}`]);
      const states: string[] = [];
      for (const seconds of [0, 10]) {
        clock.advance(seconds);
        states.push((await getJson(uri, job.headers)).body.state);
        const { status } = await receive(`${uri}:download?alt=media`, job.headers);
        assert.equal(status, seconds === 0 ? 400 : 200);
      }
      assert.deepEqual(states, ['PROCESSING', 'ACTIVE']);
      assert.deepEqual((await receive(`${uri}:download?alt=media`, job.headers)).body, video);
      const { body } = await getJson(job.statusUrl, job.headers);
      assert.deepEqual([body.status, body.steps], ['completed', undefined]);
      clock.advance(48 * 3600);
      assert.equal((await getJson(uri, job.headers)).status, 403);
    });
  });

  it('leaves a file that failed, where the job failed', async () => {
    await withInteractions(async (_clock, simulator) => {
      const order = { durationSeconds: 0, delivery: 'uri', outcome: { kind: 'failed' } } as const;
      const { id, headers } = await startInteraction(simulator, order);
      assert.equal((await getJson(`${simulator.url}/v1beta/files/${id}`, headers)).body.state, 'FAILED');
    });
  });

  it('answers a cancellation with "cancelled", but an ended one stays what it is', async () => {
    await withInteractions(async (clock, simulator) => {
      const { statusUrl, headers } = await startInteraction(simulator, { durationSeconds: 10 });
      const cancel = async () => {
        const response = await fetch(`${statusUrl}/cancel`, { method: 'POST', headers });
        return ((await response.json()) as { status: string }).status;
      };
      assert.equal(await cancel(), 'cancelled');
      clock.advance(10);
      assert.equal(await cancel(), 'completed');
    });
  });

  it('is refused without a model or an input, with a wrong key, and with an unknown id', async () => {
    await withInteractions(async (_clock, simulator) => {
      const url = `${simulator.url}/v1beta/interactions`;
      const headers = { 'x-goog-api-key': DIALECT_KEY };
      for (const body of [
        '{"model":"gemini-omni-1.1-flash"}',
        '{"input":"A cat"}',
        '[',
        '{"model":"a/b","input":"A"}',
      ]) {
        const response = await fetch(url, { method: 'POST', headers, body });
        assert.deepEqual([response.status, await codeIn(response)], [400, 'invalid_request']);
      }
      const wrong = await fetch(`${url}/v1_1`, { headers: { authorization: `Bearer ${DIALECT_KEY}` } });
      assert.deepEqual([wrong.status, await codeIn(wrong)], [401, 'authentication']);
      const unknown = await fetch(`${url}/v1_1`, { headers });
      assert.deepEqual([unknown.status, await codeIn(unknown)], [404, 'not_found']);
    });
  });

  it('takes its input as a text, as contents or as steps', async () => {
    await withInteractions(async (_clock, simulator) => {
      const text = { type: 'text', text: '[cancelled] [0 s]' };
      for (const input of [text.text, text, [text], [{ type: 'user_input', content: [text] }]]) {
        const headers = { 'x-goog-api-key': DIALECT_KEY };
        const url = `${simulator.url}/gemini/v1beta/interactions`;
        const body = JSON.stringify({ model: 'gemini-omni-1.1-flash', input });
        const response = await fetch(url, { method: 'POST', headers, body });
        const { id } = (await response.json()) as { id: string };
        assert.equal((await getJson(`${url}/${id}`, headers)).body.status, 'cancelled');
      }
    });
  });
});

async function endOf(simulator: Simulator, outcome: SimulatedOutcome) {
  const { statusUrl, headers } = await startInteraction(simulator, { durationSeconds: 0, outcome });
  return (await getJson(statusUrl, headers)).body;
}

async function codeIn(response: Response): Promise<unknown> {
  return ((await response.json()) as { error: { code: unknown } }).error.code;
}

async function withInteractions(
  test: (clock: ManualClock, simulator: Simulator) => Promise<void>,
): Promise<void> {
  const clock = new ManualClock();
  await withSimulator({ now: clock.now, key: DIALECT_KEY }, (simulator) => test(clock, simulator));
}
