import assert from 'node:assert/strict';
import { costWords } from '../../../src/ui/messages/costWords';

describe('the words of a cost', () => {
  it('are dollars as the language writes them, or credits of the service', () => {
    const words = (amount: number) => costWords({ amount, currency: 'USD' });
    assert.equal(words(0.8), 'Cost: $0.80, told by the gateway');
    assert.equal(words(0), 'Cost: $0.00, told by the gateway');
    assert.equal(words(1234.5), 'Cost: $1,234.50, told by the gateway');
    assert.equal(words(0.001695), 'Cost: $0.001695, told by the gateway');
    assert.equal(costWords({ amount: 120_000 }), 'Cost: 120,000 credits, told by the gateway');
  });

  it('are none where nobody told a cost', () => {
    assert.equal(costWords(undefined), undefined);
  });
});
