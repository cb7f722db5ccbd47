import assert from 'node:assert/strict';
import { newOperation, type Operation, type Report } from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';
import { at, idOf, TEN_O_CLOCK } from './arbitraries';

const started: Operation = newOperation(idOf('a1'), { label: 'my cat' }, TEN_O_CLOCK);
const NOT_FOUND: Report = { kind: 'problem', problem: { kind: 'notFound', message: 'Not found' } };
const TIMEOUT: Report = { kind: 'problem', problem: { kind: 'timeout', message: 'No answer' } };
const RUNNING: Report = { kind: 'running' };

describe('transitions: operations that the API does not know', () => {
  it('three denials over a minute make it missing, from then on and without problem', () => {
    const { videos: _, ...before } = started;
    assert.deepEqual(after([0, NOT_FOUND], [30, NOT_FOUND], [60, NOT_FOUND]), {
      ...before,
      state: 'missing',
      videos: [],
      checkedAt: at(60_000),
      finishedAt: at(60_000),
    });
  });

  it('three denials in less than a minute do not', () => {
    const still = after([0, NOT_FOUND], [30, NOT_FOUND], [59.999, NOT_FOUND]);
    assert.deepEqual([still.state, still.problem?.kind], ['running', 'notFound']);
    assert.equal(still.problem?.since, at(0));
  });

  it('many denials in less than a minute do not', () => {
    const all = Array.from({ length: 50 }, (_, second): [number, Report] => [second, NOT_FOUND]);
    assert.equal(after(...all).state, 'running');
  });

  it('two denials do not, however far apart', () => {
    assert.equal(after([0, NOT_FOUND], [120, NOT_FOUND]).state, 'running');
  });

  it('another problem in between does not begin the counting anew', () => {
    const all: [number, Report][] = [
      [0, NOT_FOUND],
      [30, NOT_FOUND],
      [40, TIMEOUT],
      [60, NOT_FOUND],
    ];
    assert.equal(after(...all).state, 'missing');
  });

  it('an answer in between begins the counting anew', () => {
    const all: [number, Report][] = [
      [0, NOT_FOUND],
      [30, NOT_FOUND],
      [40, RUNNING],
      [61, NOT_FOUND],
    ];
    assert.equal(after(...all).state, 'running');
    assert.equal(after(...all, [70, NOT_FOUND], [120, NOT_FOUND]).state, 'running');
    assert.equal(after(...all, [70, NOT_FOUND], [121, NOT_FOUND]).state, 'missing');
  });

  it('a denial is the word of the API and counts as checked', () => {
    assert.equal(after([7, NOT_FOUND]).checkedAt, at(7000));
  });

  it('other problems never make it missing', () => {
    assert.equal(after([0, TIMEOUT], [60, TIMEOUT], [120, TIMEOUT], [180, TIMEOUT]).state, 'running');
  });
});

/** What becomes of an operation that gets these reports at these seconds. */
function after(...reports: readonly [seconds: number, report: Report][]): Operation {
  return reports.reduce(
    (operation, [seconds, report]) => transition(operation, report, TEN_O_CLOCK + seconds * 1000),
    started,
  );
}
