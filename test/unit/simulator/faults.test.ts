import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Fault, Simulator } from '../../../src/simulator/simulator';
import { getJson, type JsonAnswer, ManualClock, withSimulator } from './runningSimulator';

const KEY = 'sk-a-key-that-ends-in-WXYZ';
const MIB = 1024 * 1024;

describe('a scripted refusal', () => {
  it('of a wrong key is 401 from a gateway, with the end and the hash of the key', async () => {
    const { status, body } = await answerTo({ kind: 'wrongKey' });
    assert.equal(status, 401);
    assert.equal(body.error.code, '401');
    assert.equal(body.error.type, 'token_not_found_in_db');
    assert.equal(body.error.message.includes('sk-...WXYZ'), true);
    assert.equal(body.error.message.includes(createHash('sha256').update(KEY).digest('hex')), true);
  });

  it('of a wrong key may be of the type auth_error', async () => {
    const { body } = await answerTo({ kind: 'wrongKey', type: 'auth_error' });
    assert.equal(body.error.type, 'auth_error');
  });

  it('of a wrong key is 400 API_KEY_INVALID from Google, and from a gateway that passes it on', async () => {
    const direct = await answerTo({ kind: 'wrongKey' }, '');
    const passedOn = await answerTo({ kind: 'wrongKey', form: 'google' });
    assert.deepEqual(direct, passedOn);
    assert.equal(direct.status, 400);
    assert.equal(direct.body.error.details[0].reason, 'API_KEY_INVALID');
  });

  const refusals: readonly [Fault, number, string][] = [
    [{ kind: 'forbidden' }, 403, 'PERMISSION_DENIED'],
    [{ kind: 'notFound' }, 404, 'NOT_FOUND'],
    [{ kind: 'rejected', status: 409 }, 409, 'ABORTED'],
    [{ kind: 'rejected', status: 422 }, 422, 'UNKNOWN'],
    [{ kind: 'unavailable', status: 500 }, 500, 'INTERNAL'],
    [{ kind: 'unavailable', status: 503 }, 503, 'UNAVAILABLE'],
    [{ kind: 'rateLimited' }, 429, 'RESOURCE_EXHAUSTED'],
  ];
  for (const [fault, status, name] of refusals) {
    it(`of the kind ${fault.kind} is ${status} in the form of the API`, async () => {
      const gateway = await answerTo(fault);
      const google = await answerTo(fault, '');
      assert.deepEqual([gateway.status, gateway.body.error.code], [status, String(status)]);
      assert.deepEqual([google.status, google.body.error.code], [status, status]);
      assert.equal(google.body.error.status, name);
    });
  }

  it('of too many requests has the limit and the time of its reset', async () => {
    const { body } = await answerTo({ kind: 'rateLimited' });
    assert.match(body.error.message, /^Rate limit exceeded for .*Limit type: requests/);
    assert.match(body.error.message, /Limit resets at: 2026-11-20 10:01:00 UTC$/);
  });

  it('has Retry-After as scripted, absurd or not, and only if scripted', async () => {
    await withStatus('/gemini', async (simulator, url) => {
      for (const retryAfter of [60, '0', '-1', 'soon', 'Fri, 20 Nov 2026 10:05:00 GMT']) {
        simulator.script(
          { kind: 'rateLimited', retryAfter },
          { kind: 'unavailable', status: 503, retryAfter },
        );
        assert.equal((await fetch(url)).headers.get('retry-after'), String(retryAfter));
        assert.equal((await fetch(url)).headers.get('retry-after'), String(retryAfter));
      }
      simulator.script({ kind: 'rateLimited' });
      assert.equal((await fetch(url)).headers.has('retry-after'), false);
    });
  });

  for (const status of [400, 429] as const) {
    it(`of a spent budget is ${status}, told by its type or by its message only`, async () => {
      const byType = await answerTo({ kind: 'budgetExceeded', status, toldBy: 'type' });
      const byText = await answerTo({ kind: 'budgetExceeded', status, toldBy: 'text' });
      assert.deepEqual([byType.status, byText.status], [status, status]);
      assert.equal(byType.body.error.type, 'budget_exceeded');
      assert.doesNotMatch(byType.body.error.message, /budget/i);
      assert.equal(byText.body.error.type, null);
      assert.match(byText.body.error.message, /budget/i);
    });
  }
});

describe('a scripted broken answer', () => {
  it('may come late, and a stopped simulator does not wait for it', async () => {
    await withStatus('/gemini', async (simulator, url) => {
      simulator.script({ kind: 'delay', milliseconds: 1 }, { kind: 'delay', milliseconds: 3_600_000 });
      assert.equal((await getJson(url)).status, 200);
      const arrived = simulator.nextRequest();
      const waiting = assert.rejects(fetch(url));
      await arrived;
      await simulator.stop();
      await waiting;
    });
  });

  it('may be a connection that is torn down', async () => {
    await withStatus('/gemini', async (simulator, url) => {
      simulator.script({ kind: 'reset' });
      await assert.rejects(fetch(url), hasCause('ECONNRESET'));
    });
  });

  it('may not come at all until the client gives up', async () => {
    await withStatus('/gemini', async (simulator, url) => {
      simulator.script({ kind: 'hang' });
      const giveUp = new AbortController();
      const arrived = simulator.nextRequest();
      const hanging = assert.rejects(fetch(url, { signal: giveUp.signal }), { name: 'AbortError' });
      await arrived;
      giveUp.abort();
      await hanging;
      assert.equal((await getJson(url)).status, 200);
    });
  });

  it('may be HTML with 200', async () => {
    const response = await responseTo({ kind: 'html' });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'text/html');
    assert.match(response.body, /^<!doctype html>/);
  });

  it('may be truncated JSON with 200 and its own length', async () => {
    const response = await responseTo({ kind: 'truncated' });
    assert.equal(response.status, 200);
    assert.throws(() => JSON.parse(response.body), SyntaxError);
  });

  it('may be 5 MiB of valid JSON, without a length in the headers', async () => {
    const response = await responseTo({ kind: 'huge' });
    assert.equal(response.headers.has('content-length'), false);
    assert.equal(response.body.length >= 5 * MIB, true);
    assert.equal(typeof JSON.parse(response.body).name, 'string');
  });

  it('may be given up by the client in the middle', async () => {
    await withStatus('/gemini', async (simulator, url) => {
      simulator.script({ kind: 'huge' });
      const response = await fetch(url);
      await response.body?.cancel();
      assert.equal((await getJson(url)).status, 200);
    });
  });

  it('may be a redirect to any origin', async () => {
    const location = 'https://example.com/elsewhere';
    const response = await responseTo({ kind: 'redirect', location });
    assert.equal(response.status, 302);
    assert.equal(response.headers.get('location'), location);
  });

  it('may be a redirect loop that never ends', async () => {
    await withStatus('/gemini', async (simulator, url) => {
      simulator.script({ kind: 'redirectLoop' });
      await assert.rejects(fetch(url), /fetch failed/);
      assert.equal(simulator.requests.length > 3, true);
    });
  });

  it('may be any text', async () => {
    const response = await responseTo({
      kind: 'answer',
      status: 418,
      headers: { 'x-tea': 'yes' },
      body: '🫖',
    });
    assert.equal(response.status, 418);
    assert.equal(response.headers.get('x-tea'), 'yes');
    assert.equal(response.body, '🫖');
  });
});

describe('the script of the simulator', () => {
  it('uses each fault once, in order, and then none', async () => {
    await withStatus('/gemini', async (simulator, url) => {
      simulator.script({ kind: 'notFound' }, { kind: 'pass' }, { kind: 'forbidden' });
      assert.deepEqual(await statuses(url, 4), [404, 200, 403, 200]);
    });
  });

  it('keeps a fault for each request until it is cleared, after those for one request', async () => {
    await withStatus('/gemini', async (simulator, url) => {
      simulator.script({ always: { kind: 'unavailable', status: 503 } }, { once: { kind: 'notFound' } });
      assert.deepEqual(await statuses(url, 3), [404, 503, 503]);
      simulator.script({ always: { kind: 'pass' } });
      assert.deepEqual(await statuses(url, 1), [200]);
      simulator.script({ kind: 'forbidden' });
      simulator.clearScript();
      assert.deepEqual(await statuses(url, 1), [200]);
    });
  });

  it('uses a fault only for its operation', async () => {
    await withStatus('/gemini', async (simulator, url) => {
      const operation = newName(simulator);
      const other = `${simulator.url}/gemini/v1beta/${operation}`;
      simulator.script(
        { always: { kind: 'forbidden' }, operation },
        { once: { kind: 'notFound' }, operation },
      );
      assert.deepEqual(await statuses(url, 2), [200, 200]);
      assert.deepEqual(await statuses(other, 2), [404, 403]);
    });
  });

  it('is for status requests only', async () => {
    await withSimulator({}, async (simulator) => {
      simulator.script({ always: { kind: 'unavailable', status: 503 } });
      const body = JSON.stringify({ instances: [{ prompt: '' }] });
      const start = `${simulator.url}/v1beta/models/veo:predictLongRunning`;
      assert.equal((await fetch(start, { method: 'POST', body })).status, 200);
    });
  });
});

async function withStatus(
  root: '' | '/gemini',
  test: (simulator: Simulator, url: string) => Promise<void>,
): Promise<void> {
  await withSimulator({ now: new ManualClock().now }, (simulator) =>
    test(simulator, `${simulator.url}${root}/v1beta/${newName(simulator)}`),
  );
}

function newName(simulator: Simulator): string {
  const model = 'veo-3.0-generate-001';
  return simulator.operationName({ model, durationSeconds: 60, outcome: { kind: 'failed' } });
}

async function answerTo(fault: Fault, root: '' | '/gemini' = '/gemini'): Promise<JsonAnswer> {
  let answer: JsonAnswer | undefined;
  await withStatus(root, async (simulator, url) => {
    simulator.script(fault);
    answer = await getJson(url, { 'x-goog-api-key': KEY });
  });
  assert.ok(answer);
  return answer;
}

async function responseTo(fault: Fault): Promise<{ status: number; headers: Headers; body: string }> {
  let response: Response | undefined;
  let body = '';
  await withStatus('/gemini', async (simulator, url) => {
    simulator.script(fault);
    response = await fetch(url, { redirect: 'manual' });
    body = await response.text();
  });
  assert.ok(response);
  return { status: response.status, headers: response.headers, body };
}

async function statuses(url: string, count: number): Promise<number[]> {
  const seen: number[] = [];
  for (let request = 0; request < count; request++) seen.push((await getJson(url)).status);
  return seen;
}

function hasCause(code: string): (error: unknown) => boolean {
  return (error) => error instanceof Error && (error.cause as { code?: string } | undefined)?.code === code;
}
