import assert from 'node:assert/strict';
import { SaveError, saveErrorOf } from '../../../src/saving/saveError';

describe('a save error', () => {
  for (const [kind, codes] of Object.entries({
    diskFull: ['ENOSPC', 'EDQUOT', 'EFBIG'],
    denied: ['EACCES', 'EPERM', 'EROFS', 'NoPermissions'],
    noFolder: ['ENOENT', 'ENOTDIR', 'FileNotFound', 'FileNotADirectory'],
    exists: ['EEXIST', 'FileExists'],
    inUse: ['EBUSY', 'ETXTBSY'],
    nameTooLong: ['ENAMETOOLONG'],
    other: ['EIO', 'Unknown', undefined],
  })) {
    it(`is ${kind} after ${codes.join(', ')}`, () => {
      for (const code of codes) {
        const { kind: converted, message } = saveErrorOf(Object.assign(new Error('The words'), { code }));
        assert.deepEqual([converted, message], [kind, 'The words']);
      }
    });
  }

  it('stays as it is, and is made of anything else that is thrown', () => {
    const error = new SaveError('exists', 'a');
    assert.equal(saveErrorOf(error), error);
    assert.deepEqual({ ...saveErrorOf('a word') }, { ...new SaveError('other', 'a word') });
    assert.equal(saveErrorOf('a word').message, 'a word');
  });
});
