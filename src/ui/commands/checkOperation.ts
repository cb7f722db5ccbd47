import type { Operation, OperationId } from '../../operations/operation';
import type { Poller } from '../../tracking/polling/poller';
import { t } from '../language/t';
import { type CheckedContext, notifyChecked } from '../messages/checkedMessage';
import { duringProgress, type Step } from '../messages/progress';
import { checkingTitle } from '../messages/stateWords';
import { notifyUnread } from '../messages/unreadText';
import { askForMissingKey } from '../prompts/askForKey';
import { askForModel } from '../prompts/askForModel';
import { askForText } from '../prompts/askForText';
import { GivenText } from '../prompts/givenText';
import type { AcceptedText } from '../prompts/operationBox';
import { givenBy, type NamedOperation, type TextInterpreter } from '../prompts/textInterpreter';
import type { CommandContext, Commands } from './command';

export type CheckParts = CheckedContext &
  Pick<
    CommandContext,
    | 'store'
    | 'poller'
    | 'endpoints'
    | 'keys'
    | 'trial'
    | 'settings'
    | 'interpreter'
    | 'targets'
    | 'notifier'
    | 'reveal'
    | 'log'
  >;

/** Operations to track and check, the text that names them, and why others in it are left out. */
interface Found {
  readonly operations: readonly NamedOperation[];
  readonly given: GivenText;
  readonly leftOut: readonly string[];
}

/**
 * Check Veo operation: tracks and checks the operations that a text names, returns them, and shows their state. Rows are
 * checked by a command of their own, because VS Code also passes the focused row to the buttons above the tree, which
 * must ask for a text.
 */
export function checkCommands(parts: CheckParts): Commands {
  return {
    'veo.checkOperation': async (argument) => {
      const found = await find(parts, argument);
      return found ? checkFound(found, parts) : [];
    },
    'veo.checkNow': async (...args) => {
      const operations = await parts.targets.operations(args, t('Check which operation?'));
      await askForMissingKeys(operations, parts);
      return checkAll(operations, parts);
    },
  };
}

/** The operations in the argument or, if there is none, in the text that the person pastes. */
async function find({ interpreter }: CheckParts, argument: unknown): Promise<Found | undefined> {
  const accepted = await accept(interpreter, argument);
  if (!accepted) return undefined;
  const { interpretation, given } = accepted;
  if (interpretation.kind === 'operations') return { ...interpretation, given };
  const model = await askForModel(interpretation.id, interpreter);
  const operation = model && interpreter.locate({ name: `models/${model}/operations/${interpretation.id}` });
  return operation ? { operations: [operation], given, leftOut: [] } : undefined;
}

async function accept(interpreter: TextInterpreter, argument: unknown): Promise<AcceptedText | undefined> {
  if (typeof argument !== 'string') return askForText(interpreter);
  const given = new GivenText(argument, 'api');
  const interpretation = await interpreter.interpretWithArchive(given.parsed);
  return interpretation.kind === 'refused' ? askForText(interpreter, given) : { interpretation, given };
}

async function checkFound(
  { operations, given, leftOut }: Found,
  parts: CheckParts,
): Promise<readonly Operation[]> {
  await askForMissingKeys(operations, parts);
  const tracked = parts.store.trackAll(operations.map((id) => ({ id, given: givenBy(id, given.source) })));
  notifyUnread({ text: given.text, tracked: tracked.length, leftOut }, parts.log);
  return checkAll(tracked, parts);
}

async function checkAll(operations: readonly Operation[], parts: CheckParts): Promise<readonly Operation[]> {
  const [first] = operations;
  if (!first) return [];
  const suppressed = operations.map((operation) => parts.notifier.suppress(operation));
  try {
    void parts.reveal(first);
    const checked = await duringProgress(checkingTitle(operations), (signal, report) =>
      checkEach(operations, parts.poller, { signal, report }),
    );
    void notifyChecked(checked, parts);
    return checked;
  } finally {
    for (const one of suppressed) one.dispose();
  }
}

/** Without operations that were removed meanwhile, or whose check was cancelled. */
async function checkEach(
  operations: readonly Operation[],
  poller: Poller,
  { signal, report }: { signal: AbortSignal; report: (step: Step) => void },
): Promise<readonly Operation[]> {
  const all = operations.length;
  let done = 0;
  const one = async (operation: Operation) => {
    const checked = await poller.check(operation, signal);
    done++;
    if (all > 1) report({ text: t('{0} of {1}', done, all), part: done / all });
    return checked;
  };
  const results = await Promise.allSettled(operations.map(one));
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

/** Operations are tracked without a key, too: their rows say that it is missing. */
async function askForMissingKeys(ids: readonly OperationId[], parts: CheckParts): Promise<void> {
  for (const endpointId of new Set(ids.map(({ endpoint }) => endpoint))) {
    const endpoint = parts.endpoints.byId(endpointId);
    if (endpoint) await askForMissingKey(endpoint, parts);
  }
}
