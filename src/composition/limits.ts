import * as vscode from 'vscode';
import type { RateLimits } from '../endpoints/rateLimits';
import { type Clock, steadyClock, stopwatch, systemClock } from '../tracking/clock';
import { Asides } from '../tracking/limits/asides';
import { Lanes } from '../tracking/limits/lanes';
import { Leases } from '../tracking/limits/leases';
import type { OperationStore } from '../tracking/list/operationStore';
import { Forecasts } from '../tracking/schedule/forecasts';
import type { EndpointList } from '../ui/endpointList';
import { leaseFolderIn } from '../ui/leaseFolder';
import type { CheckingMode, Pause } from '../ui/pause';
import type { CurrentSettings } from '../ui/settings';

/** What decides when an endpoint may be asked: forecasts, rate limits, and the shares of the other windows. */
export interface Limits extends vscode.Disposable {
  /** The clock for durations. */
  readonly steady: Clock;
  readonly forecasts: Forecasts;
  readonly lanes: Lanes;
  readonly asides: Asides;
  readonly leases: Leases;
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
  const steady = steadyClock(systemClock);
  const forecasts = new Forecasts(globalState, steady);
  // A window that does not poll leaves its share to the others.
  const running = () => (checkingMode(settings, pause) === 'on' ? store.running : []);
  const use = () => lanes.uses(running(), steady.now());
  const folder = leaseFolderIn(globalStorageUri);
  const leases = new Leases(crypto.randomUUID(), folder, systemClock, use, stopwatch);
  const lanes: Lanes = new Lanes({
    endpoint: (id) => endpoints.byId(id),
    requestsPerMinute: () => settings.value.requestsPerMinute,
    share: (origin) => leases.share(origin),
    sentByOthers: (origin) => leases.sentByOthers(origin),
    onSend: () => leases.touch(),
    stopwatch,
    random: Math.random,
  });
  const asides = new Asides(lanes, steady);
  const listeners = [
    // Registered here, and so before the poller, which must find the new shares.
    store.onDidChange(() => leases.look()),
    pause.onDidChange(() => leases.look()),
    settings.onDidChange(() => leases.look()),
    settings.onDidChange(() => asides.look()),
    leases.onDidChange(() => asides.look()),
  ];
  return {
    steady,
    forecasts,
    lanes,
    asides,
    leases,
    async ready() {
      leases.look();
      await leases.settled();
    },
    count: (origin) => lanes.at(origin).count(steady.now()),
    learn: (origin, limits) => lanes.at(origin).learn(limits, steady.now()),
    dispose: () => vscode.Disposable.from(...listeners, forecasts, lanes, leases, asides).dispose(),
  };
}
