import assert from 'node:assert/strict';
import { newOperation, type TrackingDetails } from '../../../src/operations/operation';
import { trackingDetailsOf, withLabel, withTrackingDetails } from '../../../src/operations/trackingDetails';
import { idOf, TEN_O_CLOCK } from './arbitraries';

const tracked = (given: TrackingDetails = {}) => newOperation(idOf('a1'), given, TEN_O_CLOCK);
const FROM_TEXT: TrackingDetails = { label: 'Lantern festival', labelOrigin: 'text' };

describe('tracking an operation again', () => {
  it('gives a label to an operation without one', () => {
    const { label, labelOrigin } = withTrackingDetails(tracked(), FROM_TEXT);
    assert.deepEqual({ label, labelOrigin }, FROM_TEXT);
  });

  it('keeps the label of a person when the new one only stood beside the name', () => {
    const own = tracked({ label: 'My cat' });
    assert.equal(withTrackingDetails(own, FROM_TEXT), own);
  });

  it('replaces any label when a person gives another', () => {
    const renamed = withTrackingDetails(tracked(FROM_TEXT), { label: 'My cat' });
    assert.deepEqual([renamed.label, renamed.labelOrigin], ['My cat', undefined]);
  });

  it('adds the prompt and the source only if none is known', () => {
    const first = withTrackingDetails(tracked(), { prompt: 'a cat', source: 'pasted' });
    assert.deepEqual([first.prompt, first.source], ['a cat', 'pasted']);
    assert.equal(withTrackingDetails(first, { prompt: 'a dog', source: 'api' }), first);
  });

  it('returns the same operation if nothing is new', () => {
    const operation = tracked({ ...FROM_TEXT, prompt: 'a cat', source: 'pasted' });
    assert.equal(withTrackingDetails(operation, trackingDetailsOf(operation)), operation);
    assert.equal(withTrackingDetails(operation, {}), operation);
  });
});

describe('a label of the person', () => {
  it('replaces one that came from a text', () => {
    const { label, labelOrigin } = withLabel(tracked(FROM_TEXT), 'My cat');
    assert.deepEqual([label, labelOrigin], ['My cat', undefined]);
  });

  it('can be removed again, and leaves the prompt to name the operation', () => {
    const bare = withLabel(tracked({ label: 'My cat', prompt: 'a cat' }), undefined);
    assert.deepEqual([bare.label, bare.prompt], [undefined, 'a cat']);
  });
});
