import * as vscode from 'vscode';
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
import type { CheckingMode, Pause } from '../ui/pause';
import type { CurrentSettings } from '../ui/settings';
import { checkingMode, type Limits } from './limits';

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

/** What polls the endpoints, and reacts to settings, keys, the focus and the other windows. */
export interface Polling extends vscode.Disposable {
  readonly poller: Poller;
  /** Starts polling. */
  start(): void;
  /** Whether background polling is on. */
  mode(): CheckingMode;
  /** Fires when the person pauses or resumes, or the settings change. */
  readonly onDidChangeMode: vscode.Event<void>;
}

/** Wires polling; no request is sent before `start`. */
export function createPolling(parts: PollingParts): Polling {
  const { store, limits, http, contents, keepInline, keys, endpoints, settings, pause, log } = parts;
  const { limiters, forecasts, auxiliaryRequests } = limits;
  const time = systemTime;
  const focus = new Focus(hasFocus);
  const mode = () => checkingMode(settings, pause);
  const modeChanges = new vscode.EventEmitter<void>();
  const api = createVideoApi(http, (status) =>
    log.warn(`"${status}" is no documented status; it counts as running`),
  );
  const probe: Probe = async ({ name }, video, { endpoint: at, key, signal }) => {
    const source = sourceOf(at, name, video);
    // The answer of another host says nothing about this endpoint.
    return source.kind === 'endpoint' ? contents.probe(source, key, signal) : 'present';
  };
  const poller = new Poller({
    ...{ store, api, keys, keepInline, probe, limiters, forecasts, time, endpoints },
    settings: () => ({ pace: settings.value.pace, checking: mode() === 'on', focused: focus.isHere }),
  });
  const keyLimits = checkKeyLimits({
    ...{ keys, endpoints, limiters, auxiliaryRequests, time },
    onDidProve: poller.onDidProve,
    askLimits: (one, key, signal) => askKeyLimits(http, one, key, signal),
  });
  // Its requests are auxiliary ones, which are counted when they are sent: they must not count as downloads, too.
  const uncounted = createVideoContents(http);
  const goneCheck = new GoneCheck({
    store,
    contents: uncounted,
    keys,
    auxiliaryRequests,
    clock: time,
    endpoints,
  });
  const start = () => {
    poller.start();
    if (mode() === 'on') goneCheck.start();
  };
  const disposable = vscode.Disposable.from(
    poller,
    poller.onDidFail((error) => log.error('Unexpected error while checking:', error)),
    forecasts.onDidFailToWrite((error) => log.error('What was learned could not be saved:', error)),
    keyLimits,
    new ExpiryTimes({ store, contents, keys, auxiliaryRequests, clock: time, endpoints }),
    focus,
    focus.onDidChange(() => poller.paceChanged()),
    focus.onDidChange(() => (focus.isHere ? poller.wake() : undefined)),
    limits.windowShares.onDidChange(() => poller.reschedule()),
    limits.auxiliaryRequests.onDidEnd(() => poller.reschedule()),
    settings.onDidChange(() => poller.paceChanged()),
    endpoints.onDidChange(() => poller.endpointsChanged()),
    keys.onDidChange((origin) => poller.keyChanged(origin)),
    pause.onDidChange(() => poller.reschedule()),
    modeChanges,
    settings.onDidChange(() => modeChanges.fire()),
    pause.onDidChange(() => modeChanges.fire()),
  );
  return {
    ...{ poller, start, mode },
    onDidChangeMode: modeChanges.event,
    dispose: () => disposable.dispose(),
  };
}
