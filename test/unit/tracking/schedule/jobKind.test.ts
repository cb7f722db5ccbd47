import assert from 'node:assert/strict';
import { newOperation } from '../../../../src/operations/operation';
import {
  type JobKind,
  keyOfKind,
  kindOf,
  priorOf,
  similarity,
} from '../../../../src/tracking/schedule/jobKind';
import { idOf, TEN_O_CLOCK } from '../../operations/arbitraries';

const KIND: JobKind = { endpoint: 'google', contract: 'gemini', model: 'veo-3.1-fast-generate-001' };
const LONG: JobKind = { ...KIND, seconds: 8, size: '1280x720' };

describe('the kind of a job', () => {
  it('is its endpoint, contract, model, length and size, as far as they are known', () => {
    const operation = newOperation(idOf('a1'), {}, TEN_O_CLOCK);
    const { contract, ...others } = kindOf(operation);
    assert.deepEqual(others, { endpoint: 'google', model: 'veo-3.0-generate-001' });
    assert.notEqual(contract, '');
    const told = kindOf({ ...operation, model: 'other', seconds: 8, size: '1280x720' });
    assert.deepEqual(told, { endpoint: 'google', contract, model: 'other', seconds: 8, size: '1280x720' });
  });

  it('has a key of its own for each difference', () => {
    const kinds = [
      KIND,
      LONG,
      { ...KIND, endpoint: 'simulator' },
      { ...KIND, contract: 'videos' },
      { ...KIND, model: 'veo' },
      { ...KIND, seconds: 8 },
      { ...KIND, size: '1280x720' },
    ];
    assert.equal(new Set(kinds.map(keyOfKind)).size, kinds.length);
    assert.equal(keyOfKind(LONG), keyOfKind({ ...LONG }));
  });

  it('is similar by 1 to the same kind, by a quarter to another length or size, and by 0 to another model or endpoint', () => {
    assert.equal(similarity(LONG, { ...LONG }), 1);
    for (const other of [KIND, { ...LONG, seconds: 4 }, { ...LONG, size: '720x1280' }]) {
      assert.equal(similarity(LONG, other), 0.25);
      assert.equal(similarity(other, LONG), 0.25);
    }
    for (const other of [
      { ...LONG, endpoint: 'simulator' },
      { ...LONG, contract: 'videos' },
      { ...LONG, model: 'veo-3.1-generate-001' },
    ]) {
      assert.equal(similarity(LONG, other), 0);
    }
  });
});

describe('the prior of a kind', () => {
  const medianOf = (model: string) => priorOf({ ...KIND, model }).median;

  it('depends on the model: lite is faster than fast, fast faster than standard', () => {
    assert.deepEqual(
      ['veo-3.1-lite-generate-001', 'veo-3.1-fast-generate-001', 'veo-3.1-generate-001'].map(medianOf),
      [45, 80, 140],
    );
  });

  it('is wider where the model is unknown', () => {
    const unknown = priorOf({ ...KIND, model: '' });
    assert.ok(unknown.median > 45 && unknown.median < 140);
    assert.ok(unknown.logSigma > priorOf(KIND).logSigma);
  });
});
