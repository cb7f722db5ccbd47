import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Time } from '../../../src/base/time';
import { createVideoApi } from '../../../src/endpoints/contracts';
import { type Endpoint, originOf } from '../../../src/endpoints/endpoint';
import { GeminiApi } from '../../../src/endpoints/google/geminiApi';
import { createHttp } from '../../../src/endpoints/http/http';
import { HttpVideoContents } from '../../../src/endpoints/videoContents';
import { VideosApi } from '../../../src/endpoints/videos/videosApi';
import type { Answer, SucceededOperation, Video } from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';
import { createNodeFileWriter } from '../../../src/platform/node/nodeFileWriter';
import { nodePlatform } from '../../../src/platform/node/nodePlatform';
import { type DownloadOptions, Downloads, type VideoTarget } from '../../../src/saving/downloads';
import type { Progress } from '../../../src/saving/fetchVideo';
import type { FileWriter } from '../../../src/saving/files';
import { VideoUpdates } from '../../../src/saving/videoUpdates';
import type { SampleCount, Simulator, SimulatorOptions } from '../../../src/simulator/simulator';
import { Archive } from '../../../src/tracking/list/archive';
import { OperationStorage } from '../../../src/tracking/list/operationStorage';
import { OperationStore } from '../../../src/tracking/list/operationStore';
import { EndpointMap } from '../endpointMap';
import { withSimulator } from '../simulator/runningSimulator';
import { endedFrom } from '../tracking/list/listHarness';
import { MemoryArchive } from '../tracking/list/memoryArchive';
import { MemoryStorage } from '../tracking/list/memoryStorage';

export const KEY = 'sk-the-key-of-this-endpoint';
/** The name under which downloads are committed. */
export const NAME = 'clip.mp4';

/** Every pause is over at once; `pauses` has their lengths in ms. */
export class InstantTime implements Time {
  readonly pauses: number[] = [];
  /** Whether pauses never end. */
  isStopped = false;
  /** Called at the start of each pause. */
  onPause: () => void = () => undefined;

  now(): number {
    return Date.now();
  }

  elapsed(): number {
    return Date.now();
  }

  monotonic(): number {
    return performance.now();
  }

  random(): number {
    return 0.5;
  }

  setTimeout(callback: () => void, delay: number): unknown {
    this.pauses.push(delay);
    this.onPause();
    return this.isStopped ? undefined : setImmediate(callback);
  }

  clearTimeout(timer: unknown): void {
    clearImmediate(timer as NodeJS.Immediate | undefined);
  }
}

/** Downloads over real HTTP into a real folder. */
export class DownloadHarness {
  readonly time = new InstantTime();
  readonly storage = new MemoryStorage();
  readonly archive = new MemoryArchive();
  readonly store = new OperationStore(
    new OperationStorage(this.storage, new Archive(this.archive)),
    new InstantTime(),
  );
  readonly endpoints = new EndpointMap();
  readonly keys = new Map<string, string>();
  readonly log: string[] = [];
  readonly http;
  readonly contents;
  readonly updates = new VideoUpdates(this.store);
  readonly downloads: Downloads;
  /** The hosts from which the person always wants videos. */
  readonly allowedHosts = new Set<string>();

  constructor(
    readonly folder: string,
    /** ms of silence after which a request ends */
    deadline = 4000,
  ) {
    this.http = createHttp({
      userAgent: 'veo-operations/test',
      log: (line) => this.log.push(line()),
      openLoopback: nodePlatform.openLoopback,
      deadline,
    });
    this.contents = new HttpVideoContents(this.http);
    this.downloads = new Downloads({
      contents: this.contents,
      api: createVideoApi(this.http, () => undefined),
      keys: { get: async (endpoint) => this.keys.get(originOf(endpoint)) },
      updates: this.updates,
      time: this.time,
      isAllowedHost: (_, host) => this.allowedHosts.has(host),
      endpoints: this.endpoints,
    });
  }

  /** An endpoint whose key is known. */
  endpointAt(url: string, kind: Endpoint['kind'] = 'litellm'): Endpoint {
    const endpoint: Endpoint = { id: 'here', label: 'Here', kind, url, auth: { kind: 'key' } };
    this.endpoints.set(endpoint.id, endpoint);
    this.keys.set(originOf(endpoint), KEY);
    return endpoint;
  }

  /** An operation in the list that has just succeeded with these videos. */
  succeeded(name: string, ...videos: [Video, ...Video[]]): SucceededOperation {
    return this.ended(name, { kind: 'succeeded', videos });
  }

  ended(name: string, answer: Answer): SucceededOperation {
    const operation = this.store.track({ endpoint: 'here', name });
    this.store.update([transition(operation, answer, this.time.now())]);
    return this.store.get(operation) as SucceededOperation;
  }

  /** Moves an operation to the archive, behind 1001 operations that ended later. */
  async moveToArchive({ operation }: VideoTarget): Promise<void> {
    this.store.update([{ ...operation, finishedAt: '2020-01-01T00:00:00.000Z' }]);
    this.store.restore(endedFrom(1, 1001));
    await this.store.flush();
    assert.equal(this.store.get(operation), undefined);
  }

  /** A video, in the list, with this URI at the endpoint. */
  videoAt(uri: string, id = 'a1'): VideoTarget {
    return first(this.succeeded(`models/veo/operations/${id}`, { uri }));
  }

  /** Downloads as the extension does, and commits the file under `NAME`. */
  async save(target: VideoTarget, options: Partial<DownloadOptions> = {}): Promise<Saved> {
    const file = await createNodeFileWriter(this.folder);
    return this.saveTo(file, target, options);
  }

  async saveTo(
    file: FileWriter,
    target: VideoTarget,
    options: Partial<DownloadOptions> = {},
  ): Promise<Saved> {
    const progress: Progress[] = [];
    const onProgress = (latest: Progress) => progress.push({ ...latest });
    const { signal } = new AbortController();
    try {
      const size = await this.downloads.fetch(target, file, { onProgress, signal, ...options });
      const sha256 = await file.sha256();
      await file.commit(NAME, 'create');
      return { size, sha256, progress };
    } finally {
      await file.discard();
    }
  }

  /** Empties the folder. */
  async clear(): Promise<void> {
    for (const name of await this.files()) await rm(join(this.folder, name));
  }

  /** Names of what is in the folder. */
  files(): Promise<string[]> {
    return readdir(this.folder);
  }

  saved(name = NAME): Promise<Buffer> {
    return readFile(join(this.folder, name));
  }
}

export interface Saved {
  readonly size: number;
  readonly sha256: string;
  readonly progress: readonly Progress[];
}

/** A folder for one test, removed afterwards. */
export async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'veo-saving-'));
  try {
    await test(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A harness in a folder of its own. */
export function withDownloads(
  test: (harness: DownloadHarness) => Promise<void>,
  deadline?: number,
): Promise<void> {
  return withFolder((folder) => test(new DownloadHarness(folder, deadline)));
}

export interface SimulatedServer {
  readonly simulator: Simulator;
  readonly harness: DownloadHarness;
  /** A video of an operation that has just succeeded; each time another one. */
  readonly finished: (samples?: SampleCount) => Promise<VideoTarget>;
}

export interface SimulatedServerOptions extends Partial<SimulatorOptions> {
  readonly contract?: 'gemini' | 'videos';
  readonly deadline?: number;
}

/** Runs a test with a simulator that demands the key, and a harness that has it. */
export function withSimulatedServer(
  test: (server: SimulatedServer) => Promise<void>,
  options: SimulatedServerOptions = {},
): Promise<void> {
  const { contract = 'gemini', deadline, ...others } = options;
  return withSimulator({ key: KEY, ...others }, async (simulator) => {
    await withDownloads(async (harness) => {
      const endpoint = harness.endpointAt(simulator.url);
      const finished = async (samples: SampleCount = 1) => {
        const outcome = { kind: 'succeeded', samples } as const;
        const order = { model: 'veo-3.1-lite-generate-001', durationSeconds: 0, outcome, contract };
        return finishedVideo(harness, endpoint, simulator.operationName(order));
      };
      await test({ simulator, harness, finished });
    }, deadline);
  });
}

/** The first video of an operation, as the API reports it. */
export async function finishedVideo(
  harness: DownloadHarness,
  endpoint: Endpoint,
  name: string,
): Promise<VideoTarget> {
  const api = name.startsWith('video_')
    ? new VideosApi(harness.http, () => undefined)
    : new GeminiApi(harness.http);
  const answer = await api.requestStatus({ endpoint, name, key: KEY, signal: new AbortController().signal });
  return first(harness.ended(name, answer as Answer));
}

export function first(operation: SucceededOperation): VideoTarget {
  return { operation, video: operation.videos[0], index: 0 };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The `Range` headers of requests, in their order. */
export function rangesOf(requests: readonly { readonly headers: { readonly range?: string | undefined } }[]) {
  return requests.map(({ headers }) => headers.range);
}
