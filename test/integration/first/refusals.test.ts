import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { ProblemKind } from '../../../src/operations/problem';
import type { Fault } from '../../../src/simulator/simulator';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { exportedApi, listed, nextChange } from '../extension';
import { GATEWAY_KEY, Gateway } from '../gateway';

const WRONG_KEY = 'sk-wrong-key-that-ends-in-WXYZ';

describe('an endpoint that refuses a request', () => {
  let api: VeoOperationsApi;
  let gateway: Gateway;

  before(async () => {
    api = await exportedApi();
  });
  afterEach(() => gateway.close());

  const refusals: readonly [Fault, ProblemKind][] = [
    [{ kind: 'wrongKey' }, 'unauthorized'],
    [{ kind: 'wrongKey', type: 'auth_error' }, 'unauthorized'],
    [{ kind: 'wrongKey', form: 'google' }, 'unauthorized'],
    [{ kind: 'forbidden' }, 'forbidden'],
    [{ kind: 'notFound' }, 'notFound'],
    [{ kind: 'rejected', status: 400 }, 'rejected'],
    [{ kind: 'rejected', status: 409 }, 'unavailable'],
    [{ kind: 'rejected', status: 422 }, 'rejected'],
    [{ kind: 'rateLimited' }, 'rateLimited'],
    [{ kind: 'budgetExceeded', status: 400, toldBy: 'type' }, 'budgetExceeded'],
    [{ kind: 'budgetExceeded', status: 400, toldBy: 'text' }, 'budgetExceeded'],
    [{ kind: 'budgetExceeded', status: 429, toldBy: 'type' }, 'budgetExceeded'],
    [{ kind: 'budgetExceeded', status: 429, toldBy: 'text' }, 'budgetExceeded'],
  ];
  for (const [fault, kind] of refusals) {
    it(`with ${Object.values(fault).join(' ')} leaves the operation running with the problem ${kind}, until it answers`, async () => {
      gateway = await Gateway.open(api);
      const id = gateway.newId();
      gateway.scriptFault(fault);
      const refused = await gateway.trackAndPoll(id);
      assert.equal(refused.state, 'running');
      assert.equal(refused.problem?.kind, kind);
      assert.equal(Number.isNaN(Date.parse(refused.problem?.since ?? '')), false);
      const { problem, trackedAt, state } = await api.check(id);
      assert.deepEqual([problem, trackedAt, state], [undefined, refused.trackedAt, 'running']);
    });
  }

  it('because of a wrong key gets no part of that key and no hash of it into any message or log', async () => {
    gateway = await Gateway.open(api, { enteredKey: WRONG_KEY });
    const { problem } = await api.check(await gateway.track(gateway.newId()));
    assert.equal(problem?.kind, 'unauthorized');
    const hash = createHash('sha256').update(WRONG_KEY).digest('hex');
    for (const secret of [WRONG_KEY, 'WXYZ', hash]) assert.equal(problem.message.includes(secret), false);
  });

  it('with status 400 for a bad key, as Google does, is understood', async () => {
    gateway = await Gateway.open(api, { kind: 'google', enteredKey: WRONG_KEY });
    const { problem } = await api.check(await gateway.track(gateway.newId()));
    assert.equal(problem?.kind, 'unauthorized');
    assert.match(problem.message, /^HTTP 400: API key not valid/);
  });

  it('because of its key gets no request for any operation until another key is entered', async () => {
    gateway = await Gateway.open(api);
    const [first, second] = [gateway.newId(), gateway.newId()];
    gateway.scriptFault({ kind: 'wrongKey' });
    await gateway.trackAndPoll(first);
    const { problem } = await gateway.trackAndPoll(second);
    assert.equal(problem?.kind, 'unauthorized');
    assert.deepEqual([gateway.statusRequestCount(first), gateway.statusRequestCount(second)], [1, 0]);
    const well = [first, second].map((id) =>
      nextChange(api, (operation) => operation.name === id.name && !operation.problem),
    );
    await gateway.enterKey(GATEWAY_KEY);
    await Promise.all(well);
    assert.deepEqual([gateway.statusRequestCount(first), gateway.statusRequestCount(second)], [2, 1]);
  });

  it('with Retry-After gets no request before that time, not even by a check', async () => {
    gateway = await Gateway.open(api);
    const id = gateway.newId();
    gateway.scriptFault({ kind: 'rateLimited', retryAfter: 60 });
    await gateway.trackAndPoll(id);
    assert.equal((await api.check(id)).problem?.kind, 'rateLimited');
    assert.equal(gateway.statusRequestCount(id), 1);
  });

  it('because it does not know an operation does not make it missing within a minute', async () => {
    gateway = await Gateway.open(api);
    const id = gateway.newId();
    for (let time = 0; time < 3; time++) gateway.scriptFault({ kind: 'notFound' });
    await gateway.trackAndPoll(id);
    await api.check(id);
    await api.check(id);
    assert.equal(gateway.statusRequestCount(id), 3);
    assert.equal(listed(api, id)?.state, 'running');
    assert.equal(listed(api, id)?.problem?.kind, 'notFound');
  });
});
