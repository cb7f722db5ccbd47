import { hasEnded, type Operation } from '../../operations/operation';
import { oneLine } from '../../outside/oneLine';
import type { EndpointList } from '../endpointList';
import { languageTag, t } from '../language/t';
import { elapsedWords } from './followingWords';
import { problemInFull } from './problemWords';
import { stateSentence, stateWord } from './stateWords';
import { identityWords, titleOf } from './titles';

/** More than any server says about one operation. */
const MAX_LINE_CHARACTERS = 4000;
const MAX_LINES = 200;

/** Whether something explains why an operation has no video, not all of its videos, or no recent answer. */
export function hasReason(operation: Operation): operation is Operation {
  const { state, problem } = operation;
  if (state === 'running') return problem !== undefined;
  return state !== 'succeeded' || problem !== undefined || operation.filteredCount !== undefined;
}

/** The reason as a person passes it on: what the API said, and why the last check failed. */
export function reasonWords(operation: Operation, endpoints: EndpointList): string {
  const problem = problemInFull(operation, endpoints);
  const parts = [
    ...(operation.state === 'running' ? [] : apiWords(operation)),
    ...(problem ? [problem] : []),
  ];
  return parts.flatMap(cleanLines).join('\n');
}

/** The whole reason below a heading that says what it is about. */
export function reasonInFull(operation: Operation, endpoints: EndpointList): string {
  const facts = [stateWord(operation), ...identityWords(operation, endpoints)];
  const heading = [titleOf(operation), facts.join(' · '), ...timeOf(operation)];
  return `${heading.flatMap(cleanLines).join('\n')}\n\n${reasonWords(operation, endpoints)}\n`;
}

/** The words of the API, with the code that its documentation lists. */
function apiWords(operation: Operation): string[] {
  if (operation.state !== 'failed') return [stateSentence(operation)];
  const { code, status, message } = operation.error;
  const codes = status === undefined ? t('error {0}', code) : `${status} (${code})`;
  return [message === '' ? codes : `${codes}: ${message}`];
}

function timeOf(operation: Operation): string[] {
  if (!hasEnded(operation)) return [];
  const at = new Date(operation.finishedAt);
  const when = at.toLocaleString(languageTag(), { dateStyle: 'medium', timeStyle: 'medium' });
  const elapsed = elapsedWords(operation, at.getTime());
  return [[t('ended {0}', when), ...(elapsed === undefined ? [] : [t('Took {0}', elapsed)])].join(' · ')];
}

/** The lines of a text from outside, without characters that hide text or turn its direction. */
function cleanLines(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/, MAX_LINES)
    .map((line) => oneLine(line, MAX_LINE_CHARACTERS))
    .filter((line) => line !== '');
}
