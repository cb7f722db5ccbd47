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
import type { ApiKeys } from './apiKeys';
import type { EndpointList } from './endpointList';
import { Focus, hasFocus } from './focus';
import { checkingMode, type Governor } from './governor';
import type { Log } from './log';
import type { CheckingMode, Pause } from './pause';
import type { CurrentSettings } from './settings';

export interface CheckingParts {
  readonly store: OperationStore;
  readonly governor: Governor;
  readonly http: Http;
  readonly contents: VideoContents;
  readonly keepInline: KeepInline;
  readonly keys: ApiKeys;
  readonly endpoints: EndpointList;
  readonly settings: CurrentSettings;
  readonly pause: Pause;
  readonly log: Log;
}

/** What asks the endpoints, and follows the settings, the keys, the focus and the other windows. */
export interface Checking extends vscode.Disposable {
  readonly poller: Poller;
  /** Begins to ask. */
  start(): void;
  /** Whether operations are checked without the person asking. */
  mode(): CheckingMode;
  /** Fires when the person pauses or resumes, or the settings change. */
  readonly onDidChangeMode: vscode.Event<void>;
}

/** Wires what asks about operations; nothing is asked before it is started. */
export function createChecking(parts: CheckingParts): Checking {
  const { store, governor, http, contents, keepInline, keys, endpoints, settings, pause, log } = parts;
  const { limiters, forecasts, auxiliaryRequests } = governor;
  const time = systemTime;
  const endpoint = (id: string) => endpoints.byId(id);
  const focus = new Focus(hasFocus);
  const mode = () => checkingMode(settings, pause);
  const modeChanges = new vscode.EventEmitter<void>();
  const api = createVideoApi(http, (status) =>
    log.warn(`"${status}" is no documented status; it counts as running`),
  );
  const probe: Probe = async ({ name }, video, { endpoint: at, key, signal }) => {
    const source = sourceOf(at, name, video);
    // What another host says is no word of this endpoint.
    return source.kind === 'endpoint' ? contents.probe(source, key, signal) : 'present';
  };
  const poller = new Poller({
    ...{ store, api, keys, keepInline, probe, limiters, forecasts, time, endpoint },
    settings: () => ({ pace: settings.value.pace, checking: mode() === 'on', focused: focus.isHere }),
  });
  const keyLimits = checkKeyLimits({
    ...{ keys, endpoint, limiters, auxiliaryRequests, time },
    onDidProve: poller.onDidProve,
    askLimits: (one, key, signal) => askKeyLimits(http, one, key, signal),
  });
  // Its requests count as auxiliaryRequests, not as downloads.
  const uncounted = createVideoContents(http);
  const goneCheck = new GoneCheck({
    store,
    contents: uncounted,
    keys,
    auxiliaryRequests,
    clock: time,
    endpoint,
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
    new ExpiryTimes({ store, contents, keys, auxiliaryRequests, clock: time, endpoint }),
    focus,
    focus.onDidChange(() => poller.paceChanged()),
    focus.onDidChange(() => (focus.isHere ? poller.wake() : undefined)),
    governor.windowShares.onDidChange(() => poller.reschedule()),
    governor.auxiliaryRequests.onDidEnd(() => poller.reschedule()),
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
