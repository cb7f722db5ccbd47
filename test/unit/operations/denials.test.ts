import assert from 'node:assert/strict';
import { newOperation, type Operation, type Report } from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';
import { at, idOf, TEN_O_CLOCK } from './arbitraries';

const started: Operation = newOperation(idOf('a1'), { label: 'my cat' }, TEN_O_CLOCK);
const NOT_FOUND: Report = { kind: 'problem', problem: { kind: 'notFound', message: 'Not found' } };
const TIMEOUT: Report = { kind: 'problem', problem: { kind: 'timeout', message: 'No answer' } };
const RUNNING: Report = { kind: 'running' };

describe('an operation that the API does not know', () => {
  it('is missing after three 404s over a minute, without problem', () => {
    const { videos: _, ...before } = started;
    assert.deepEqual(after([0, NOT_FOUND], [30, NOT_FOUND], [60, NOT_FOUND]), {
      ...before,
      state: 'missing',
      videos: [],
      checkedAt: at(60_000),
      finishedAt: at(60_000),
    });
  });

  it('still runs after three 404s in less than a minute', () => {
    const still = after([0, NOT_FOUND], [30, NOT_FOUND], [59.999, NOT_FOUND]);
    assert.deepEqual([still.state, still.problem?.kind], ['running', 'notFound']);
    assert.equal(still.problem?.since, at(0));
  });

  it('still runs after many 404s in less than a minute', () => {
    const all = Array.from({ length: 50 }, (_, second): [number, Report] => [second, NOT_FOUND]);
    assert.equal(after(...all).state, 'running');
  });

  it('still runs after two 404s, however far apart', () => {
    assert.equal(after([0, NOT_FOUND], [120, NOT_FOUND]).state, 'running');
  });

  it('is missing after three 404s with another problem between them', () => {
    const all: [number, Report][] = [
      [0, NOT_FOUND],
      [30, NOT_FOUND],
      [40, TIMEOUT],
      [60, NOT_FOUND],
    ];
    assert.equal(after(...all).state, 'missing');
  });

  it('needs three new 404s after an answer', () => {
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

  it('counts as checked after a 404, which is an answer of the API', () => {
    assert.equal(after([7, NOT_FOUND]).checkedAt, at(7000));
  });

  it('is never missing after other problems', () => {
    assert.equal(after([0, TIMEOUT], [60, TIMEOUT], [120, TIMEOUT], [180, TIMEOUT]).state, 'running');
  });
});

/** The operation after these reports, each at a time in seconds. */
function after(...reports: readonly [seconds: number, report: Report][]): Operation {
  return reports.reduce(
    (operation, [seconds, report]) => transition(operation, report, TEN_O_CLOCK + seconds * 1000),
    started,
  );
}
