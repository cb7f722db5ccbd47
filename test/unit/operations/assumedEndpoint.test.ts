import assert from 'node:assert/strict';
import { newOperation, type Operation, type Report } from '../../../src/operations/operation';
import { fromRecord, toRecord } from '../../../src/operations/record';
import { withTrackingDetails } from '../../../src/operations/trackingDetails';
import { transition } from '../../../src/operations/transition';
import { idOf, TEN_O_CLOCK } from './arbitraries';

const ASSUMED = newOperation(idOf('a1'), { endpointAssumed: true }, TEN_O_CLOCK);
const denial = { kind: 'problem', problem: { kind: 'notFound', message: 'HTTP 404' } } as const;

describe('an assumed endpoint', () => {
  it('is still assumed after a restart', () => {
    assert.equal(fromRecord(JSON.parse(JSON.stringify(toRecord(ASSUMED))))?.endpointAssumed, true);
  });

  it('is still assumed after problems, and if the operation is missing there', () => {
    const offline = { kind: 'problem', problem: { kind: 'offline', message: '' } } as const;
    assert.equal(transition(ASSUMED, offline, TEN_O_CLOCK).endpointAssumed, true);
    const times = [0, 30_000, 61_000].map((later) => TEN_O_CLOCK + later);
    const missing = times.reduce<Operation>((operation, at) => transition(operation, denial, at), ASSUMED);
    assert.deepEqual([missing.state, missing.endpointAssumed], ['missing', true]);
  });

  const answers: readonly Report[] = [
    { kind: 'running' },
    { kind: 'filtered' },
    { kind: 'failed', error: { code: 13, message: '' } },
    { kind: 'succeeded', videos: [{ uri: 'https://a.example/1' }] },
  ];
  for (const answer of answers) {
    it(`is confirmed once it answers that the operation is ${answer.kind}`, () => {
      assert.equal('endpointAssumed' in transition(ASSUMED, answer, TEN_O_CLOCK), false);
    });
  }

  it('is confirmed once a text names it, and stays so if another text does not', () => {
    const told = withTrackingDetails(ASSUMED, {});
    assert.equal('endpointAssumed' in told, false);
    assert.equal(withTrackingDetails(told, { endpointAssumed: true }), told);
    assert.equal(withTrackingDetails(ASSUMED, { endpointAssumed: true }), ASSUMED);
  });
});
