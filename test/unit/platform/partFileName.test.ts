import assert from 'node:assert/strict';
import { isPartFileName, partFileName } from '../../../src/platform/partFileName';

describe('the name of a video while it is being written', () => {
  it('is recognised exactly, whether Node or VS Code writes the file', () => {
    for (const id of ['0123456789abcdef', crypto.randomUUID()]) {
      assert.ok(isPartFileName(partFileName(id)));
      for (const other of [`a${partFileName(id)}`, `${partFileName(id)}.mp4`, partFileName('')]) {
        assert.equal(isPartFileName(other), false, other);
      }
    }
  });
});
