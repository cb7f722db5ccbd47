import assert from 'node:assert/strict';
import { costIn, readCostHeader } from '../../../src/endpoints/cost';
import { fieldsOf } from '../../../src/endpoints/fields';

const costOf = (body: object, header?: number) => costIn(fieldsOf(body), header);

describe('the cost of a job', () => {
  it('is read from each place where a service tells it, dollars before credits', () => {
    assert.deepEqual(costOf({ usage: { cost: 0.5 } }), { amount: 0.5, currency: 'USD' });
    assert.deepEqual(costOf({ outputs: { cost: 0.8 } }), { amount: 0.8, currency: 'USD' });
    assert.deepEqual(costOf({ meta: { usage: { credits_used: 3390, usd_spent: 0.001695 } } }), {
      amount: 0.001695,
      currency: 'USD',
    });
    assert.deepEqual(costOf({ meta: { usage: { credits_used: 3390 } } }), { amount: 3390 });
    assert.deepEqual(costOf({ usage: { video_cost: 0.42 } }), { amount: 0.42 });
    assert.deepEqual(costOf({ usage: { cost: '0.50' } }), { amount: 0.5, currency: 'USD' });
    assert.deepEqual(costOf({ usage: { cost: 0 } }), { amount: 0, currency: 'USD' });
    assert.deepEqual(costOf({}, 0.8), { amount: 0.8, currency: 'USD' });
  });

  it('is not told by what cannot be an amount', () => {
    for (const cost of [
      -1,
      Number.NaN,
      1e300,
      Number.POSITIVE_INFINITY,
      'free',
      '',
      ' ',
      '-1',
      '0x10',
      '1e300',
      true,
      null,
      [0.5],
      {},
    ]) {
      assert.equal(costOf({ usage: { cost } }), undefined, String(cost));
    }
    assert.equal(costOf({ usage: { total_tokens: 5 } }), undefined);
    assert.equal(costOf({ usage: 0.5, cost: 0.5 }), undefined);
  });

  it('is in the header only where that has more than zero, with which LiteLLM says that it does not know', () => {
    assert.equal(readCostHeader('0.8'), 0.8);
    assert.equal(readCostHeader('1.2e-05'), 1.2e-5);
    for (const header of ['0', '0.0', '-1', 'NaN', 'None', '', null])
      assert.equal(readCostHeader(header), undefined);
  });
});
