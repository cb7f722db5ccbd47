import assert from 'node:assert/strict';
import type { ProblemKind } from '../../../src/operations/problem';
import type { Fault } from '../../../src/simulator/simulator';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { exportedApi, listed } from '../extension';
import { Gateway, startServer } from '../gateway';

describe('an endpoint with a fault', () => {
  let api: VeoOperationsApi;
  let gateway: Gateway;

  before(async () => {
    api = await exportedApi();
  });
  beforeEach(async () => {
    gateway = await Gateway.open(api);
  });
  afterEach(() => gateway.close());

  const faults: readonly [Fault, ProblemKind, RegExp][] = [
    [{ kind: 'unavailable', status: 500 }, 'unavailable', /^HTTP 500: The service is unavailable/],
    [{ kind: 'unavailable', status: 502 }, 'unavailable', /^HTTP 502/],
    [{ kind: 'unavailable', status: 503 }, 'unavailable', /^HTTP 503/],
    [{ kind: 'reset' }, 'offline', /ECONNRESET/],
    [{ kind: 'html' }, 'malformed', /documented form/],
    [{ kind: 'truncated' }, 'malformed', /documented form/],
    [{ kind: 'huge' }, 'malformed', /larger than 1 MiB/],
    [{ kind: 'redirectLoop' }, 'malformed', /More than 3 redirects/],
    [{ kind: 'answer', status: 200, body: '[]' }, 'malformed', /documented form/],
    [{ kind: 'answer', status: 200, body: '{"done":true}' }, 'malformed', /documented form/],
  ];
  for (const [fault, kind, message] of faults) {
    it(`(${Object.values(fault).join(' ')}) ends no operation: it gets the problem ${kind}, and recovers`, async () => {
      const id = gateway.newId({ kind: 'succeeded', samples: 1 }, 0);
      gateway.scriptFault(fault);
      // The client opens a connection that was reset once more before it reports a fault.
      if (fault.kind === 'reset') gateway.scriptFault(fault);
      const faulty = await gateway.trackAndPoll(id);
      assert.equal(faulty.state, 'running');
      assert.equal(faulty.problem?.kind, kind);
      assert.match(faulty.problem.message, message);
      const well = await api.check(id);
      assert.deepEqual(
        [well.state, well.problem, well.trackedAt],
        ['succeeded', undefined, faulty.trackedAt],
      );
    });
  }

  it('that lasts keeps the time at which it started', async () => {
    const id = gateway.newId();
    gateway.scriptFault({ kind: 'html' });
    gateway.scriptFault({ kind: 'truncated' });
    gateway.scriptFault({ kind: 'unavailable', status: 503 });
    const first = await gateway.trackAndPoll(id);
    assert.equal((await api.check(id)).problem?.since, first.problem?.since);
    const other = await api.check(id);
    assert.equal(other.problem?.kind, 'unavailable');
    assert.ok((other.problem?.since ?? '') >= (first.problem?.since ?? ''));
  });

  it('ends when its server is up again', async () => {
    const id = await gateway.track(gateway.newId());
    const running = await api.check(id);
    await gateway.simulator.stop();
    const down = await api.check(id);
    assert.deepEqual([down.state, down.problem?.kind], ['running', 'offline']);
    assert.match(down.problem?.message ?? '', /ECONNREFUSED/);
    assert.equal(down.checkedAt, running.checkedAt);
    const again = await startServer(Number(new URL(gateway.simulator.url).port));
    try {
      assert.equal((await api.check(id)).problem, undefined);
    } finally {
      await again.stop();
    }
  });

  it('does not change an operation that has ended', async () => {
    // It has no video, whose expiry time would be requested.
    const id = gateway.newId({ kind: 'failed' }, 0);
    const ended = await gateway.trackAndPoll(id);
    gateway.scriptFault({ kind: 'unavailable', status: 500 });
    await api.check(id);
    assert.equal(gateway.statusRequestCount(id), 2);
    assert.deepEqual(listed(api, id), ended);
  });
});
