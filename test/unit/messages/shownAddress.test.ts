import assert from 'node:assert/strict';
import { withShortIds } from '../../../src/ui/messages/titles';

describe('the address of a video as a person reads it', () => {
  it('has neither a signature nor a whole id', () => {
    const address = 'https://store.example.net/a.mp4?X-Amz-Date=20261128T120000Z&X-Amz-Signature=0a1b';
    assert.equal(withShortIds(address), 'https://store.example.net/a.mp4?…');
    const content = `https://api.example.com/v1/videos/video_${'a'.repeat(40)}/content?index=1`;
    assert.equal(
      withShortIds(content),
      'https://api.example.com/v1/videos/video_aa…aaaaaaaa/content?index=1',
    );
  });
});
