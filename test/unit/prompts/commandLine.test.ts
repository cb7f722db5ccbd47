import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commandLineWords, readCommandLine } from '../../../src/ui/prompts/commandLine';

describe('a command that a person types', () => {
  const read: readonly [text: string, command: readonly string[] | undefined][] = [
    ['gcloud auth print-access-token', ['gcloud', 'auth', 'print-access-token']],
    ['  "C:\\Program Files\\gcloud.cmd"  auth ', ['C:\\Program Files\\gcloud.cmd', 'auth']],
    ['sh -c \'echo "a b"\'', ['sh', '-c', 'echo "a b"']],
    ['a | b $HOME', ['a', '|', 'b', '$HOME']],
    ['', undefined],
    ['  ', undefined],
    ['"" auth', undefined],
    ['"gcloud auth', undefined],
    ['gcloud\u202e auth', undefined],
    ['gcloud\u200b', undefined],
  ];
  for (const [text, command] of read) {
    it(`${JSON.stringify(text)} is ${command ? command.length : 'no'} words`, () => {
      assert.deepEqual(readCommandLine(text), command);
    });
  }

  it('is shown so that it is read as the same again', () => {
    const word = fc.stringMatching(/^[ -!#-~]{1,20}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (command) => {
        assert.deepEqual(readCommandLine(commandLineWords(command)), command);
      }),
    );
  });
});
