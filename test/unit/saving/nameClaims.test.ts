import assert from 'node:assert/strict';
import { newOperation, type SucceededOperation } from '../../../src/operations/operation';
import { NameClaims } from '../../../src/saving/nameClaims';

describe('the claim of a video to a file name', () => {
  const [one, other] = ['a', 'b'].map(targetOf) as [Target, Target];

  it('ignores case and Unicode normalization, and lasts until it is released', () => {
    const claims = new NameClaims();
    assert.ok(claims.claim('/videos/Phở.mp4', one));
    for (const file of ['/videos/PHỞ.mp4', '/videos/Phở.mp4'.normalize('NFD')]) {
      assert.deepEqual([claims.claim(file, other), claims.claim(file, one)], [false, true]);
    }
    claims.release(one);
    assert.ok(claims.claim('/videos/Phở.mp4', other));
  });

  it('keeps the name from the other videos of the operation', () => {
    const claims = new NameClaims();
    assert.ok(claims.claim('/a.mp4', one));
    assert.equal(claims.claim('/a.mp4', { ...one, index: 1 }), false);
  });
});

type Target = ReturnType<typeof targetOf>;

function targetOf(id: string) {
  const running = newOperation({ endpoint: 'google', name: `models/veo/operations/${id}` }, {}, 0);
  const finishedAt = running.trackedAt;
  const operation: SucceededOperation = {
    ...running,
    state: 'succeeded',
    finishedAt,
    videos: [{ uri: 'x' }],
  };
  return { operation, video: operation.videos[0], index: 0 };
}
