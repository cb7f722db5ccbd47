import { createVideoApi } from '../endpoints/contracts';
import { originOf } from '../endpoints/endpoint';
import { TRIAL_DEADLINE_MS, tryEndpoint } from '../endpoints/endpointTrial';
import { createHttp } from '../endpoints/http/http';
import type { Http } from '../endpoints/http/httpPort';
import type { VideoApi } from '../endpoints/videoApi';
import { HttpVideoContents, type VideoContents } from '../endpoints/videoContents';
import type { Platform } from '../platform/platform';
import type { Log } from '../ui/log';
import type { Trial } from '../ui/prompts/trial';
import type { Limits } from './limits';

/** The ways to send requests. */
export interface Requests {
  readonly http: Http;
  readonly contents: VideoContents;
  /** For a download that needs another address. */
  readonly api: VideoApi;
  readonly trial: Trial;
}

interface RequestsParts {
  readonly platform: Platform;
  /** Of the extension, for the user agent. */
  readonly version: string;
  readonly limits: Limits;
  readonly log: Log;
}

/** Wires the HTTP client to the limits and the log. Downloads and trials wait for no permit, but they are counted. */
export function createRequests({ platform, version, limits, log }: RequestsParts): Requests {
  const options = {
    userAgent: platform.userAgent?.(version),
    resolveHost: platform.resolveHost,
    openLoopback: platform.openLoopback,
    log: (line: () => string) => log.debug(line),
  };
  const http = createHttp({ ...options, onRateLimits: limits.learn, onExtraRequest: limits.count });
  const httpOfTrials = createHttp({ ...options, deadline: TRIAL_DEADLINE_MS });
  const counted: Http = {
    ...httpOfTrials,
    getJson: (request) => {
      limits.count(new URL(request.url).origin);
      return httpOfTrials.getJson(request);
    },
  };
  const trial: Trial = (endpoint, key, signal) => tryEndpoint(counted, { endpoint, key, signal });
  return { http, contents: new HttpVideoContents(http, limits.count), api: countedApi(http, limits), trial };
}

/** A status that is asked for a download waits for no permit either. What it says of itself, the poller has logged. */
function countedApi(http: Http, limits: Limits): VideoApi {
  const api = createVideoApi(http, () => undefined);
  return {
    requestStatus(query) {
      limits.count(originOf(query.endpoint));
      return api.requestStatus(query);
    },
  };
}
