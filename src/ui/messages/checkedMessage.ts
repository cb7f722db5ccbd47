import { hasEnded, type Operation } from '../../operations/operation';
import { pollingModeOf } from '../../operations/pollingMode';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { countWords } from './counts';
import { showEnds } from './endMessage';
import { followingActions, isKeyFault, keyActions, problemActions } from './faultActions';
import { followingSentences } from './followingWords';
import { inform, warn } from './message';
import { titleOf } from './names';
import { type Action, offer } from './offer';
import { problemInFull } from './problemWords';
import { type KnownDurations, runningSentence } from './timeWords';
import { unsavedActions } from './unsavedActions';

/** What is known beside the operations when the result of a check is told. */
export interface CheckedContext {
  readonly endpoints: EndpointList;
  /** Whether a message will tell the end of an operation that runs, whatever that end is. */
  readonly willNotifyEnd: () => boolean;
  readonly known: KnownDurations;
}

/** Tells what came of checking operations, in one message with what can be done next. */
export async function notifyChecked(checked: readonly Operation[], context: CheckedContext): Promise<void> {
  const [first] = checked;
  if (!first) return;
  if (checked.length > 1) return notifySeveral(checked, context.endpoints);
  if (first.problem) return notifyProblem(first, context.endpoints);
  if (hasEnded(first)) return showEnds([first]);
  return notifyRunning(first, context);
}

async function notifyRunning(operation: Operation, { willNotifyEnd, known }: CheckedContext): Promise<void> {
  const now = Date.now();
  const sentences = [
    t('{0} is running.', titleOf(operation)),
    runningSentence(operation, now),
    ...followingSentences(operation, now, known),
  ];
  const isFollowed = pollingModeOf(operation).kind === 'scheduled';
  if (isFollowed && willNotifyEnd()) sentences.push(t("You'll be notified when it finishes."));
  await offer(inform, sentences.join(' '), followingActions(operation, now, known));
}

function notifyProblem(operation: Operation, endpoints: EndpointList): Promise<void> {
  const text = `${titleOf(operation)}: ${problemInFull(operation, endpoints)}`;
  return offer(warn, text, problemActions(operation));
}

/** How many are in which state, and why some could not be checked. */
function notifySeveral(checked: readonly Operation[], endpoints: EndpointList): Promise<void> {
  const counts = t('{0} operations: {1}', checked.length, countWords(checked));
  const troubled = checked.filter(({ problem }) => problem !== undefined);
  const [first] = troubled;
  if (!first) return offer(inform, `${counts}.`, severalActions(checked));
  const reasons = [...new Set(troubled.map((operation) => problemInFull(operation, endpoints)))];
  const sentence = t(
    '{0} could not be checked: {1}',
    troubled.length,
    reasons.slice(0, MOST_REASONS).join(' '),
  );
  return offer(warn, `${counts}. ${sentence}`, [...keyActionsOf(troubled), ...severalActions(checked)]);
}

/** The rows tell the others. */
const MOST_REASONS = 2;

/** A message has room for one key; the rows of other endpoints ask for theirs. */
function keyActionsOf(troubled: readonly Operation[]): readonly Action[] {
  const keyless = troubled.find(({ problem }) => isKeyFault(problem?.kind));
  return keyless ? keyActions(keyless.problem?.kind, keyless.endpoint) : [];
}

function severalActions(checked: readonly Operation[]): readonly Action[] {
  return [...unsavedActions(checked), [t('Show'), 'veo.showOperations', undefined]];
}
