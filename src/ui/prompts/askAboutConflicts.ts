import { t } from '../language/t';
import { askModally } from '../messages/message';

/** What to do with a file that has the name of a new video. */
type ConflictAnswer = 'replace' | 'number' | 'skip';

type Button<T> = readonly [title: string, answer: T];

/** A modal message with more names would be taller than a screen. */
const MAX_SHOWN_NAMES = 10;

/**
 * Asks what to do with files that we did not save, once for all or for each.
 *
 * @param isOnlyVideo whether one video is downloaded, so that Skip would be the same as Cancel
 * @returns one answer for each name, in their order; undefined when the person gave up
 */
export async function askAboutConflicts(
  names: readonly string[],
  isOnlyVideo: boolean,
): Promise<readonly ConflictAnswer[] | undefined> {
  if (names.length < 2) return askForEach(names, isOnlyVideo ? buttons() : [...buttons(), skip()]);
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
  const shown = names.slice(0, MAX_SHOWN_NAMES);
  return names.length > shown.length ? [...shown, '…'] : shown;
}
