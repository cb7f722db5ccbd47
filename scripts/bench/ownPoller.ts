import type { Time } from '../../src/base/time';
import type { VideoApi } from '../../src/endpoints/videoApi';
import { OriginLimiters } from '../../src/tracking/limits/originLimiters';
import type { OperationStore } from '../../src/tracking/list/operationStore';
import { Poller } from '../../src/tracking/polling/poller';
import { Forecasts } from '../../src/tracking/schedule/forecasts';
import { ENDPOINT } from './endpoint';

/** A state that stays empty, whatever is written to it. */
export const nothingStored = { get: () => undefined, update: async () => undefined };

interface OwnPollerParts {
  readonly store: OperationStore;
  readonly time: Time;
  readonly requestsPerMinute: number;
  readonly requestStatus: VideoApi['requestStatus'];
}

/** Our poller at the endpoint of the benchmark, in the only window that there is. */
export function ownPoller({ store, time, requestsPerMinute, requestStatus }: OwnPollerParts): Poller {
  const endpoints = { byId: () => ENDPOINT };
  return new Poller({
    ...{ store, time, endpoints },
    limiters: new OriginLimiters({
      endpoints,
      requestsPerMinute: () => requestsPerMinute,
      windows: { share: () => 1, sentByOthers: () => [], noteSent: () => {} },
      time,
    }),
    forecasts: new Forecasts(nothingStored, time),
    keys: { get: async () => undefined },
    keepInline: () => Promise.reject(new Error('There are no videos inside answers')),
    settings: () => ({ checking: true, pace: 'balanced', focused: true }),
    api: { requestStatus },
  });
}
