import type * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import { systemTime } from '../base/time';
import type { RateLimits } from '../endpoints/http/rateLimits';
import { isScheduled } from '../operations/pollingMode';
import { leaseFolderIn } from '../platform/vscode/leaseFolder';
import type { Keys } from '../tracking/apiKeyAccess';
import { AuxiliaryRequests } from '../tracking/limits/auxiliaryRequests';
import { OriginLimiters } from '../tracking/limits/originLimiters';
import type { OperationStore } from '../tracking/list/operationStore';
import { Forecasts } from '../tracking/schedule/forecasts';
import { WindowShares } from '../tracking/windows/windowShares';
import type { EndpointList } from '../ui/endpointList';
import { checkingMode, type Pause } from '../ui/pause';
import type { CurrentSettings } from '../ui/settings';

interface LimitsParts {
  readonly store: OperationStore;
  readonly endpoints: EndpointList;
  readonly keys: Keys;
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
    { store, endpoints, keys, settings, pause }: LimitsParts,
  ) {
    const time = systemTime;
    const forecasts = new Forecasts(globalState, time);
    // What a window does not poll leaves its share to the others, and needs no lease.
    const polled = () => (checkingMode(settings, pause) === 'on' ? store.running.filter(isScheduled) : []);
    const uses = () => limiters.uses(polled(), time.elapsed());
    const folder = leaseFolderIn(globalStorageUri);
    const windowShares = new WindowShares({ name: crypto.randomUUID(), folder, time, uses });
    const limiters: OriginLimiters = new OriginLimiters({
      endpoints,
      requestsPerMinute: () => settings.value.requestsPerMinute,
      windows: windowShares,
      time,
    });
    const auxiliaryRequests = new AuxiliaryRequests({ limiters, endpoints, keys, time });
    super(
      // The poller listens, too. It is made later, so it finds the new shares.
      store.onDidChange(() => windowShares.refresh()),
      pause.onDidChange(() => windowShares.refresh()),
      settings.onDidChange(() => windowShares.refresh()),
      settings.onDidChange(() => auxiliaryRequests.reschedule()),
      windowShares.onDidChange(() => auxiliaryRequests.reschedule()),
      ...[forecasts, limiters, windowShares, auxiliaryRequests],
    );
    [this.forecasts, this.limiters] = [forecasts, limiters];
    [this.windowShares, this.auxiliaryRequests] = [windowShares, auxiliaryRequests];
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
