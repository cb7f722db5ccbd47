import * as vscode from 'vscode';
import { originOf } from '../../endpoints/endpoint';
import { hasEnded, type Operation, type OperationId } from '../../operations/operation';
import type { OperationStore } from '../../tracking/operationStore';
import type { Poller } from '../../tracking/poller';
import type { ApiKeys } from '../apiKeys';
import { askForKey } from '../asking/askForKey';
import { askForText } from '../asking/askForText';
import type { OperationInput, Understood } from '../asking/operationInput';
import { isAny, type Targets } from '../asking/targets';
import type { EndpointList } from '../endpointList';
import type { CompletionNotifier } from '../telling/completionNotifier';
import { showEnds } from '../telling/endMessage';
import { duringProgress } from '../telling/progress';
import { elapsedWords, problemInFull, titleOf, unlinked } from '../telling/words';
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
}

/** Check Veo operation: from a text to tracked operations, which it returns, and their state in words. */
export function checkCommand(parts: CheckParts): Commands {
  return {
    'veo.checkOperation': async (...args) => {
      const called = parts.targets.isCalledOn(args)
        ? await parts.targets.operations(args, '', isAny)
        : undefined;
      const ids = called ?? (await identify(parts, args[0]));
      return ids.length > 0 ? checkAll(ids, parts) : [];
    },
  };
}

/** The operations meant by the argument, or, where it is none, by what the person pastes. */
async function identify({ input }: CheckParts, argument: unknown): Promise<readonly OperationId[]> {
  const text = typeof argument === 'string' ? argument : undefined;
  const given = text === undefined ? undefined : input.understand(text);
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
  await askForMissingKeys(ids, parts);
  const told = ids.map((id) => parts.notifier.leaveTo(id));
  try {
    const tracked = ids.map((id) => parts.store.track(id));
    if (tracked[0]) void parts.reveal(tracked[0]);
    const title =
      tracked.length === 1 && tracked[0]
        ? vscode.l10n.t('Checking {0}…', titleOf(tracked[0]))
        : vscode.l10n.t('Checking {0} operations…', tracked.length);
    const checked = await duringProgress(title, (signal) =>
      Promise.all(ids.map((id) => parts.poller.check(id, signal))),
    );
    void tell(checked, parts.endpoints);
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

async function tell(checked: readonly Operation[], endpoints: EndpointList): Promise<void> {
  const [first] = checked;
  if (checked.length > 1 || !first) return tellMany(checked);
  if (hasEnded(first)) return showEnds([first]);
  if (first.problem) return tellProblem(first, endpoints);
  const time = elapsedWords(first, Date.now()) ?? '';
  await vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0} is running; it has been followed for {1}. You will be told when it ends.',
      titleOf(first),
      time,
    ),
  );
}

async function tellMany(checked: readonly Operation[]): Promise<void> {
  const running = checked.filter((operation) => !hasEnded(operation)).length;
  await vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0} operations were checked: {1} running, {2} ended.',
      checked.length,
      running,
      checked.length - running,
    ),
  );
}

async function tellProblem(operation: Operation, endpoints: EndpointList): Promise<void> {
  const text = unlinked(`${titleOf(operation)}: ${problemInFull(operation, endpoints)}`);
  const setKey = vscode.l10n.t('Set API Key…');
  const keyWouldHelp = operation.problem?.kind === 'noKey' || operation.problem?.kind === 'unauthorized';
  const answer = await vscode.window.showWarningMessage(text, ...(keyWouldHelp ? [setKey] : []));
  if (answer === setKey) await vscode.commands.executeCommand('veo.setApiKey', operation.endpoint);
}
