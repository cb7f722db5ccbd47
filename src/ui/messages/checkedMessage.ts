import { hasEnded, type Operation } from '../../operations/operation';
import { isScheduled } from '../../operations/pollingMode';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import {
  followingActions,
  isKeyFault,
  keyActions,
  problemActions,
  showAction,
  unsavedActions,
} from './actions';
import { showEnds } from './completionNotifier';
import { followingSentences, type KnownDurations, runningSentence } from './followingWords';
import { inform, offer, warn } from './message';
import { problemInFull } from './problemWords';
import { countWords } from './stateWords';
import { titleOf } from './titles';

/** Problems that a message about several operations explains; the rows explain theirs. */
const MAX_REASONS = 2;

/** What the message about a check depends on beside the operations. */
export interface CheckedContext {
  readonly endpoints: EndpointList;
  /** Whether the person will be notified of any end of a running operation. */
  readonly willNotifyEnd: () => boolean;
  readonly known: KnownDurations;
}

/** Shows the result of checking operations, in one message with what can be done next. */
export async function notifyChecked(checked: readonly Operation[], context: CheckedContext): Promise<void> {
  const [first] = checked;
  if (!first) return;
  if (checked.length > 1) return notifySeveral(checked, context.endpoints);
  if (first.problem) {
    const text = `${titleOf(first)}: ${problemInFull(first, context.endpoints)}`;
    return offer(warn, text, problemActions(first));
  }
  if (hasEnded(first)) return showEnds([first]);
  return notifyRunning(first, context);
}

function notifyRunning(operation: Operation, { willNotifyEnd, known }: CheckedContext): Promise<void> {
  const now = Date.now();
  const isPolled = isScheduled(operation);
  const sentences = [
    t('{0} is running.', titleOf(operation)),
    runningSentence(operation, now),
    ...followingSentences(operation, now, known),
    ...(isPolled && willNotifyEnd() ? [t("You'll be notified when it finishes.")] : []),
  ];
  return offer(inform, sentences.join(' '), followingActions(operation, now, known));
}

/** How many are in which state, and how many could not be checked and why: each counts in one of these. */
function notifySeveral(checked: readonly Operation[], endpoints: EndpointList): Promise<void> {
  const actions = [...unsavedActions(checked), showAction()];
  const troubled = checked.filter(({ problem }) => problem !== undefined);
  const answered = checked.filter(({ problem }) => problem === undefined);
  const counts = t('{0} operations: {1}', checked.length, countWords(answered));
  if (troubled.length === 0) return offer(inform, `${counts}.`, actions);
  const sentence = uncheckedSentence(troubled, endpoints);
  // The message has room for the key of one endpoint.
  const keyless = troubled.find(({ problem }) => isKeyFault(problem?.kind));
  const keys = keyless ? keyActions(keyless.problem, keyless.endpoint) : [];
  const words = answered.length > 0 ? `${counts}. ${sentence}` : sentence;
  return offer(warn, words, [...keys, ...actions]);
}

function uncheckedSentence(troubled: readonly Operation[], endpoints: EndpointList): string {
  const all = new Set(troubled.map((operation) => problemInFull(operation, endpoints)));
  const reasons = [...all].slice(0, MAX_REASONS).join(' ');
  return troubled.length === 1
    ? t('One operation could not be checked: {0}', reasons)
    : t('{0} operations could not be checked: {1}', troubled.length, reasons);
}
