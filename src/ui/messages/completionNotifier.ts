import { DisposableStore } from '../../base/disposableStore';
import type { Disposable } from '../../base/event';
import {
  type EndedOperation,
  hasEnded,
  isUnseen,
  type OperationId,
  operationKey,
} from '../../operations/operation';
import type { OperationChange, OperationStore } from '../../tracking/list/operationStore';
import { t } from '../language/t';
import type { Notifications } from '../settings';
import { endActions, showAction, unsavedActions } from './actions';
import type { MessageKind } from './coalescedMessages';
import { elapsedWords } from './followingWords';
import { inform, offer, warn } from './message';
import { countWords, stateSentence } from './stateWords';
import { titleOf } from './titles';

/** Notifies of each end of an operation when it is seen, once. */
export class CompletionNotifier extends DisposableStore {
  private readonly suppressed = new Set<string>();

  constructor(
    store: OperationStore,
    private readonly wanted: () => Notifications,
    private readonly notify: (ends: readonly EndedOperation[]) => unknown,
  ) {
    super(store.onDidChange((changes) => this.storeChanged(changes)));
  }

  /** Leaves the end of an operation to the command that checks it, until the result is disposed of. */
  suppress(id: OperationId): Disposable {
    const key = operationKey(id);
    this.suppressed.add(key);
    return { dispose: () => this.suppressed.delete(key) };
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    const ends = changes.flatMap(({ before, after }) =>
      before?.state === 'running' && after && hasEnded(after) && this.isWanted(after) ? [after] : [],
    );
    if (ends.length > 0) this.notify(ends);
  }

  private isWanted(end: EndedOperation): boolean {
    if (this.suppressed.has(operationKey(end))) return false;
    const wanted = this.wanted();
    return wanted === 'all' || (wanted === 'failures' && end.state !== 'succeeded');
  }
}

/** The messages of ends that nobody asked for. */
export function completionMessages(store: OperationStore): MessageKind<EndedOperation> {
  return {
    // A video may have been saved, or an operation renamed, while its end waited for others.
    show: (ends) => showEnds(ends.map((end) => currentEnd(end, store))),
    stillUnseen: (ends) => ends.flatMap((end) => store.get(end) ?? []).filter(isUnseen),
  };
}

function currentEnd(end: EndedOperation, store: OperationStore): EndedOperation {
  const current = store.get(end);
  return current && hasEnded(current) ? current : end;
}

/** Shows one or several ends, in one message with what can be done next. */
export function showEnds(ends: readonly EndedOperation[]): Promise<void> {
  // A warning where there is no video at all.
  const show = ends.some(({ state }) => state === 'succeeded') ? inform : warn;
  const [first] = ends;
  if (first && ends.length === 1) return offer(show, endSentence(first), endActions(first));
  const text = t('{0} operations: {1}', ends.length, countWords(ends));
  return offer(show, text, [...unsavedActions(ends), showAction()]);
}

function endSentence(end: EndedOperation): string {
  const time = elapsedWords(end, Date.now());
  const title = time === undefined ? titleOf(end) : `${titleOf(end)} (${time})`;
  return `${title}: ${stateSentence(end)}`;
}
