import type * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { Throttle } from '../../base/throttle';
import { systemTime, type Time } from '../../base/time';
import type { EndedOperation, RunningOperation } from '../../operations/operation';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { isKeyFault } from '../messages/actions';
import { problemSentence } from '../messages/problemWords';
import { countsOf, stateWord } from '../messages/stateWords';
import { titleOf } from '../messages/titles';
import type { CheckingMode } from '../pause';
import { REDRAW_INTERVAL_MS } from '../redrawInterval';
import { pauseNotice } from './pauseNotice';
import { createStatusItem, drawStatus, idleStatus, type StatusContent, type StatusLink } from './statusItem';

/** Results that the tooltip lists. */
const MAX_RESULTS = 20;

interface StatusBarSources {
  readonly store: OperationStore;
  readonly endpoints: EndpointList;
  readonly mode: () => CheckingMode;
}

/** Keeps the status-bar item up to date: what waits for the person, how many results are unseen, and how many run. */
export class StatusBar extends DisposableStore {
  constructor(
    private readonly sources: StatusBarSources,
    time: Time = systemTime,
    private readonly item: vscode.StatusBarItem = createStatusItem(),
  ) {
    super(item);
    const redrawing = this.add(new Throttle(() => this.redraw(), REDRAW_INTERVAL_MS, time));
    this.add(sources.store.onDidChange(() => redrawing.request()));
    this.add(sources.store.onDidArchive(() => redrawing.request()));
    this.redraw();
  }

  /** Shows the present state; hidden while nothing is tracked. */
  redraw(): void {
    if (this.sources.store.size === 0) this.item.hide();
    else drawStatus(this.item, contentFrom(this.sources));
  }
}

function contentFrom({ store, endpoints, mode }: StatusBarSources): StatusContent {
  const { running, unseen } = store;
  if (running.length + unseen.length === 0) return idleStatus(mode());
  const pause = pauseNotice(mode());
  const keyless = running.filter(needsKey);
  const others = running.filter((operation) => !needsKey(operation));
  const troubled = keyless[0] ?? others.find(({ problem }) => problem);
  const icon = troubled ? 'warning' : resultIcon(unseen);
  return {
    icon: pause ? 'debug-pause' : icon,
    isUrgent: keyless.length > 0,
    parts: defined(pause?.words, keylessWords(keyless.length), ...countsOf([...unseen, ...others])),
    sentences: defined(
      pause?.sentence,
      troubled && problemSentence(troubled, endpoints),
      ...resultLines(unseen),
    ),
    links: [...(pause ? [pause.link] : []), ...keyLinks(keyless)],
  };
}

function needsKey({ problem }: RunningOperation): boolean {
  return isKeyFault(problem?.kind);
}

function keylessWords(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? t('1 needs a key') : t('{0} need a key', count);
}

function keyLinks([operation]: readonly RunningOperation[]): readonly StatusLink[] {
  return operation ? [[t('Set API Key…'), 'veo.setApiKey', operation.endpoint]] : [];
}

function resultIcon(unseen: readonly EndedOperation[]): string {
  if (unseen.length === 0) return 'device-camera-video';
  return unseen.every(({ state }) => state === 'succeeded') ? 'pass-filled' : 'info';
}

function resultLines(unseen: readonly EndedOperation[]): string[] {
  const lines = unseen
    .slice(0, MAX_RESULTS)
    .map((operation) => `${titleOf(operation)}: ${stateWord(operation)}`);
  return unseen.length > MAX_RESULTS ? [...lines, '…'] : lines;
}

function defined(...texts: readonly (string | undefined)[]): string[] {
  return texts.filter((text) => text !== undefined);
}
