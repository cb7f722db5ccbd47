import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SucceededOperation, Video } from '../../../src/operations/operation';
import type { DownloadOptions, VideoTarget } from '../../../src/saving/downloads';
import type { Place } from '../../../src/saving/place';
import { createSaving, type Saving } from '../../../src/saving/saving';
import type { Sidecar } from '../../../src/saving/sidecar';
import type { Conflict, SavedVideo } from '../../../src/saving/videoSaver';
import type { SeenRequest } from '../../../src/simulator/requestLog';
import type { SampleCount, Simulator } from '../../../src/simulator/simulator';
import { DiskFiles } from './diskFiles';
import { NAME, type SavingWorld, type Scene, withScene } from './savingWorld';

/** What a person who cancels is told by. */
export const CANCELLED = new Error('Canceled');

/** The whole room over a real disk and a simulator: the folder of a person, and the two storages of the extension. */
export class SavingRoom {
  readonly files = new DiskFiles();
  /** The folder of the person. */
  readonly folder: string;
  readonly storage: string;
  readonly globalStorage: string;
  wantsSidecar = true;
  readonly saving: Saving;
  readonly world: SavingWorld;
  readonly simulator: Simulator;

  constructor(private readonly scene: Scene) {
    const { world, simulator } = scene;
    this.world = world;
    this.simulator = simulator;
    [this.folder, this.storage, this.globalStorage] = ['videos', 'storage', 'globalStorage'].map((name) =>
      join(world.folder, name),
    ) as [string, string, string];
    this.saving = createSaving({
      contents: world.contents,
      keys: { get: async (origin) => world.keys.get(origin) },
      store: world.store,
      clock: world.clock,
      endpoints: world.endpoints,
      files: this.files,
      storage: this.files.at(this.storage),
      globalStorage: this.files.at(this.globalStorage),
      wantsSidecar: () => this.wantsSidecar,
      cancellation: () => CANCELLED,
    });
  }

  /** A video of an operation that has just succeeded. */
  finished(samples?: SampleCount): Promise<VideoTarget> {
    return this.scene.finished(samples);
  }

  /** As `target` stands in the list by now. */
  current({ operation, index }: VideoTarget): VideoTarget {
    const current = this.world.store.get(operation) as SucceededOperation;
    return { operation: current, video: current.videos[index] as Video, index };
  }

  /** Saves a video, as it stands in the list, into the folder of the person. */
  save(target: VideoTarget, conflict: Conflict = 'number', name = NAME): Promise<SavedVideo> {
    const uri = this.placeOf(name);
    return this.saving.saver.save({ target: this.current(target), uri, conflict }, this.options());
  }

  /** A file to be played of a video, as it stands in the list. */
  play(target: VideoTarget, signal?: AbortSignal): Promise<Place> {
    return this.saving.copies.copyOf(this.current(target), this.options(signal));
  }

  options(signal = new AbortController().signal): DownloadOptions {
    return { signal, onProgress: () => undefined };
  }

  placeOf(name: string): Place {
    return this.files.at(join(this.folder, name));
  }

  /** Requests for videos so far. */
  get downloads(): number {
    return this.simulator.requests.filter(isDownload).length;
  }

  /** Names of what is in the folder of the person. */
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

/** A room of its own for one test. */
export function withRoom(test: (room: SavingRoom) => Promise<void>): Promise<void> {
  return withScene(async (scene) => {
    const room = new SavingRoom(scene);
    await mkdir(room.folder);
    await test(room);
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
