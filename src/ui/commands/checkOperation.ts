import { originOf } from '../../endpoints/endpoint';
import { pollingOf } from '../../operations/following';
import { hasEnded, type Operation, type OperationId } from '../../operations/operation';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { Poller } from '../../tracking/polling/poller';
import type { ApiKeys } from '../apiKeys';
import { askForKey } from '../asking/askForKey';
import { askForText } from '../asking/askForText';
import type { OperationInput, Understood } from '../asking/operationInput';
import type { Targets } from '../asking/targets';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import type { CompletionNotifier } from '../telling/completionNotifier';
import { showEnds } from '../telling/endMessage';
import { followingActions, problemActions } from '../telling/faultActions';
import { followingSentences } from '../telling/followingWords';
import { inform, warn } from '../telling/message';
import { titleOf } from '../telling/names';
import { offer } from '../telling/offer';
import { problemInFull } from '../telling/problemWords';
import { duringProgress } from '../telling/progress';
import { type KnownDurations, runningSentence } from '../telling/timeWords';
import { checkingWords } from '../telling/words';
import type { Commands } from './command';

/** What Check Veo operation works with. */
export interface CheckParts {
  readonly store: OperationStore;
  readonly poller: Poller;
  readonly endpoints: EndpointList;
  readonly keys: ApiKeys;
  readonly input: OperationInput;
  readonly targets: Targets;
  readonly notifier: CompletionNotifier;
  readonly reveal: (id: OperationId) => PromiseLike<void>;
  /** Whether a message will tell the end of an operation that runs, whatever that end is. */
  readonly willTellEnd: () => boolean;
  readonly known: KnownDurations;
}

/**
 * Check Veo operation: from a text to tracked operations, which it returns, and their state in words. A command of its
 * own checks rows: VS Code gives the row in focus to the buttons above the tree too, which are to ask for a text.
 */
export function checkCommands(parts: CheckParts): Commands {
  return {
    'veo.checkOperation': async (argument) => checkAll(await identify(parts, argument), parts),
    'veo.checkNow': async (...args) => {
      const placeHolder = t('Check which operation?');
      return checkAll(await parts.targets.operations(args, placeHolder), parts);
    },
  };
}

/** The operations meant by the argument, or, where it is none, by what the person pastes. */
async function identify({ input }: CheckParts, argument: unknown): Promise<readonly OperationId[]> {
  const text = typeof argument === 'string' ? argument : undefined;
  const given = text === undefined ? undefined : await input.lookUp(text);
  const understood = given && given.kind !== 'refused' ? given : await askForText(input, text);
  return understood ? complete(understood, input) : [];
}

async function complete(understood: Understood, input: OperationInput): Promise<readonly OperationId[]> {
  if (understood.kind === 'operations') return understood.operations;
  if (understood.kind === 'refused') return [];
  const model = await input.askForModel(understood.id);
  if (model === undefined) return [];
  const id = input.locate({ name: `models/${model}/operations/${understood.id}` });
  return id ? [id] : [];
}

async function checkAll(ids: readonly OperationId[], parts: CheckParts): Promise<readonly Operation[]> {
  const [first] = ids;
  if (!first) return [];
  await askForMissingKeys(ids, parts);
  const told = ids.map((id) => parts.notifier.leaveTo(id));
  try {
    const tracked = ids.map((id) => parts.store.track(id));
    void parts.reveal(first);
    const results = await duringProgress(checkingWords(tracked), (signal) =>
      Promise.allSettled(ids.map((id) => parts.poller.check(id, signal))),
    );
    // What was removed meanwhile, or cancelled, has nothing to tell.
    const checked = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    void tell(checked, parts);
    return checked;
  } finally {
    for (const one of told) one.dispose();
  }
}

/** A person who does not give the key now still has the operation tracked: its row says what is missing. */
async function askForMissingKeys(
  ids: readonly OperationId[],
  { endpoints, keys }: CheckParts,
): Promise<void> {
  for (const endpointId of new Set(ids.map(({ endpoint }) => endpoint))) {
    const endpoint = endpoints.byId(endpointId);
    if (endpoint?.auth.kind !== 'key' || (await keys.get(originOf(endpoint))) !== undefined) continue;
    await askForKey(endpoint, keys);
  }
}

async function tell(checked: readonly Operation[], parts: CheckParts): Promise<void> {
  const [first] = checked;
  if (!first) return;
  if (checked.length > 1) return tellMany(checked);
  if (first.problem) return tellProblem(first, parts.endpoints);
  if (hasEnded(first)) return showEnds([first]);
  return tellRunning(first, parts);
}

async function tellRunning(operation: Operation, { willTellEnd, known }: CheckParts): Promise<void> {
  const now = Date.now();
  const sentences = [
    t('{0} is running.', titleOf(operation)),
    runningSentence(operation, now),
    ...followingSentences(operation, now, known),
  ];
  const isFollowed = pollingOf(operation).kind === 'scheduled';
  if (isFollowed && willTellEnd()) sentences.push(t('You will be told when it ends.'));
  await offer(inform, sentences.join(' '), followingActions(operation, now, known));
}

async function tellMany(checked: readonly Operation[]): Promise<void> {
  const running = checked.filter((operation) => !hasEnded(operation)).length;
  await inform(
    t(
      '{0} operations were checked: {1} running, {2} ended.',
      checked.length,
      running,
      checked.length - running,
    ),
  );
}

function tellProblem(operation: Operation, endpoints: EndpointList): Promise<void> {
  const text = `${titleOf(operation)}: ${problemInFull(operation, endpoints)}`;
  return offer(warn, text, problemActions(operation));
}
