import type { Operation, OperationId, Source } from '../../operations/operation';
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
import { givenBy, type NamedOperation } from '../prompts/namedOperation';
import type { AcceptedText } from '../prompts/operationBox';
import type { Interpretation, TextInterpreter } from '../prompts/textInterpreter';
import { findBareId } from './bareIds';
import type { CommandContext, Commands } from './command';
import { placeOpen } from './openReferences';
import { addEndpoint } from './ownEndpoints';

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
      const accepted = await accept(parts.interpreter, argument);
      return accepted ? checkAccepted(accepted, parts) : [];
    },
    'veo.checkNow': async (...args) => {
      const operations = await parts.targets.operations(args, t('Check which operation?'));
      await askForMissingKeys(operations, parts);
      return checkAll(operations, parts);
    },
  };
}

/**
 * Tracks and checks what a person has pointed at, such as a selection: the same as if it were pasted into the box of the
 * command. The box opens where the text cannot be used, and says why.
 */
export async function checkGiven(given: GivenText, parts: CheckParts): Promise<readonly Operation[]> {
  const interpretation = await parts.interpreter.interpretWithArchive(given.parsed);
  const accepted =
    interpretation.kind === 'refused'
      ? await askForText(parts.interpreter, given)
      : { interpretation, given };
  return accepted ? checkAccepted(accepted, parts) : [];
}

async function checkAccepted(
  { interpretation, given }: AcceptedText,
  parts: CheckParts,
): Promise<readonly Operation[]> {
  if (interpretation.kind === 'bareId') return checkBareId(interpretation, given, parts);
  const asked = await placeOpen(interpretation.open, parts);
  const operations = [...interpretation.operations, ...asked];
  return checkFound({ operations, given, leftOut: interpretation.leftOut }, parts);
}

/** The argument, without questions about it, or else what the person pastes. */
async function accept(interpreter: TextInterpreter, argument: unknown): Promise<AcceptedText | undefined> {
  if (typeof argument !== 'string') return askForText(interpreter);
  const given = new GivenText(argument, 'api');
  const interpretation = await interpreter.interpretWithArchive(given.parsed);
  if (interpretation.kind === 'refused') return askForText(interpreter, given);
  if (interpretation.kind === 'bareId') return { interpretation, given };
  const settled = interpreter.locator.settled(interpretation);
  if (settled.operations.length === 0) return askForText(interpreter, given);
  return { interpretation: { kind: 'operations', ...settled }, given };
}

/** Looks for a bare id where it may be, or asks for its model. */
export async function checkBareId(
  bareId: Extract<Interpretation, { kind: 'bareId' }>,
  given: GivenText,
  parts: CheckParts,
): Promise<readonly Operation[]> {
  const { store, endpoints } = parts;
  const { id, homes } = bareId;
  if (homes.length === 0) return checkWithModel(id, given, parts);
  const result = await findBareId(bareId, {
    default: endpoints.default,
    check: async (endpoint) => {
      const named = { endpoint: endpoint.id, name: id };
      await askForMissingKeys([named], parts);
      const tracked = store.trackAll([{ id: named, given: givenBy(named, given.source) }]);
      const [checked] = await runChecks(tracked, parts);
      return checked;
    },
    forget: (operation) => store.remove([operation]),
  });
  if (result?.kind === 'model') return checkWithModel(id, given, parts);
  if (result?.kind !== 'found') {
    if (result?.kind === 'add') await addEndpoint(parts);
    return [];
  }
  void notifyChecked([result.operation], parts);
  return [result.operation];
}

async function checkWithModel(
  id: string,
  given: GivenText,
  parts: CheckParts,
): Promise<readonly Operation[]> {
  const { interpreter } = parts;
  const model = await askForModel(id, interpreter);
  if (!model) return [];
  const { operations } = interpreter.locator.locateAll([{ name: `models/${model}/operations/${id}` }]);
  return checkFound({ operations, given, leftOut: [] }, parts);
}

async function checkFound(
  { operations, given, leftOut }: Found,
  parts: CheckParts,
): Promise<readonly Operation[]> {
  const tracked = await trackNamed(operations, given.source, parts);
  notifyUnread({ text: given.text, tracked: tracked.length, leftOut }, parts.log);
  return checkAll(tracked, parts);
}

/** Tracks operations that a person has given, once the missing keys of their endpoints were asked for. */
export async function trackNamed(
  operations: readonly NamedOperation[],
  source: Source,
  parts: CheckParts,
): Promise<readonly Operation[]> {
  await askForMissingKeys(operations, parts);
  return parts.store.trackAll(operations.map((id) => ({ id, given: givenBy(id, source) })));
}

/** Checks operations now, and shows their state. */
export async function checkAll(
  operations: readonly Operation[],
  parts: CheckParts,
): Promise<readonly Operation[]> {
  if (operations.length === 0) return [];
  const checked = await runChecks(operations, parts);
  void notifyChecked(checked, parts);
  return checked;
}

/** Checks operations while the progress is shown, and no other message tells of them. */
async function runChecks(operations: readonly Operation[], parts: CheckParts): Promise<readonly Operation[]> {
  const suppressed = operations.map((operation) => parts.notifier.suppress(operation));
  try {
    if (operations[0]) void parts.reveal(operations[0]);
    return await duringProgress(checkingTitle(operations), (signal, report) =>
      checkEach(operations, parts.poller, { signal, report }),
    );
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
export async function askForMissingKeys(ids: readonly OperationId[], parts: CheckParts): Promise<void> {
  for (const endpointId of new Set(ids.map(({ endpoint }) => endpoint))) {
    const endpoint = parts.endpoints.byId(endpointId);
    if (endpoint) await askForMissingKey(endpoint, parts);
  }
}
