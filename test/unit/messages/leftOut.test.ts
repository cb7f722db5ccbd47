import assert from 'node:assert/strict';
import { newOperation } from '../../../src/operations/operation';
import {
  doneWords,
  leftOutAs,
  leftOutByState,
  mergeLeftOut,
  withLeftOut,
} from '../../../src/ui/messages/leftOut';
import { idOf } from '../operations/arbitraries';

describe('what a command left out', () => {
  const running = leftOutByState([newOperation(idOf('a'), {}, 0), newOperation(idOf('b'), {}, 0)]);

  it('is counted by reason over all steps, and what still runs comes last', () => {
    const leftOut = mergeLeftOut(
      running,
      leftOutAs('expired', 1),
      leftOutAs('failed', 2),
      leftOutAs('expired', 3),
    );
    assert.equal(
      doneWords('Copied 9 lines', leftOut),
      'Copied 9 lines; 2 failed, 4 expired, 2 still running',
    );
  });

  it('is a sentence of its own behind a sentence', () => {
    assert.equal(withLeftOut('Removed.', running), 'Removed. Left out: 2 still running.');
  });

  it('adds nothing where nothing was left out', () => {
    assert.equal(doneWords('Copied', mergeLeftOut(leftOutAs('expired', 0))), 'Copied');
    assert.equal(withLeftOut('Removed.', new Map()), 'Removed.');
  });
});
