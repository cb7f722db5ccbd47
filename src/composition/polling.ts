import { DisposableStore } from '../base/disposableStore';
import type { Disposable, Event } from '../base/event';
import { systemTime } from '../base/time';
import { createVideoApi } from '../endpoints/contracts';
import type { Http } from '../endpoints/http/httpPort';
import type { Spool } from '../endpoints/http/spool';
import { fetchKeyLimits } from '../endpoints/keyLimits';
import { HttpVideoContents, type VideoContents } from '../endpoints/videoContents';
import { sourceOf } from '../endpoints/videoSource';
import type { Keys } from '../tracking/apiKeyAccess';
import { requestExpiryTimes } from '../tracking/expiry/expiryTimeRequests';
import { requestPresence } from '../tracking/expiry/videoPresenceRequests';
import { requestKeyLimits } from '../tracking/limits/apiKeyLimitRequests';
import type { OperationStore } from '../tracking/list/operationStore';
import { Poller } from '../tracking/polling/poller';
import type { KeepInline, Probe } from '../tracking/polling/statusRequest';
import type { EndpointList } from '../ui/endpointList';
import { Focus, hasFocus } from '../ui/focus';
import type { Log } from '../ui/log';
import { checkingMode, type Pause } from '../ui/pause';
import type { CurrentSettings } from '../ui/settings';
import type { Limits } from './limits';

/** Keys that tell for which origin there is another one. */
type ChangingKeys = Keys & { readonly onDidChange: Event<string> };

export interface PollingParts {
  readonly store: OperationStore;
  readonly limits: Limits;
  readonly http: Http;
  readonly contents: VideoContents;
  readonly keepInline: KeepInline;
  readonly spool: Spool | undefined;
  readonly keys: ChangingKeys;
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
      learnKeyLimits(parts, poller),
      requestExpiryTimes(auxiliaryParts(parts)),
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
    const contents = new HttpVideoContents(parts.http);
    if (isOn(parts)) requestPresence({ ...auxiliaryParts(parts), contents });
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
function learnKeyLimits({ limits, http, keys }: PollingParts, { onDidProve }: Poller): Disposable {
  const { limiters, auxiliaryRequests } = limits;
  return requestKeyLimits({
    ...{ onDidProve, keys, limiters, auxiliaryRequests, time: systemTime },
    fetchLimits: (endpoint, key, signal) => fetchKeyLimits(http, { endpoint, key, signal }),
  });
}

function auxiliaryParts({ store, contents, limits }: PollingParts) {
  return { store, contents, auxiliaryRequests: limits.auxiliaryRequests, time: systemTime };
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
