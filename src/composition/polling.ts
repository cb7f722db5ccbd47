import { DisposableStore } from '../base/disposableStore';
import type { Disposable } from '../base/event';
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

  constructor(private readonly parts: PollingParts) {
    const { limits, keys, endpoints, settings, pause, log } = parts;
    const focus = new Focus(hasFocus);
    const poller = createPoller(parts, focus);
    super(
      poller,
      poller.onDidFail((error) => log.error('Unexpected error while checking:', error)),
      limits.forecasts.onDidFailToWrite((error) => log.error('What was learned could not be saved:', error)),
      requestKeyLimits(parts, poller),
      new ExpiryTimes(auxiliaryParts(parts)),
      focus,
      focus.onDidChange(() => poller.paceChanged()),
      focus.onDidChange(() => (focus.isHere ? poller.wake() : undefined)),
      limits.windowShares.onDidChange(() => poller.reschedule()),
      limits.auxiliaryRequests.onDidEnd(() => poller.reschedule()),
      settings.onDidChange(() => poller.paceChanged()),
      endpoints.onDidChange(() => poller.endpointsChanged()),
      keys.onDidChange((origin) => poller.keyChanged(origin)),
      pause.onDidChange(() => poller.reschedule()),
    );
    this.poller = poller;
  }

  start(): void {
    const { parts } = this;
    this.poller.start();
    // Auxiliary requests are counted when they are sent. These contents must not count them again as downloads.
    const contents = createVideoContents(parts.http);
    if (isOn(parts)) new GoneCheck({ ...auxiliaryParts(parts), contents }).start();
  }
}

function createPoller(parts: PollingParts, focus: Focus): Poller {
  const { limits, http, contents, settings, log } = parts;
  return new Poller({
    ...parts,
    ...{ limiters: limits.limiters, forecasts: limits.forecasts, time: systemTime },
    api: createVideoApi(http, (status) =>
      log.warn(`"${status}" is no documented status; it counts as running`),
    ),
    probe: probeWith(contents),
    settings: () => ({ pace: settings.value.pace, checking: isOn(parts), focused: focus.isHere }),
  });
}

/** Requests the limits of each key that has proven good. */
function requestKeyLimits(
  { limits, http, keys, endpoints }: PollingParts,
  { onDidProve }: Poller,
): Disposable {
  const { limiters, auxiliaryRequests } = limits;
  return checkKeyLimits({
    ...{ onDidProve, keys, endpoints, limiters, auxiliaryRequests, time: systemTime },
    askLimits: (one, key, signal) => askKeyLimits(http, one, key, signal),
  });
}

function auxiliaryParts({ store, contents, keys, endpoints, limits }: PollingParts) {
  const { auxiliaryRequests } = limits;
  return { store, contents, keys, endpoints, auxiliaryRequests, clock: systemTime };
}

function isOn({ settings, pause }: PollingParts): boolean {
  return checkingMode(settings, pause) === 'on';
}

/** Only the endpoint itself can prove that a video is missing. Videos on other hosts count as present. */
function probeWith(contents: VideoContents): Probe {
  return async ({ name }, video, { endpoint, key, signal }) => {
    const source = sourceOf(endpoint, name, video);
    return source.kind === 'endpoint' ? contents.probe(source, key, signal) : 'present';
  };
}
