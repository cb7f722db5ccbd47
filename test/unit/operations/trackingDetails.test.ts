import assert from 'node:assert/strict';
import { newOperation, type TrackingDetails } from '../../../src/operations/operation';
import { trackingDetailsOf, withLabel, withTrackingDetails } from '../../../src/operations/trackingDetails';
import { idOf, TEN_O_CLOCK } from './arbitraries';

const tracked = (given: TrackingDetails = {}) => newOperation(idOf('a1'), given, TEN_O_CLOCK);
const FROM_TEXT: TrackingDetails = { label: 'Lantern festival', labelOrigin: 'text' };

describe('what is told of an operation when it is tracked again', () => {
  it('names one that had no name', () => {
    const { label, labelOrigin } = withTrackingDetails(tracked(), FROM_TEXT);
    assert.deepEqual({ label, labelOrigin }, FROM_TEXT);
  });

  it('leaves the name that a person gave when it only stood beside the pasted id', () => {
    const own = tracked({ label: 'My cat' });
    assert.equal(withTrackingDetails(own, FROM_TEXT), own);
  });

  it('replaces every name when a person gives another', () => {
    const renamed = withTrackingDetails(tracked(FROM_TEXT), { label: 'My cat' });
    assert.deepEqual([renamed.label, renamed.labelOrigin], ['My cat', undefined]);
  });

  it('tells the prompt and the source only where none is known', () => {
    const first = withTrackingDetails(tracked(), { prompt: 'a cat', source: 'pasted' });
    assert.deepEqual([first.prompt, first.source], ['a cat', 'pasted']);
    assert.equal(withTrackingDetails(first, { prompt: 'a dog', source: 'api' }), first);
  });

  it('is the same operation when nothing new is told', () => {
    const operation = tracked({ ...FROM_TEXT, prompt: 'a cat', source: 'pasted' });
    assert.equal(withTrackingDetails(operation, trackingDetailsOf(operation)), operation);
    assert.equal(withTrackingDetails(operation, {}), operation);
  });
});

describe('a label of the person', () => {
  it('takes the place of one that was derived', () => {
    const { label, labelOrigin } = withLabel(tracked(FROM_TEXT), 'My cat');
    assert.deepEqual([label, labelOrigin], ['My cat', undefined]);
  });

  it('goes when it is taken back, and leaves the prompt to name the operation', () => {
    const bare = withLabel(tracked({ label: 'My cat', prompt: 'a cat' }), undefined);
    assert.deepEqual([bare.label, bare.prompt], [undefined, 'a cat']);
  });
});
