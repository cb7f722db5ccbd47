import assert from 'node:assert/strict';
import { readClockAhead } from '../../../../src/endpoints/http/httpDate';

const NOW = Date.parse('2026-11-29T12:00:00Z');

function ahead(headers: Readonly<Record<string, string>>): number | undefined {
  return readClockAhead(new Headers(headers), NOW);
}

describe('how far the clock of a server is ahead', () => {
  it('is read from the time of its answer, in any form of RFC 9110', () => {
    assert.equal(ahead({ date: 'Sun, 29 Nov 2026 12:00:10 GMT' }), 10_000);
    assert.equal(ahead({ date: 'Sunday, 29-Nov-26 11:00:00 GMT' }), -3_600_000);
    assert.equal(ahead({ date: 'Sun Nov 29 11:59:57 2026' }), -3000);
  });

  it('is nothing where both agree, as far as whole seconds tell', () => {
    for (const date of ['Sun, 29 Nov 2026 11:59:58 GMT', 'Sun, 29 Nov 2026 12:00:02 GMT'])
      assert.equal(ahead({ date }), undefined, date);
  });

  it('is unknown without such a time', () => {
    for (const date of ['', 'now', '0', '2026', '1764417600', 'Sun, 99 Nov 2026 12:00:10 GMT'])
      assert.equal(ahead({ date }), undefined, date);
    assert.equal(ahead({}), undefined);
  });

  it('is unknown where a cache has kept the answer', () => {
    assert.equal(ahead({ date: 'Sun, 29 Nov 2026 11:00:00 GMT', age: '3600' }), undefined);
  });
});
