import assert from 'node:assert/strict';
import { newOperation, type SucceededOperation } from '../../../src/operations/operation';
import { endActions } from '../../../src/ui/messages/actions';
import { at, idOf } from '../operations/arbitraries';

const IN_BUCKET = { uri: 'gs://bucket/sea/sample_0.mp4' };

describe('the buttons of the message about a video that is ready', () => {
  it('play and download it', () => {
    assert.deepEqual(titlesOf({ uri: 'https://gateway.example/a.mp4' }), [
      'Play',
      'Download…',
      'Copy Video ID',
    ]);
  });

  it('copy the command that fetches it where it is in a bucket, which nothing else opens', () => {
    assert.deepEqual(titlesOf(IN_BUCKET), ['Copy Command', 'Show']);
  });

  it('play it where a copy from the bucket was saved', () => {
    assert.equal(titlesOf({ ...IN_BUCKET, file: 'file:///videos/sea.mp4' })[0], 'Play');
  });
});

function titlesOf(video: SucceededOperation['videos'][number]): readonly string[] {
  const operation = newOperation(idOf('a'), {}, 0);
  const end: SucceededOperation = { ...operation, state: 'succeeded', videos: [video], finishedAt: at(0) };
  return endActions(end).map(([title]) => title);
}
