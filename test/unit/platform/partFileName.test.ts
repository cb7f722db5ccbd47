import assert from 'node:assert/strict';
import { PART_FILE_NAME, partFileName } from '../../../src/platform/partFileName';

describe('the name of a video while it is being written', () => {
  it('is recognised exactly, whether Node or VS Code writes the file', () => {
    for (const id of ['0123456789abcdef', crypto.randomUUID()]) {
      assert.ok(PART_FILE_NAME.test(partFileName(id)));
      for (const other of [`a${partFileName(id)}`, `${partFileName(id)}.mp4`, partFileName('')]) {
        assert.equal(PART_FILE_NAME.test(other), false, other);
      }
    }
  });
});
