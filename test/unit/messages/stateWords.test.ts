import assert from 'node:assert/strict';
import { newOperation, type Operation, type OperationState } from '../../../src/operations/operation';
import { countsOf, countWords, stateSentence, stateWord } from '../../../src/ui/messages/stateWords';
import { at, idOf } from '../operations/arbitraries';

const VIDEO = { uri: 'https://gateway.example/a.mp4' };

describe('the words for states', () => {
  it('count what is ready first and what still runs last, and leave out states that do not occur', () => {
    const operations = ['running', 'missing', 'running', 'succeeded'].map((state) =>
      inState(state as OperationState),
    );
    assert.deepEqual(countsOf(operations), ['1 ready', '1 missing', '2 running']);
    assert.equal(countWords(operations), '1 ready · 1 missing · 2 running');
    assert.equal(countWords([]), '');
  });

  it('say how many videos of how many are ready where the safety filter kept some back', () => {
    const some = inState('succeeded', { videos: [VIDEO, VIDEO], filteredCount: 1 });
    assert.equal(stateWord(some), '2 of 3 videos ready');
    assert.equal(stateSentence(some), '2 of 3 videos; the safety filter kept 1 back.');
    const why = { ...some, filterReasons: ['A face.'] } as Operation;
    assert.equal(stateSentence(why), '2 of 3 videos; the safety filter kept 1 back: A face.');
  });

  it('give the reasons of the safety filter also where all videos are ready', () => {
    const flagged = inState('succeeded', { filterReasons: ['A face.'] });
    assert.equal(stateSentence(flagged), 'The video is ready. The safety filter says: A face.');
  });
});

function inState(state: OperationState, more: object = {}): Operation {
  const ended = state === 'running' ? {} : { finishedAt: at(0) };
  const videos = state === 'succeeded' ? [VIDEO] : [];
  return { ...newOperation(idOf('a'), {}, 0), state, videos, ...ended, ...more } as unknown as Operation;
}
