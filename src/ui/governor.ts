import * as vscode from 'vscode';
import { endsWithin } from '../base/endsWithin';
import { systemTime } from '../base/time';
import type { RateLimits } from '../endpoints/rateLimits';
import { AuxiliaryRequests } from '../tracking/limits/auxiliaryRequests';
import { OriginLimiters } from '../tracking/limits/originLimiters';
import type { OperationStore } from '../tracking/list/operationStore';
import { Forecasts } from '../tracking/schedule/forecasts';
import { WindowShares } from '../tracking/windows/windowShares';
import type { EndpointList } from './endpointList';
import { leaseFolderIn } from './leaseFolder';
import type { CheckingMode, Pause } from './pause';
import type { CurrentSettings } from './settings';

/** What decides when which endpoint may be asked: forecasts, limits, and the other windows. */
export interface Governor extends vscode.Disposable {
  readonly forecasts: Forecasts;
  readonly limiters: OriginLimiters;
  readonly auxiliaryRequests: AuxiliaryRequests;
  readonly windowShares: WindowShares;
  /** Resolves when it is known what the other windows want, or after a moment; then asking may begin. */
  ready(): Promise<void>;
  /** A request goes to an origin that waits for nobody, such as a download. */
  count(origin: string): void;
  /** An origin has told of its limits. */
  learn(origin: string, limits: RateLimits): void;
}

export interface GovernorParts {
  readonly store: OperationStore;
  readonly endpoints: EndpointList;
  readonly settings: CurrentSettings;
  readonly pause: Pause;
}

/** ms; a folder on a network may not answer for long. */
export const PATIENCE = 1000;

/** Resuming alone does not help where the settings say no. */
export function checkingMode({ value }: CurrentSettings, pause: Pause): CheckingMode {
  if (!value.checkingEnabled) return 'offInSettings';
  return pause.isOn ? 'paused' : 'on';
}

/** Wires it; the other windows are looked at from the first operation that runs. */
export function createGovernor(
  { globalState, globalStorageUri }: vscode.ExtensionContext,
  { store, endpoints, settings, pause }: GovernorParts,
): Governor {
  const time = systemTime;
  const forecasts = new Forecasts(globalState, time);
  // A window that asks about nothing by itself leaves the limit to the others.
  const running = () => (checkingMode(settings, pause) === 'on' ? store.running : []);
  const uses = () => limiters.uses(running(), time.elapsed());
  const folder = leaseFolderIn(globalStorageUri);
  const windowShares = new WindowShares({ name: crypto.randomUUID(), folder, time, uses });
  const limiters: OriginLimiters = new OriginLimiters({
    endpoint: (id) => endpoints.byId(id),
    requestsPerMinute: () => settings.value.requestsPerMinute,
    share: (origin) => windowShares.share(origin),
    sentByOthers: (origin) => windowShares.sentByOthers(origin),
    onSend: () => windowShares.noteSent(),
    monotonic: () => time.monotonic(),
    random: time.random,
  });
  const auxiliaryRequests = new AuxiliaryRequests(limiters, time);
  const listeners = [
    // Here, and so before the poller hears of what may run now.
    store.onDidChange(() => windowShares.refresh()),
    pause.onDidChange(() => windowShares.refresh()),
    settings.onDidChange(() => windowShares.refresh()),
    settings.onDidChange(() => auxiliaryRequests.reschedule()),
    windowShares.onDidChange(() => auxiliaryRequests.reschedule()),
  ];
  return {
    forecasts,
    limiters,
    auxiliaryRequests,
    windowShares,
    async ready() {
      windowShares.refresh();
      await endsWithin(PATIENCE, windowShares.settled(), time);
    },
    count: (origin) => limiters.at(origin).count(time.elapsed()),
    learn: (origin, limits) => limiters.at(origin).learn(limits, time.elapsed()),
    dispose: () =>
      vscode.Disposable.from(...listeners, forecasts, limiters, windowShares, auxiliaryRequests).dispose(),
  };
}
