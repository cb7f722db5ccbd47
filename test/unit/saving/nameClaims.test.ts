import assert from 'node:assert/strict';
import { NameClaims } from '../../../src/saving/nameClaims';
import { succeededTarget } from './videoTarget';

describe('the claim of a video to a file name', () => {
  const one = succeededTarget({ endpoint: 'google', name: 'models/veo/operations/a' });
  const other = succeededTarget({ endpoint: 'google', name: 'models/veo/operations/b' });

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
