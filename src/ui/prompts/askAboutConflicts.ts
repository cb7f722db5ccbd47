import { t } from '../language/t';
import { askModally } from '../messages/message';

/** What is done about a file that stands where a video is to go. */
export type ConflictAnswer = 'replace' | 'number' | 'skip';

type Button<T> = readonly [title: string, answer: T];

/** Names that are shown; a modal message with more would be taller than a screen. */
const MOST_SHOWN = 10;

/**
 * Asks what to do about files that are none of ours: once for all, or for each. The answers come in the order of the
 * names; undefined when the person gave up.
 *
 * @param isAlone whether the one name is of the only video that is wanted: there is nothing to skip it for
 */
export async function askAboutConflicts(
  names: readonly string[],
  isAlone: boolean,
): Promise<readonly ConflictAnswer[] | undefined> {
  if (names.length < 2) return askForEach(names, isAlone ? buttons() : [...buttons(), skip()]);
  const question = t('{0} of these files exist already. Replace them?', names.length);
  const each: Button<'each'> = [t('Ask for Each'), 'each'];
  const detail = [...shownNames(names), '', keepBothWords()];
  const answer = await choose(question, detail, [...buttons(), skip(), each]);
  if (answer === 'each') return askForEach(names, [...buttons(), skip()]);
  return answer && names.map(() => answer);
}

async function askForEach(
  names: readonly string[],
  offered: readonly Button<ConflictAnswer>[],
): Promise<readonly ConflictAnswer[] | undefined> {
  const answers: ConflictAnswer[] = [];
  for (const name of names) {
    const question = t('{0} exists already. Replace it?', name);
    const answer = await choose(question, [keepBothWords()], offered);
    if (answer === undefined) return undefined;
    answers.push(answer);
  }
  return answers;
}

async function choose<T>(
  question: string,
  detail: readonly string[],
  offered: readonly Button<T>[],
): Promise<T | undefined> {
  const titles = offered.map(([title]) => title);
  const pressed = await askModally(question, detail, ...titles);
  return offered.find(([title]) => title === pressed)?.[1];
}

function buttons(): Button<ConflictAnswer>[] {
  return [
    [t('Replace'), 'replace'],
    [t('Keep Both'), 'number'],
  ];
}

function skip(): Button<ConflictAnswer> {
  return [t('Skip'), 'skip'];
}

function keepBothWords(): string {
  return t('Keep Both gives the new video a name with a number.');
}

function shownNames(names: readonly string[]): readonly string[] {
  const shown = names.slice(0, MOST_SHOWN);
  return names.length > shown.length ? [...shown, '…'] : shown;
}
