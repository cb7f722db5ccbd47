import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readDuration, readPollAfter, readRetryAfter } from '../../../../src/endpoints/http/retryAfter';

const NOW = Date.UTC(2026, 10, 20, 10);
const HOUR = 3_600_000;

describe('Retry-After', () => {
  const cases: readonly [header: string | null | undefined, ms: number | undefined][] = [
    ['60', 60_000],
    [' 60 ', 60_000],
    ['0', 0],
    ['1.5', 1500],
    ['1000000000', HOUR],
    [`${'9'.repeat(400)}`, HOUR],
    ['-1', undefined],
    ['+1', undefined],
    ['-0', undefined],
    ['1e3', undefined],
    ['1e9', undefined],
    ['60, 60', undefined],
    ['0x10', undefined],
    ['Infinity', undefined],
    ['soon', undefined],
    ['in 5 minutes', undefined],
    ['wait 5', undefined],
    ['May 5', undefined],
    ['Friday', undefined],
    ['', undefined],
    [' ', undefined],
    [null, undefined],
    [undefined, undefined],
    ['Fri, 20 Nov 2026 10:05:00 GMT', 300_000],
    ['Fri, 20 Nov 2026 09:00:00 GMT', 0],
    ['Friday, 20-Nov-26 10:05:00 GMT', 300_000],
    ['Fri Nov 20 10:05:00 2026', 300_000],
    ['Fri Nov 20 2026 10:05:00 GMT+0000 (Coordinated Universal Time)', 300_000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', HOUR],
    ['Fri, 20 Nov 2099 10:00:00 GMT', HOUR],
    ['2026-11-20', undefined],
  ];
  for (const [header, ms] of cases) {
    it(`${JSON.stringify(header)?.slice(0, 40)} is ${ms === undefined ? 'no time' : `${ms} ms`}`, () => {
      assert.equal(readRetryAfter(header, NOW), ms);
    });
  }

  it('is the same in every time zone', () => {
    const { TZ } = process.env;
    try {
      for (const zone of ['Asia/Ho_Chi_Minh', 'America/New_York']) {
        process.env.TZ = zone;
        for (const date of ['Fri Nov 20 10:05:00 2026', 'Fri, 20 Nov 2026 10:05:00'])
          assert.equal(readRetryAfter(date, NOW), 300_000);
      }
    } finally {
      if (TZ === undefined) delete process.env.TZ;
      else process.env.TZ = TZ;
    }
  });

  it('is between nothing and an hour, or no time, whatever the header', () => {
    const header = fc.oneof(fc.string(), fc.double().map(String), fc.date().map(String));
    fc.assert(
      fc.property(header, (text) => {
        const ms = readRetryAfter(text, NOW);
        assert.ok(ms === undefined || (ms >= 0 && ms <= HOUR), `${ms}`);
      }),
    );
  });
});

describe('durations', () => {
  const cases: readonly [text: unknown, ms: number | undefined][] = [
    ['34s', 34_000],
    ['1.5s', 1500],
    ['0s', 0],
    ['99999s', HOUR],
    ['34', undefined],
    ['-1s', undefined],
    ['1m', undefined],
    ['', undefined],
    [34, undefined],
    [{}, undefined],
    [undefined, undefined],
  ];
  for (const [text, ms] of cases) {
    it(`${JSON.stringify(text)} is ${ms === undefined ? 'none' : `${ms} ms`}`, () => {
      assert.equal(readDuration(text), ms);
    });
  }
});

describe('the pause between two polls, as OpenAI tells it', () => {
  it('is in whole ms, of an hour at most', () => {
    assert.deepEqual(['0', '2500', '9'.repeat(400)].map(readPollAfter), [0, 2500, HOUR]);
  });

  it('is not told by anything else', () => {
    for (const header of [null, '', '-1', '2.5', '1e3', '2500 ms', '5, 5', 'soon'])
      assert.equal(readPollAfter(header), undefined, String(header));
  });
});
