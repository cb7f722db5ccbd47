import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { createHttp } from '../../../../src/endpoints/http/http';
import type { JsonAnswer } from '../../../../src/endpoints/http/httpPort';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import type { Fault } from '../../../../src/simulator/simulator';
import { withSimulator } from '../../simulator/runningSimulator';
import { answering, withServer } from './loopbackServer';

const KEY = 'sk-a-key-that-nobody-may-see';
const MIB = 1024 * 1024;

interface Call {
  readonly deadline?: number;
  readonly signal?: AbortSignal;
  readonly log?: (line: () => string) => void;
}

describe('requests', () => {
  it('bring status, JSON body and the time to wait', async () => {
    const listener = (_: unknown, response: ServerResponse) =>
      response.writeHead(429, { 'retry-after': '7' }).end('{"a":[1]}');
    await withServer(listener, async ({ url }) => {
      assert.deepEqual(await get(url), { status: 429, body: { a: [1] }, retryAfter: 7000 });
    });
  });

  for (const hours of [-2, 2]) {
    it(`bring the time to wait by the clock of a server that is ${hours} h ahead of ours`, async () => {
      const now = Date.now() + hours * 3_600_000;
      const [date, until] = [now, now + 60_000].map((time) => new Date(time).toUTCString());
      await withServer(
        (_, response) => response.writeHead(503, { date, 'retry-after': until }).end('{}'),
        async ({ url }) => {
          const { retryAfter = 0 } = await get(url);
          assert.ok(Math.abs(retryAfter - 60_000) < 5000, String(retryAfter));
        },
      );
    });
  }

  it('carry the key, who asks, and that JSON is wanted', async () => {
    await withServer(answering({}), async ({ url, received }) => {
      await get(url);
      const [{ 'x-goog-api-key': key, 'user-agent': agent, accept } = {}] = received;
      assert.deepEqual([key, agent, accept], [KEY, 'veo-operations/test', 'application/json']);
    });
  });

  it('with a key are sent over https or to this machine, and otherwise not at all', async () => {
    await withServer(answering({}), async ({ url, received }) => {
      // Another name of this machine, which is not among those that stay on it for certain.
      const elsewhere = url.replace('127.0.0.1', '[::ffff:127.0.0.1]');
      await assert.rejects(get(elsewhere), { kind: 'rejected' });
      assert.deepEqual(received, []);
    });
  });

  it('bring the text of a body that is no JSON', async () => {
    for (const fault of [{ kind: 'html' }, { kind: 'truncated' }] as const) {
      const { text, ...answer } = await answerTo(fault);
      assert.deepEqual(answer, { status: 200, body: undefined, retryAfter: undefined });
      assert.match(text ?? '', /^(?:<!doctype html>|\{"name":)/);
    }
  });
});

describe('requests: faults', () => {
  it('without answer are given up at the deadline', async () => {
    await assert.rejects(answerTo({ kind: 'hang' }, { deadline: 20 }), isError('timeout', /0\.02 s/));
  });

  it('whose body does not end are given up at the deadline', async () => {
    const endless = (_: unknown, response: ServerResponse) => response.writeHead(200).write('{"name":');
    await withServer(endless, async ({ url }) => {
      await assert.rejects(get(url, { deadline: 100 }), isError('timeout'));
    });
  });

  it('of more than 1 MiB are malformed, of 1 MiB are not', async () => {
    await assert.rejects(answerTo({ kind: 'huge' }), isError('malformed', /larger than 1 MiB/));
    await withServer(answering('x'.repeat(MIB - 2)), async ({ url }) => {
      assert.equal((await get(url)).status, 200);
    });
    await withServer(answering('x'.repeat(MIB - 1)), async ({ url }) => {
      await assert.rejects(get(url), isError('malformed'));
    });
  });

  it('of more than 1 MiB once unpacked are malformed', async () => {
    const bomb = gzipSync(JSON.stringify('x'.repeat(20 * MIB)));
    assert.ok(bomb.length < MIB);
    const listener = (_: unknown, response: ServerResponse) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    await withServer(listener, async ({ url }) => {
      await assert.rejects(get(url), isError('malformed', /larger than 1 MiB/));
    });
  });

  it('whose connection is torn down amid the answer are offline', async () => {
    const half = (_: unknown, response: ServerResponse) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"name":', () => response.socket?.resetAndDestroy());
    };
    await withServer(half, async ({ url }) => assert.rejects(get(url), isError('offline')));
  });

  it('that nobody accepts are offline', async () => {
    let gone = '';
    await withServer(answering({}), async ({ url }) => {
      gone = url;
    });
    await assert.rejects(get(gone), isError('offline', /ECONNREFUSED/));
  });

  it('that the caller gives up reject with the reason of the caller', async () => {
    await withSimulator({}, async (simulator) => {
      simulator.script({ kind: 'hang' });
      const giveUp = new AbortController();
      const reason = new Error('removed');
      const arrived = simulator.nextRequest();
      const hanging = assert.rejects(
        get(statusUrl(simulator), { signal: giveUp.signal }),
        (error) => error === reason,
      );
      await arrived;
      giveUp.abort(reason);
      await hanging;
    });
  });

  it('that the caller gave up before send nothing', async () => {
    await withServer(answering({}), async ({ url, received }) => {
      const reason = new Error('removed');
      const signal = AbortSignal.abort(reason);
      await assert.rejects(get(url, { signal }), (error) => error === reason);
      assert.equal(received.length, 0);
    });
  });

  it('never tell the address or the key', async () => {
    const url = `http://127.0.0.1:1/v1beta/models/a/operations/b?key=${KEY}`;
    await assert.rejects(get(url), ({ message, kind }: VideoApiError) => {
      assert.equal(kind, 'offline');
      assert.doesNotMatch(message, /127\.0\.0\.1|operations|sk-a/);
      return true;
    });
  });
});

describe('requests: the log', () => {
  it('has what was asked and the raw answer, without key', async () => {
    const lines: string[] = [];
    await withSimulator({}, async (simulator) => {
      simulator.script({ kind: 'wrongKey', form: 'gateway' });
      const url = statusUrl(simulator);
      await get(`${url}?key=${KEY}`, { log: (line) => lines.push(line()) });
      assert.equal(lines.length, 1);
      assert.ok(lines[0]?.startsWith(`GET ${url}?key=`), lines[0]);
      assert.match(lines[0] ?? '', /: 401 \{"error":\{"message":"Authentication Error/);
    });
    assert.doesNotMatch(lines.join(), /nobody|-see|[0-9a-f]{64}/);
  });
});

function get(url: string, { deadline, signal, log }: Call = {}): Promise<JsonAnswer> {
  const http = createHttp({ userAgent: 'veo-operations/test', ...(log && { log }), deadline });
  const keyHeaders = { 'x-goog-api-key': KEY };
  return http.getJson({ url, keyHeaders, signal: signal ?? new AbortController().signal });
}

async function answerTo(fault: Fault, call?: Call): Promise<JsonAnswer> {
  let answer: Promise<JsonAnswer> | undefined;
  await withSimulator({}, async (simulator) => {
    simulator.script(fault);
    answer = get(statusUrl(simulator), call);
    await answer.catch(() => undefined);
  });
  assert.ok(answer);
  return answer;
}

function statusUrl({ url }: { readonly url: string }): string {
  return `${url}/v1beta/models/veo/operations/unknown`;
}

function isError(kind: VideoApiError['kind'], message = /./): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof VideoApiError, String(error));
    assert.equal(error.kind, kind, error.message);
    assert.match(error.message, message);
    return true;
  };
}
