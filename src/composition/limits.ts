import type * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import { systemTime } from '../base/time';
import type { RateLimits } from '../endpoints/rateLimits';
import { leaseFolderIn } from '../platform/vscode/leaseFolder';
import { AuxiliaryRequests } from '../tracking/limits/auxiliaryRequests';
import { OriginLimiters } from '../tracking/limits/originLimiters';
import type { OperationStore } from '../tracking/list/operationStore';
import { Forecasts } from '../tracking/schedule/forecasts';
import { WindowShares } from '../tracking/windows/windowShares';
import type { EndpointList } from '../ui/endpointList';
import { checkingMode, type Pause } from '../ui/pause';
import type { CurrentSettings } from '../ui/settings';

export interface LimitsParts {
  readonly store: OperationStore;
  readonly endpoints: EndpointList;
  readonly settings: CurrentSettings;
  readonly pause: Pause;
}

/** Wires what decides when a request may be sent: forecasts, rate limiters, and the shares of the other windows. */
export class Limits extends DisposableStore {
  readonly forecasts: Forecasts;
  readonly windowShares: WindowShares;
  readonly limiters: OriginLimiters;
  readonly auxiliaryRequests: AuxiliaryRequests;

  constructor(
    { globalState, globalStorageUri }: vscode.ExtensionContext,
    { store, endpoints, settings, pause }: LimitsParts,
  ) {
    super();
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
    this.forecasts = this.add(forecasts);
    this.limiters = this.add(limiters);
    this.windowShares = this.add(windowShares);
    this.auxiliaryRequests = this.add(new AuxiliaryRequests(limiters, time));
    this.connect({ store, settings, pause });
  }

  /** Called before the poller is made, so that the poller finds the new shares when it hears of the same change. */
  private connect({ store, settings, pause }: Omit<LimitsParts, 'endpoints'>): void {
    const { windowShares, auxiliaryRequests } = this;
    this.add(store.onDidChange(() => windowShares.refresh()));
    this.add(pause.onDidChange(() => windowShares.refresh()));
    this.add(settings.onDidChange(() => windowShares.refresh()));
    this.add(settings.onDidChange(() => auxiliaryRequests.reschedule()));
    this.add(windowShares.onDidChange(() => auxiliaryRequests.reschedule()));
  }

  /** Resolves once it is known what the other windows use. A folder on a network may take long to answer. */
  async ready(): Promise<void> {
    this.windowShares.refresh();
    await this.windowShares.settled();
  }

  /** Counts a request that waits for no permit, such as a download. */
  readonly count = (origin: string): void => this.limiters.at(origin).count(systemTime.elapsed());

  /** Learns the limits that an origin has sent. */
  readonly learn = (origin: string, limits: RateLimits): void =>
    this.limiters.at(origin).learn(limits, systemTime.elapsed());
}
