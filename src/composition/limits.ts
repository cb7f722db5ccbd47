import * as vscode from 'vscode';
import { systemTime } from '../base/time';
import type { RateLimits } from '../endpoints/rateLimits';
import { leaseFolderIn } from '../platform/vscode/leaseFolder';
import { AuxiliaryRequests } from '../tracking/limits/auxiliaryRequests';
import { OriginLimiters } from '../tracking/limits/originLimiters';
import type { OperationStore } from '../tracking/list/operationStore';
import { Forecasts } from '../tracking/schedule/forecasts';
import { WindowShares } from '../tracking/windows/windowShares';
import type { EndpointList } from '../ui/endpointList';
import type { CheckingMode, Pause } from '../ui/pause';
import type { CurrentSettings } from '../ui/settings';

/** What decides when an endpoint may be asked: forecasts, rate limits, and the shares of the other windows. */
export interface Limits extends vscode.Disposable {
  readonly forecasts: Forecasts;
  readonly limiters: OriginLimiters;
  readonly auxiliaryRequests: AuxiliaryRequests;
  readonly windowShares: WindowShares;
  /** Resolves when it is known what the other windows want; a folder on a network may not answer for long. */
  ready(): Promise<void>;
  /** Counts a request that waits for no limit, such as a download. */
  count(origin: string): void;
  /** Learns the limits that an origin has sent. */
  learn(origin: string, limits: RateLimits): void;
}

export interface LimitsParts {
  readonly store: OperationStore;
  readonly endpoints: EndpointList;
  readonly settings: CurrentSettings;
  readonly pause: Pause;
}

/** The setting comes first: resuming does not help where it is off. */
export function checkingMode({ value }: CurrentSettings, pause: Pause): CheckingMode {
  if (!value.checkingEnabled) return 'offInSettings';
  return pause.isOn ? 'paused' : 'on';
}

/** Wires the limits; the other windows are read from the first running operation on. */
export function createLimits(
  { globalState, globalStorageUri }: vscode.ExtensionContext,
  { store, endpoints, settings, pause }: LimitsParts,
): Limits {
  const time = systemTime;
  const forecasts = new Forecasts(globalState, time);
  // A window that does not poll leaves its share to the others.
  const running = () => (checkingMode(settings, pause) === 'on' ? store.running : []);
  const uses = () => limiters.uses(running(), time.elapsed());
  const folder = leaseFolderIn(globalStorageUri);
  const windowShares = new WindowShares({ name: crypto.randomUUID(), folder, time, uses });
  const limiters: OriginLimiters = new OriginLimiters({
    endpoints,
    requestsPerMinute: () => settings.value.requestsPerMinute,
    share: (origin) => windowShares.share(origin),
    sentByOthers: (origin) => windowShares.sentByOthers(origin),
    onSend: () => windowShares.noteSent(),
    monotonic: () => time.monotonic(),
    random: time.random,
  });
  const auxiliaryRequests = new AuxiliaryRequests(limiters, time);
  const listeners = [
    // Registered here, and so before the poller, which must find the new shares.
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
      await windowShares.settled();
    },
    count: (origin) => limiters.at(origin).count(time.elapsed()),
    learn: (origin, limits) => limiters.at(origin).learn(limits, time.elapsed()),
    dispose: () =>
      vscode.Disposable.from(...listeners, forecasts, limiters, windowShares, auxiliaryRequests).dispose(),
  };
}
