import assert from 'node:assert/strict';
import { newOperation } from '../../../src/operations/operation';
import { type TrackedFiles, trackedFilesWords } from '../../../src/ui/editor/files/trackedFilesWords';
import { idOf, TEN_O_CLOCK } from '../operations/arbitraries';

/** What tracking has come to, with so many operations, of which so many were new. */
function tracked(found: number, added: number, more: object = {}): TrackedFiles {
  const ids = Array.from({ length: found }, (_, at) => idOf(`a${at}`));
  const result = {
    references: ids,
    added: ids.slice(0, added).map((id) => newOperation(id, {}, TEN_O_CLOCK)),
    ...{ known: found - added, leftOut: [], unreadable: [], isCutOff: false },
    ...{ files: files(40), filesWithSome: 3, ...more },
  };
  return result as unknown as TrackedFiles;
}

function files(count: number): readonly object[] {
  return Array.from({ length: count }, (_, at) => ({ path: `/shots/run${at}.log` }));
}

function unreadable(...kinds: readonly string[]): object {
  return { unreadable: files(kinds.length).map((uri, at) => ({ uri, kind: kinds[at], maxMegabytes: 64 })) };
}

describe('what tracking the operations of files has come to', () => {
  it('is said in sentences that fit each number', () => {
    const one = { files: files(1), filesWithSome: 1 };
    const texts: readonly (readonly [TrackedFiles, string])[] = [
      [tracked(12, 8), '12 operations in 3 of 40 files. 4 were tracked already.'],
      [tracked(1, 1), 'One operation in 3 of 40 files.'],
      [tracked(2, 0), '2 operations in 3 of 40 files. All were tracked already.'],
      [tracked(0, 0), 'None of 40 files names an operation.'],
      [tracked(1, 1, one), 'One operation in run0.log.'],
      [tracked(1, 0, one), 'One operation in run0.log. It was tracked already.'],
      [tracked(3, 2, one), '3 operations in run0.log. One was tracked already.'],
      [tracked(0, 0, one), 'run0.log names no operation.'],
      [tracked(0, 0, { files: [] }), 'There is no file here that can name an operation.'],
      [tracked(0, 0, { ...one, ...unreadable('failed') }), 'run0.log could not be read.'],
      [
        tracked(0, 0, { ...one, ...unreadable('tooLarge') }),
        'run0.log is larger than 64 MB, so it was not read.',
      ],
      [
        tracked(0, 0, { ...one, ...unreadable('noFile') }),
        'run0.log is a link to nothing, a device or a pipe, so it was not read.',
      ],
    ];
    for (const [result, words] of texts) assert.equal(trackedFilesWords(result), words);
  });

  it('says what was left out, and why', () => {
    const more = {
      ...{ known: 0, isCutOff: true, ...unreadable('failed', 'tooLarge') },
      leftOut: ['gateway.example.com is none of your endpoints.'],
    };
    assert.equal(
      trackedFilesWords(tracked(230, 200, more)),
      '230 operations in 3 of 40 files. Tracked now: 200. 2 files could not be read. There is more than can be read at once. gateway.example.com is none of your endpoints.',
    );
  });
});
