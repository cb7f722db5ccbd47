import assert from 'node:assert/strict';
import { newOperation, type Operation } from '../../../src/operations/operation';
import { startAfter } from '../../../src/operations/start';
import { ToldStarts } from '../../../src/operations/toldStarts';
import { transition } from '../../../src/operations/transition';
import { at, idOf, TEN_O_CLOCK } from './arbitraries';

const TRACKED = newOperation(idOf('a1'), {}, TEN_O_CLOCK);

describe('the starts that an endpoint tells', () => {
  it('are unknown before two answers, or one whose start is clearly before it', () => {
    const starts = new ToldStarts();
    starts.note(TRACKED);
    starts.note(answered(TRACKED, -1000, 500));
    assert.equal(starts.of('google'), undefined);
  });

  it('are times of polls at an endpoint that told one operation two of them, whatever it tells of others', () => {
    const starts = new ToldStarts();
    starts.note(answered(TRACKED, -60_000, 500));
    assert.equal(starts.of('google'), 'start');
    starts.note(answered(answered(TRACKED, 0, 500), 9000, 10_000));
    assert.equal(starts.of('google'), 'pollTime');
    starts.note(answered(TRACKED, -60_000, 500));
    assert.deepEqual([starts.of('google'), starts.of('simulator')], ['pollTime', undefined]);
  });

  it('are not believed from the first answer on where they are times of polls', () => {
    const known = startAfter(TRACKED, { start: at(-60_000), meaning: 'pollTime' }, TEN_O_CLOCK + 500);
    assert.deepEqual(known, { startTold: { kind: 'several' } });
  });

  it('are believed at once where one was believed before, unless they are after the tracking or in the future', () => {
    const startedAt = (told: number) =>
      startAfter(TRACKED, { start: at(told), meaning: 'start' }, TEN_O_CLOCK + 500).startedAt;
    assert.deepEqual([startedAt(-1), startedAt(1), startedAt(60_000)], [at(-1), undefined, undefined]);
    assert.equal(startAfter(TRACKED, { start: at(-1) }, TEN_O_CLOCK + 500).startedAt, undefined);
  });

  it('never take the place of what the person told', () => {
    const given = { ...TRACKED, startedAt: at(-5) };
    for (const meaning of ['start', 'pollTime'] as const)
      assert.deepEqual(startAfter(given, { start: at(-90_000), meaning }, TEN_O_CLOCK), {
        startedAt: at(-5),
      });
  });
});

/** After an answer that it runs, which told a start; both in ms after ten o'clock. */
function answered(operation: Operation, told: number, now: number): Operation {
  return transition(operation, { kind: 'running', job: { startedAt: at(told) } }, TEN_O_CLOCK + now);
}
