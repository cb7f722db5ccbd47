import { type Endpoint, originOf } from '../../../src/endpoints/endpoint';
import {
  type AnsweredVideo,
  type StatusQuery,
  type VideoApi,
  VideoApiError,
} from '../../../src/endpoints/videoApi';
import type { Answer, InlineVideo, Operation, OperationId, Video } from '../../../src/operations/operation';
import type { ProblemKind } from '../../../src/operations/problem';
import { AuxiliaryRequests } from '../../../src/tracking/limits/auxiliaryRequests';
import { OriginLimiters } from '../../../src/tracking/limits/originLimiters';
import type { Archive } from '../../../src/tracking/list/archive';
import { OperationStorage } from '../../../src/tracking/list/operationStorage';
import { OperationStore } from '../../../src/tracking/list/operationStore';
import type { PollingRules } from '../../../src/tracking/polling/polledOperation';
import { Poller, type PollSettings } from '../../../src/tracking/polling/poller';
import type { Probe } from '../../../src/tracking/polling/statusRequest';
import type { Forecast } from '../../../src/tracking/schedule/forecast';
import { fakeClock } from '../base/fakeClock';
import { EndpointMap } from '../endpointMap';
import { idOf, TEN_O_CLOCK } from '../operations/arbitraries';
import { SINGLE_WINDOW } from './limits/singleWindow';
import { MemoryStorage } from './list/memoryStorage';

/** Google's endpoint, whose key is known in a new harness. */
export const GOOGLE: Endpoint = {
  id: 'google',
  label: 'Google',
  kind: 'google',
  url: 'https://generativelanguage.googleapis.com',
  auth: { kind: 'key' },
};
export const GOOGLE_ORIGIN = 'https://generativelanguage.googleapis.com';

/** Another endpoint, which needs no key. */
export const SIMULATOR: Endpoint = {
  id: 'simulator',
  label: 'Simulator',
  kind: 'litellm',
  url: 'http://127.0.0.1:8080',
  auth: { kind: 'none' },
};

/** One question that reached the API. */
export interface Asked {
  readonly name: string;
  readonly key: string | undefined;
  /** ms since the harness began */
  readonly at: number;
  readonly signal: AbortSignal;
}

/** What the API does when it is asked. */
export type Behaviour = (asked: Asked) => Answer<AnsweredVideo> | Promise<Answer<AnsweredVideo>>;

export const running: Behaviour = () => ({ kind: 'running' });
export const succeeded: Behaviour = () => ({ kind: 'succeeded', videos: [{ uri: 'https://a/b' }] });
/** Never answers; ends with its signal, as requests do. */
export const hanging: Behaviour = ({ signal }) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

/** @param retryAfter in ms */
export function failing(kind: ProblemKind, retryAfter?: number): Behaviour {
  return () => {
    throw new VideoApiError(kind, `It is ${kind}`, { retryAfter });
  };
}

/** Each of these once, in order, then the last for ever. */
export function inTurn(...behaviours: readonly Behaviour[]): Behaviour {
  let turn = 0;
  return (asked) => {
    const behaviour = behaviours[Math.min(turn++, behaviours.length - 1)];
    return behaviour ? behaviour(asked) : { kind: 'running' };
  };
}

/** A part of each second goes unseen; what nobody has asked about yet is asked about at once. */
const EVEN: Forecast = {
  chance: () => 0,
  expectedLateness: (since, age) => (since === undefined ? 1000 : (age - since) * 0.075),
};

/**
 * A store and a poller over one storage, a clock that stands still until it is put forward, and an API that does as
 * told. Ends are as likely at any age, so that requests are due every 8 s (eager 3.3 s, gentle 33.3 s); all jitter is at
 * its middle: retries come after 5.25, 10.5, 21, 42, 63 s.
 */
export class PollingHarness implements VideoApi {
  readonly clock = fakeClock(TEN_O_CLOCK);
  readonly storage = new MemoryStorage();
  /** From the next restart on. */
  archive: Archive | undefined;
  readonly endpoints = new EndpointMap(GOOGLE, SIMULATOR);
  readonly keys = new Map([[GOOGLE_ORIGIN, 'key 1']]);
  readonly keyring = { get: async (endpoint: Endpoint) => this.keys.get(originOf(endpoint)) };
  readonly asked: Asked[] = [];
  readonly failures: unknown[] = [];
  /** What videos came inside answers; each is kept under its number. */
  readonly inline: InlineVideo[] = [];
  keepInline = async (video: InlineVideo): Promise<Video> => ({ uri: `file:///${this.inline.push(video)}` });
  settings: PollSettings = { checking: true, pace: 'balanced', focused: true };
  requestsPerMinute = 100_000;
  /** Of the limit, which this window has. */
  share = 1;
  limiters = this.newLimiters();
  readonly learned: { readonly from: number; readonly to: number }[] = [];
  forecasts: PollingRules['forecasts'] = {
    of: () => EVEN,
    overdueAfter: () => 1800,
    sawRunning: () => {},
    sawGone: () => {},
    learn: ({ from, to }) => this.learned.push({ from, to }),
  };
  behaviour: Behaviour = running;
  /** How the content of a completed video of /v1/videos is found when it is asked for. */
  probe: Probe = async () => 'present';
  store = this.newStore();
  poller = this.newPoller();

  async requestStatus({ name, key, signal }: StatusQuery): Promise<Answer<AnsweredVideo>> {
    const asked = { name, key, at: this.now, signal };
    this.asked.push(asked);
    return this.behaviour(asked);
  }

  /** ms since the harness began */
  get now(): number {
    return this.clock.now() - TEN_O_CLOCK;
  }

  /** Lets all happen that is due now. */
  settle(): Promise<unknown> {
    return this.clock.advance(0);
  }

  advance(seconds: number): Promise<unknown> {
    return this.clock.advance(seconds * 1000);
  }

  /** Tracks operations at Google and lets the first requests happen. */
  async track(...ids: readonly string[]): Promise<void> {
    for (const id of ids) this.store.track(idOf(id));
    await this.settle();
  }

  /** The operation at Google as it is now. */
  operation(id: string): Operation | undefined {
    return this.store.get(idOf(id));
  }

  problem(id: string): ProblemKind | undefined {
    return this.operation(id)?.problem?.kind;
  }

  /** The seconds at which the API was asked, about one operation or all. */
  secondsAsked(id?: OperationId): number[] {
    return this.asked.filter(({ name }) => !id || name === id.name).map(({ at }) => at / 1000);
  }

  /** VS Code ends, without a chance to write, and starts again. */
  restart(): void {
    this.poller.dispose();
    this.store.dispose();
    this.store = this.newStore();
    this.limiters = this.newLimiters();
    this.poller = this.newPoller();
  }

  private newLimiters(): OriginLimiters {
    return new OriginLimiters({
      endpoints: this.endpoints,
      requestsPerMinute: () => this.requestsPerMinute,
      windows: { ...SINGLE_WINDOW.windows, share: () => this.share },
      time: this.clock,
    });
  }

  private newStore(): OperationStore {
    const store = new OperationStore(new OperationStorage(this.storage, this.archive), this.clock);
    store.load();
    return store;
  }

  newAuxiliaryRequests(): AuxiliaryRequests {
    const { limiters, endpoints, keyring, clock } = this;
    return new AuxiliaryRequests({ limiters, endpoints, keys: keyring, time: clock });
  }

  /** A poller that has not been started. */
  unstartedPoller(): Poller {
    return new Poller({
      store: this.store,
      api: this,
      keys: this.keyring,
      keepInline: (_, __, video) => this.keepInline(video),
      probe: (...asked) => this.probe(...asked),
      limiters: this.limiters,
      forecasts: this.forecasts,
      time: this.clock,
      endpoints: this.endpoints,
      settings: () => this.settings,
    });
  }

  private newPoller(): Poller {
    const poller = this.unstartedPoller();
    poller.onDidFail((error) => this.failures.push(error));
    poller.start();
    return poller;
  }
}
