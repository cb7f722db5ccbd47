import assert from 'node:assert/strict';
import { type FaultDetail, faultOfError } from '../../../src/operations/faultDetail';
import { faultText } from '../../../src/operations/faultText';
import { newOperation, type Operation } from '../../../src/operations/operation';
import { faultOfProblem, type Problem, problemWith } from '../../../src/operations/problem';
import { fromRecord, toRecord } from '../../../src/operations/record';
import { at, idOf } from './arbitraries';
import { FAULTS } from './faults';

describe('a fault in the record of an operation', () => {
  for (const detail of FAULTS) {
    it(`comes back as it was: ${JSON.stringify(detail)}`, () => {
      const problem = { ...problemWith('malformed', detail), since: at(0) };
      assert.deepEqual(problemBack(JSON.parse(JSON.stringify(record(problem)))), problem);
      assert.deepEqual(faultOfProblem(problem), detail);
    });
  }

  it('of an older release, which has only a message, is that message', () => {
    const problem = { kind: 'timeout', message: 'No answer within 30 s', since: at(0) } as const;
    assert.deepEqual(problemBack(record(problem)), problem);
    assert.deepEqual(faultOfProblem(problem), { kind: 'quoted', said: 'No answer within 30 s' });
  });

  it('of a kind that only a newer release knows stays, and is told by its message', () => {
    const detail = { kind: 'solarFlare', strength: 9 } as unknown as FaultDetail;
    const problem: Problem = { kind: 'offline', message: 'A solar flare', detail, since: at(0) };
    assert.deepEqual(problemBack(record(problem)), problem);
    assert.deepEqual(faultOfProblem(problem), { kind: 'quoted', said: 'A solar flare' });
  });

  for (const detail of [
    null,
    'noKey',
    {},
    { kind: 7 },
    { kind: 'noAnswerWithin' },
    { kind: 'incomplete', received: '1', expected: 2 },
  ]) {
    it(`is unreadable as ${JSON.stringify(detail)}`, () => {
      const problem = { kind: 'offline', message: '', detail, since: at(0) };
      const operation = { ...newOperation(idOf('a1'), {}, 0), problem };
      assert.equal(fromRecord({ version: 1, operation }), undefined);
    });
  }

  it('has what was said shortened as its message is', () => {
    const detail = { kind: 'noConnection', cause: 'other', said: 'x'.repeat(500) } as const;
    const stored = problemBack(record({ ...problemWith('offline', detail), since: at(0) }));
    assert.ok(stored?.detail?.kind === 'noConnection' && stored.detail.said.length <= 81);
  });

  it('does not have the time at which its endpoint goes on, which the next window does not heed', () => {
    const problem: Problem = { kind: 'rateLimited', message: 'HTTP 429', goesOnAt: at(60_000), since: at(0) };
    assert.deepEqual(problemBack(record(problem)), {
      kind: 'rateLimited',
      message: 'HTTP 429',
      since: at(0),
    });
  });
});

describe('the fault behind an error', () => {
  it('is the one that it carries, and otherwise its words', () => {
    const detail = { kind: 'nothingCame' } as const;
    assert.deepEqual(faultOfError(Object.assign(new Error(faultText(detail)), { detail })), detail);
    assert.deepEqual(faultOfError(Object.assign(new Error('a'), { detail: 'b' })), {
      kind: 'quoted',
      said: 'a',
    });
    assert.deepEqual(faultOfError('a word'), { kind: 'quoted', said: 'a word' });
  });
});

function record(problem: Problem): unknown {
  const operation: Operation = { ...newOperation(idOf('a1'), {}, 0), problem };
  return toRecord(operation);
}

function problemBack(stored: unknown): Problem | undefined {
  return fromRecord(stored)?.problem;
}
