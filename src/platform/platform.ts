import type { ResolveHost } from '../endpoints/redirect';
import type { FileWriter } from '../saving/saveError';
import type { Simulator, SimulatorOptions } from '../simulator/simulator';
import type { ArchiveFile } from '../tracking/list/archiveFile';
import type { TimeLimit } from '../tracking/list/timeLimit';

/** What one extension host has and another lacks: that of Node on a desktop or a server, or that of a browser. */
export interface Platform {
  /** How requests name us; undefined in a browser, which names itself. */
  readonly userAgent: ((version: string) => string) | undefined;
  /** Undefined where names cannot be resolved. */
  readonly resolveHost: ResolveHost | undefined;
  /** Writes a video to a folder of the disk as it comes; undefined where there is no disk. */
  readonly createFileWriter: ((folder: string) => Promise<FileWriter>) | undefined;
  /** An archive at a path of the disk; undefined where there is no disk. */
  readonly createArchiveFile: ((path: string) => ArchiveFile) | undefined;
  /** Ends a work that takes too long; undefined where nothing can. */
  readonly timeLimit: TimeLimit | undefined;
  /** Where a path of the disk really leads; undefined where there is no disk. @throws the system's error */
  readonly realPath: ((path: string) => Promise<string>) | undefined;
  /** The home folder, for `~`; undefined where there is none. */
  readonly homeFolder: string | undefined;
  /** A variable of the environment, for the folder of videos; undefined where there is none of that name. */
  readonly env: (name: string) => string | undefined;
  /** The language of the operating system, as `systemLocale` tells it; undefined where nothing does. */
  readonly systemLocale: string | undefined;
  /** Undefined where no server can be started. */
  readonly startSimulator: ((options: SimulatorOptions) => Promise<Simulator>) | undefined;
}
