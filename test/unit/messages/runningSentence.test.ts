import assert from 'node:assert/strict';
import { newOperation, type TrackingDetails } from '../../../src/operations/operation';
import { runningSentence } from '../../../src/ui/messages/followingWords';
import { at, idOf, TEN_O_CLOCK } from '../operations/arbitraries';

describe('the sentence that says how long an operation has run', () => {
  const sentence = (given: TrackingDetails) =>
    runningSentence(newOperation(idOf('a1'), given, TEN_O_CLOCK + 1000), TEN_O_CLOCK + 80_000);

  it('counts from the print of a name, and says so where it may have run for much longer', () => {
    assert.match(sentence({}), /^Tracked for 1 min 19 s/);
    assert.match(sentence({ startedAt: at(0), startedWithin: 3 }), /^It has run for 1 min 20 s/);
    assert.match(sentence({ startedAt: at(0), startedWithin: 600 }), /^It has run for at least 1 min 20 s/);
  });
});
