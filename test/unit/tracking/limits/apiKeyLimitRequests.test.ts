import assert from 'node:assert/strict';
import type { Disposable } from '../../../../src/base/event';
import type { Endpoint } from '../../../../src/endpoints/endpoint';
import type { Http, JsonAnswer } from '../../../../src/endpoints/http/httpPort';
import { fetchKeyLimits } from '../../../../src/endpoints/keyLimits';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import type { OperationId } from '../../../../src/operations/operation';
import { requestKeyLimits } from '../../../../src/tracking/limits/apiKeyLimitRequests';
import type { AuxiliaryRequests } from '../../../../src/tracking/limits/auxiliaryRequests';
import { idOf } from '../../operations/arbitraries';
import { failing, inTurn, PollingHarness, running, SIMULATOR } from '../pollingHarness';
import { sendAuxiliary } from './sentRequests';

const ORIGIN = 'https://gateway.example.com';
const GATEWAY: Endpoint = {
  id: 'gateway',
  label: 'Gateway',
  kind: 'litellm',
  url: ORIGIN,
  auth: { kind: 'key' },
};
const ID = { endpoint: 'gateway', name: idOf('a1').name };
const MINUTE_MS = 60_000;

describe('the request for the limits of a key', () => {
  let harness: PollingHarness;
  let requests: Disposable;
  let auxiliaryRequests: AuxiliaryRequests;
  /** The questions, each with its answer still to come. */
  let questions: {
    readonly url: string;
    answer(body: unknown, status?: number): void;
    fail(error: Error): void;
  }[];
  beforeEach(() => {
    harness = new PollingHarness();
    harness.requestsPerMinute = 100;
    harness.endpoints.set('gateway', GATEWAY);
    harness.keys.set(ORIGIN, 'key 1');
    questions = [];
    const http: Pick<Http, 'getJson'> = {
      getJson: ({ url }) =>
        new Promise<JsonAnswer>((resolve, fail) => {
          questions.push({
            url,
            answer: (body, status = 200) => resolve({ status, body } as JsonAnswer),
            fail,
          });
        }),
    };
    auxiliaryRequests = harness.newAuxiliaryRequests();
    requests = requestKeyLimits({
      onDidProve: harness.poller.onDidProve,
      fetchLimits: (endpoint, key, signal) => fetchKeyLimits(http as Http, { endpoint, key, signal }),
      keys: harness.keyring,
      limiters: harness.limiters,
      auxiliaryRequests,
      time: harness.clock,
    });
  });
  afterEach(() => {
    requests.dispose();
    auxiliaryRequests.dispose();
  });

  it('is asked once for a key that has proven good, and lowers the limit', async () => {
    await track();
    assert.deepEqual(
      questions.map(({ url }) => url),
      [`${ORIGIN}/key/info`],
    );
    questions[0]?.answer({ info: { rpm_limit: 20, max_parallel_requests: 5 } });
    await harness.advance(3600);
    assert.equal(questions.length, 1);
    assert.equal(freeForPerson(), 20);
  });

  it('tells how many requests may be in flight at once', async () => {
    await track();
    questions[0]?.answer({ info: { max_parallel_requests: 2 } });
    await harness.settle();
    assert.equal(harness.limiters.of(ID)?.nextAt(harness.clock.now(), 'person'), harness.clock.now());
    harness.limiters.of(ID)?.acquire('status', harness.clock.now());
    assert.equal(harness.limiters.of(ID)?.nextAt(harness.clock.now(), 'person'), Number.POSITIVE_INFINITY);
  });

  it('counts against the limit', async () => {
    await track();
    questions[0]?.answer({ info: { rpm_limit: 2 } });
    await harness.settle();
    // One for the status, and one for this.
    assert.equal(
      harness.limiters.of(ID)?.nextAt(harness.clock.now(), 'person'),
      harness.clock.now() + MINUTE_MS,
    );
  });

  it('is not asked before a good answer', async () => {
    harness.behaviour = inTurn(failing('unauthorized'), running);
    await track();
    assert.equal(questions.length, 0);
    harness.poller.keyChanged(ORIGIN);
    await harness.settle();
    assert.equal(questions.length, 1);
  });

  const useless: Readonly<Record<string, readonly [number, unknown]>> = {
    'it does not know': [404, { detail: 'Not Found' }],
    'it refuses': [403, { error: { message: 'Only admins', code: '403' } }],
    'that is no answer': [200, 'hello'],
    'that is empty': [200, null],
    'without limits': [200, { info: {} }],
    'with limits in words': [200, { info: { rpm_limit: 'many', max_parallel_requests: {} } }],
    'with limits that are none': [200, { info: { rpm_limit: 0, max_parallel_requests: -1 } }],
  };
  for (const [what, [status, body]] of Object.entries(useless)) {
    it(`changes nothing with an answer ${what}`, async () => {
      await track();
      questions[0]?.answer(body, status);
      await harness.advance(MINUTE_MS / 1000);
      assert.equal(freeForPerson(), 100);
      assert.deepEqual([harness.failures, harness.store.get(ID)?.problem], [[], undefined]);
    });
  }

  it('changes nothing when no answer comes', async () => {
    await track();
    questions[0]?.fail(new VideoApiError('timeout', 'Nothing came'));
    await harness.advance(MINUTE_MS / 1000);
    assert.equal(freeForPerson(), 100);
    assert.deepEqual([harness.failures, harness.store.get(ID)?.problem], [[], undefined]);
  });

  it('is asked anew for another key, whose limits are its own', async () => {
    await track();
    questions[0]?.answer({ info: { rpm_limit: 20 } });
    await harness.settle();
    harness.keys.set(ORIGIN, 'key 2');
    harness.poller.keyChanged(ORIGIN);
    await harness.settle();
    assert.equal(questions.length, 2);
    await harness.advance(MINUTE_MS / 1000);
    // All but the question that is still in flight.
    assert.equal(freeForPerson(), 99);
    questions[1]?.answer({ info: { rpm_limit: 50 } });
    await harness.advance(MINUTE_MS / 1000);
    assert.equal(freeForPerson(), 50);
  });

  it('does not take the answer about the old key for the new one', async () => {
    await track();
    harness.keys.set(ORIGIN, 'key 2');
    harness.poller.keyChanged(ORIGIN);
    questions[0]?.answer({ info: { rpm_limit: 20 } });
    await harness.advance(MINUTE_MS / 1000);
    assert.equal(freeForPerson(), 100);
  });

  it('is not asked of Google, nor where no key is needed, nor where the key has gone', async () => {
    harness.keys.set('http://127.0.0.1:8080', 'a key that is left over');
    harness.store.track(idOf('b2'));
    harness.store.track({ ...idOf('c3'), endpoint: SIMULATOR.id });
    await harness.settle();
    assert.equal(freeForPerson(harness.clock.now(), idOf('b2')), 99);
    harness.behaviour = async () => {
      harness.keys.delete(ORIGIN);
      return { kind: 'running' };
    };
    await track();
    assert.deepEqual([harness.asked.length, questions.length], [3, 0]);
  });

  it('is not asked after the end', async () => {
    requests.dispose();
    await track();
    assert.equal(questions.length, 0);
  });

  async function track(): Promise<void> {
    harness.store.track(ID);
    await harness.settle();
  }

  /** How many requests the person could make at once; in two minutes, when nothing is left of the last, unless told. */
  function freeForPerson(now = harness.clock.now() + 2 * MINUTE_MS, id: OperationId = ID): number {
    let count = 0;
    for (const limiter = harness.limiters.of(id); limiter && limiter.nextAt(now, 'person') <= now; count++)
      sendAuxiliary(limiter, now);
    return count;
  }
});
