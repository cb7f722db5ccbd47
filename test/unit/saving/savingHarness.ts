import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createVideoApi } from '../../../src/endpoints/contracts';
import { originOf } from '../../../src/endpoints/endpoint';
import type { SucceededOperation, Video } from '../../../src/operations/operation';
import type { DownloadOptions, VideoTarget } from '../../../src/saving/downloads';
import type { FileUri } from '../../../src/saving/fileUri';
import { createSaving, type Saving } from '../../../src/saving/saving';
import type { Sidecar } from '../../../src/saving/sidecar';
import type { Conflict, SavedVideo } from '../../../src/saving/videoSaver';
import type { SeenRequest } from '../../../src/simulator/requestLog';
import type { SampleCount, Simulator } from '../../../src/simulator/simulator';
import { DiskFiles } from './diskFiles';
import { type DownloadHarness, NAME, type SimulatedServer, withSimulatedServer } from './downloadHarness';

/** The reason of an abort, in place of VS Code's. */
export const CANCELLED = new Error('Canceled');

/** All of `src/saving` on a real disk and with a simulated server: a person's folder, and both storages of the extension. */
export class SavingHarness {
  readonly files = new DiskFiles();
  /** The person's folder. */
  readonly folder: string;
  readonly storage: string;
  readonly globalStorage: string;
  wantsSidecar = true;
  readonly saving: Saving;
  readonly parts: DownloadHarness;
  readonly simulator: Simulator;

  constructor(private readonly server: SimulatedServer) {
    const { harness: parts, simulator } = server;
    this.parts = parts;
    this.simulator = simulator;
    [this.folder, this.storage, this.globalStorage] = ['videos', 'storage', 'globalStorage'].map((name) =>
      join(parts.folder, name),
    ) as [string, string, string];
    this.saving = createSaving({
      contents: parts.contents,
      api: createVideoApi(parts.http, () => undefined),
      keys: { get: async (endpoint) => parts.keys.get(originOf(endpoint)) },
      store: parts.store,
      time: parts.time,
      endpoints: parts.endpoints,
      isAllowedHost: () => false,
      files: this.files,
      storage: this.files.uriOf(this.storage),
      globalStorage: this.files.uriOf(this.globalStorage),
      wantsSidecar: () => this.wantsSidecar,
    });
  }

  /** A video of an operation that has just succeeded. */
  finished(samples?: SampleCount): Promise<VideoTarget> {
    return this.server.finished(samples);
  }

  /** As `target` stands in the list by now. */
  current({ operation, index }: VideoTarget): VideoTarget {
    const current = this.parts.store.get(operation) as SucceededOperation;
    return { operation: current, video: current.videos[index] as Video, index };
  }

  /** Saves a video, as it stands in the list, into the person's folder. */
  save(target: VideoTarget, conflict: Conflict = 'number', name = NAME): Promise<SavedVideo> {
    const uri = this.uriOf(name);
    return this.saving.saver.save({ target: this.current(target), uri, conflict }, this.options());
  }

  /** A file to be played of a video, as it stands in the list. */
  play(target: VideoTarget, signal?: AbortSignal): Promise<FileUri> {
    return this.saving.cache.fileToPlay(this.current(target), this.options(signal));
  }

  options(signal = new AbortController().signal): DownloadOptions {
    return { signal, onProgress: () => undefined };
  }

  uriOf(name: string): FileUri {
    return this.files.uriOf(join(this.folder, name));
  }

  /** Requests for videos so far. */
  get downloadCount(): number {
    return this.simulator.requests.filter(isDownload).length;
  }

  /** Names of what is in the person's folder. */
  async names(): Promise<string[]> {
    return (await readdir(this.folder)).sort();
  }

  read(name: string): Promise<Buffer> {
    return readFile(join(this.folder, name));
  }

  write(name: string, content: string | Uint8Array): Promise<void> {
    return writeFile(join(this.folder, name), content);
  }

  async sidecar(name: string): Promise<Sidecar> {
    return JSON.parse((await this.read(name)).toString());
  }

  /** All files below a folder, such as a storage. */
  async filesBelow(folder: string): Promise<string[]> {
    const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    return found.filter((one) => one.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  }
}

/** A harness of its own for one test. */
export function withSaving(test: (harness: SavingHarness) => Promise<void>): Promise<void> {
  return withSimulatedServer(async (server) => {
    const harness = new SavingHarness(server);
    await mkdir(harness.folder);
    await test(harness);
  });
}

/** Writes a file, and the folders that it lies in. */
export async function writeBelow(path: string, content: string | Uint8Array = 'a video'): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

export function isDownload({ path }: SeenRequest): boolean {
  return path.includes(':download');
}
