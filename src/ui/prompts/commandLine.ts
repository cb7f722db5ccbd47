import type { CommandLine } from '../../tracking/programs';

/** A word without quotes, or one in double or single quotes, which may hold spaces. */
const WORD = /"([^"]*)"|'([^']*)'|([^\s"']+)/g;

/** What cannot be seen in a command is shown to nobody before it is run. */
const INVISIBLE = /\p{C}/u;

/**
 * Reads a command as people type it. There is no shell: a variable, a pipe or a backslash stands for itself.
 *
 * @returns undefined for a text without a word, with characters that cannot be seen, or whose quotes do not match
 */
export function readCommandLine(text: string): CommandLine | undefined {
  if (INVISIBLE.test(text) || text.replace(WORD, '').trim() !== '') return undefined;
  const [program = '', ...args] = [...text.matchAll(WORD)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
  return program === '' ? undefined : [program, ...args];
}

/** A command as a person reads it, its words quoted where they would not be told apart. */
export function commandLineWords(command: readonly string[]): string {
  return command.map(quoted).join(' ');
}

function quoted(word: string): string {
  if (/^[^\s"']+$/.test(word)) return word;
  return word.includes('"') ? `'${word}'` : `"${word}"`;
}
