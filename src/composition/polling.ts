import { DisposableStore } from '../base/disposableStore';
import { systemTime } from '../base/time';
import { createVideoApi } from '../endpoints/contracts';
import type { Http } from '../endpoints/http';
import { askKeyLimits } from '../endpoints/keyLimits';
import { createVideoContents, type VideoContents } from '../endpoints/videoContents';
import { sourceOf } from '../endpoints/videoSource';
import { ExpiryTimes } from '../tracking/expiry/expiryTimes';
import { GoneCheck } from '../tracking/expiry/goneCheck';
import { checkKeyLimits } from '../tracking/limits/keyLimitsCheck';
import type { OperationStore } from '../tracking/list/operationStore';
import type { Probe } from '../tracking/polling/confirmation';
import { Poller } from '../tracking/polling/poller';
import type { KeepInline } from '../tracking/polling/statusRequest';
import type { ApiKeys } from '../ui/apiKeys';
import type { EndpointList } from '../ui/endpointList';
import { Focus, hasFocus } from '../ui/focus';
import type { Log } from '../ui/log';
import { checkingMode, type Pause } from '../ui/pause';
import type { CurrentSettings } from '../ui/settings';
import type { Limits } from './limits';

export interface PollingParts {
  readonly store: OperationStore;
  readonly limits: Limits;
  readonly http: Http;
  readonly contents: VideoContents;
  readonly keepInline: KeepInline;
  readonly keys: ApiKeys;
  readonly endpoints: EndpointList;
  readonly settings: CurrentSettings;
  readonly pause: Pause;
  readonly log: Log;
}

/**
 * Wires what polls the endpoints, and lets it react to settings, keys, the focus and the other windows. No request is sent
 * before `start`.
 */
export class Polling extends DisposableStore {
  readonly poller: Poller;
  private readonly focus = new Focus(hasFocus);
  private readonly goneCheck: GoneCheck;

  constructor(private readonly parts: PollingParts) {
    super();
    this.poller = this.add(this.createPoller());
    this.goneCheck = this.createAuxiliaryRequests();
    this.connect();
  }

  start(): void {
    this.poller.start();
    if (this.isOn) this.goneCheck.start();
  }

  private get isOn(): boolean {
    return checkingMode(this.parts.settings, this.parts.pause) === 'on';
  }

  private createPoller(): Poller {
    const { store, limits, http, contents, keepInline, keys, endpoints, settings, log } = this.parts;
    const { limiters, forecasts } = limits;
    const { focus } = this;
    return new Poller({
      ...{ store, keys, keepInline, limiters, forecasts, time: systemTime, endpoints },
      api: createVideoApi(http, (status) =>
        log.warn(`"${status}" is no documented status; it counts as running`),
      ),
      probe: probeWith(contents),
      settings: () => ({ pace: settings.value.pace, checking: this.isOn, focused: focus.isHere }),
    });
  }

  /** Wires the requests beside the status. */
  private createAuxiliaryRequests(): GoneCheck {
    const { store, limits, http, contents, keys, endpoints } = this.parts;
    const { limiters, auxiliaryRequests } = limits;
    const shared = { keys, endpoints, auxiliaryRequests };
    this.add(
      checkKeyLimits({
        ...{ ...shared, limiters, time: systemTime },
        onDidProve: this.poller.onDidProve,
        askLimits: (one, key, signal) => askKeyLimits(http, one, key, signal),
      }),
    );
    this.add(new ExpiryTimes({ ...shared, store, contents, clock: systemTime }));
    // Auxiliary requests are counted when they are sent. These contents must not count them again as downloads.
    return new GoneCheck({ ...shared, store, contents: createVideoContents(http), clock: systemTime });
  }

  private connect(): void {
    const { limits, keys, endpoints, settings, pause, log } = this.parts;
    const { poller, focus } = this;
    this.add(poller.onDidFail((error) => log.error('Unexpected error while checking:', error)));
    this.add(
      limits.forecasts.onDidFailToWrite((error) => log.error('What was learned could not be saved:', error)),
    );
    this.add(focus);
    this.add(focus.onDidChange(() => poller.paceChanged()));
    this.add(focus.onDidChange(() => (focus.isHere ? poller.wake() : undefined)));
    this.add(limits.windowShares.onDidChange(() => poller.reschedule()));
    this.add(limits.auxiliaryRequests.onDidEnd(() => poller.reschedule()));
    this.add(settings.onDidChange(() => poller.paceChanged()));
    this.add(endpoints.onDidChange(() => poller.endpointsChanged()));
    this.add(keys.onDidChange((origin) => poller.keyChanged(origin)));
    this.add(pause.onDidChange(() => poller.reschedule()));
  }
}

/** Only the endpoint itself can prove that a video is missing. Videos on other hosts count as present. */
function probeWith(contents: VideoContents): Probe {
  return async ({ name }, video, { endpoint, key, signal }) => {
    const source = sourceOf(endpoint, name, video);
    return source.kind === 'endpoint' ? contents.probe(source, key, signal) : 'present';
  };
}
