import assert from 'node:assert/strict';
import { lineTime } from '../../../src/references/lineTime';

const NOW = Date.parse('2026-11-29T03:00:05Z');
const YEAR_LATER = Date.parse('2027-11-29T03:00:05Z');
/** In the zone of this machine. */
const local = (...parts: [number, number, number, number, number, number, number?]) =>
  new Date(...parts).toISOString();

const TOLD: Readonly<Record<string, string>> = {
  '2026-11-29T10:00:01+07:00 INFO': '2026-11-29T03:00:01.000Z',
  '2026-11-29T03:00:01.123456Z INFO': '2026-11-29T03:00:01.123Z',
  '2026-11-29 03:00:01,5 UTC - root': '2026-11-29T03:00:01.500Z',
  'INFO [2026-11-29 10:00:01 +0700] x': '2026-11-29T03:00:01.000Z',
  '{"level":"info","time":"2026-11-29T03:00:01Z","id":"': '2026-11-29T03:00:01.000Z',
  '10.0.0.1 - - [29/Nov/2026:10:00:01 +0700] "GET /': '2026-11-29T03:00:01.000Z',
  '1795921201 started': '2026-11-29T03:00:01.000Z',
  '[1795921201.25] started': '2026-11-29T03:00:01.250Z',
  '1795921201123 started': '2026-11-29T03:00:01.123Z',
};
const LOCAL: Readonly<Record<string, string>> = {
  '[2025-03-04 05:06:07,123] x': local(2025, 2, 4, 5, 6, 7, 123),
  '2025/03/04 05:06:07 x': local(2025, 2, 4, 5, 6, 7),
  'Mar  4 05:06:07 host app[1]: x': local(2026, 2, 4, 5, 6, 7),
  'Dec 31 05:06:07 host app[1]: x': local(2025, 11, 31, 5, 6, 7),
};
const UNCERTAIN = [
  '',
  'Started it',
  '10:00:01 Started it',
  '29/11/2026 10:00:01 day or month first?',
  '2026-02-31 10:00:01 x',
  '2026-13-01T10:00:01Z x',
  '2026-11-29T25:00:01Z x',
  'Foo 29 10:00:01 x',
  '12345678901 x',
  '1234567890 of long ago',
  '0000000000 x',
  'video_1795921201 x',
  `${'x'.repeat(200)} 2026-11-29T03:00:01Z`,
];

describe('the time of a line', () => {
  for (const [line, time] of Object.entries(TOLD)) {
    it(`is read with its zone: ${line}`, () => assert.equal(lineTime(line, YEAR_LATER), time));
  }

  for (const [line, time] of Object.entries(LOCAL)) {
    it(`is that of this machine without a zone: ${line}`, () => assert.equal(lineTime(line, NOW), time));
  }

  for (const line of UNCERTAIN) {
    it(`is unknown where it is not certain: ${line.slice(0, 50)}`, () =>
      assert.equal(lineTime(line, NOW), undefined));
  }

  it('without a zone is UTC where only so it is just now, as in a container', () => {
    assert.equal(lineTime('2026-11-29 03:00:01 INFO', NOW), '2026-11-29T03:00:01.000Z');
  });
});
