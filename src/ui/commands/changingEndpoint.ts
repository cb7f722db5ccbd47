import * as vscode from 'vscode';
import { type Endpoint, SIMULATOR_ID } from '../../endpoints/endpoint';
import { isMovable, type MovableOperation } from '../../operations/endpointChange';
import type { Operation } from '../../operations/operation';
import type { Move, OperationStore } from '../../tracking/list/operationStore';
import { t } from '../language/t';
import { withLeftOut } from '../messages/leftOut';
import { inList, literally } from '../messages/literalText';
import { confirm, inform } from '../messages/message';
import { titleOf } from '../messages/titles';
import type { EndpointPromptParts } from '../prompts/askForEndpoint';
import { askForMissingKey } from '../prompts/askForKey';
import type { Chosen } from '../prompts/commandTargets';
import { addressWords } from '../prompts/endpointWords';
import { canCheck } from '../prompts/textInterpreter';
import { checkTogether } from './checking';
import type { CommandContext, Commands } from './command';
import { addEndpoint } from './ownEndpoints';

type ChangingParts = EndpointPromptParts &
  Pick<CommandContext, 'targets' | 'store' | 'poller' | 'reveal' | 'inBackground'>;

interface Item extends vscode.QuickPickItem {
  readonly choose: () => Promise<Endpoint | undefined>;
}

/** Change Endpoint: operations are checked at another endpoint, at once. */
export function changingCommands(parts: ChangingParts): Commands {
  return {
    'veo.changeEndpoint': async (...args) => {
      const placeHolder = t('Change the endpoint of which operation?');
      const { applicable, leftOut } = await parts.targets.choose(isMovable, args, placeHolder);
      if (applicable.length === 0) return;
      const endpoint = await chooseEndpoint(applicable, parts);
      if (endpoint) await move({ applicable, leftOut }, endpoint, parts);
    },
  };
}

async function chooseEndpoint(
  operations: readonly MovableOperation[],
  parts: ChangingParts,
): Promise<Endpoint | undefined> {
  const choices = parts.endpoints.all.filter((endpoint) => isChoice(endpoint, operations));
  const items: Item[] = choices.map((endpoint) => ({
    label: inList(endpoint.label),
    description: addressWords(endpoint),
    choose: async () => endpoint,
  }));
  items.push({ label: `$(add) ${t('Add Endpoint…')}`, choose: () => addEndpoint(parts) });
  const title = literally(t('Change Endpoint: {0}', titleOfAll(operations)));
  const placeHolder = t('Which endpoint knows it? It is asked at once.');
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true });
  return picked?.choose();
}

/** Whether an endpoint can check all operations, and at least one of them is at another endpoint. */
function isChoice(endpoint: Endpoint, operations: readonly MovableOperation[]): boolean {
  if (endpoint.id === SIMULATOR_ID || operations.every((one) => one.endpoint === endpoint.id)) return false;
  return canCheckAll(endpoint, operations);
}

function canCheckAll(endpoint: Endpoint, operations: readonly Operation[]): boolean {
  return operations.every(({ name }) => canCheck(endpoint, name));
}

async function move(
  { applicable: operations, leftOut }: Chosen<MovableOperation>,
  endpoint: Endpoint,
  parts: ChangingParts,
): Promise<void> {
  const { store, poller, reveal, inBackground } = parts;
  if (!canCheckAll(endpoint, operations)) {
    return confirm(t('{0} has no operations of such a name', endpoint.label));
  }
  const moves = store.move(operations, { endpoint: endpoint.id });
  const moved = moves.flatMap(({ to }) => store.get(to) ?? []);
  const [first] = moved;
  if (!first) return;
  void reveal(first);
  const text = t('{0}: checked at {1} from now on.', titleOfAll(moved), endpoint.label);
  inBackground(offerUndo(withLeftOut(text, leftOut), moves, store));
  await askForMissingKey(endpoint, parts);
  await checkTogether(moved, poller);
}

/** Notifies of moves, with a button that undoes them. */
export async function offerUndo(text: string, moves: readonly Move[], store: OperationStore): Promise<void> {
  const undo = t('Undo');
  if ((await inform(text, undo)) === undo) store.undoMoves(moves);
}

/** What has moved along with the default endpoint. */
export function movedWithDefaultWords(moves: readonly Move[], { label }: Endpoint): string {
  const [first] = moves;
  return moves.length === 1 && first
    ? t('{0} had no answer yet: it is now checked at {1}.', titleOf(first.from), label)
    : t('{0} operations that had no answer yet are now checked at {1}.', moves.length, label);
}

function titleOfAll(operations: readonly Operation[]): string {
  const [first] = operations;
  return operations.length === 1 && first ? titleOf(first) : t('{0} operations', operations.length);
}
