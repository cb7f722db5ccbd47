import type { LoopbackConnections } from '../endpoints/http/http';
import type { ResolveHost } from '../endpoints/http/redirect';
import type { Spool } from '../endpoints/http/spool';
import type { FileWriter } from '../saving/files';
import type { Simulator, SimulatorOptions } from '../simulator/simulator';
import type { ArchiveFile } from '../tracking/list/archiveFile';
import type { TimeLimit } from '../tracking/list/readingTimeLimit';
import type { RunProgram } from '../tracking/programs';

/** What differs between extension hosts: Node on a desktop or a server, or a browser. */
export interface Platform {
  /** The User-Agent of our requests; undefined in a browser, which sets its own. */
  readonly userAgent: ((version: string) => string) | undefined;
  /** Undefined where host names cannot be resolved. */
  readonly resolveHost: ResolveHost | undefined;
  /** Connections to servers on this computer; undefined in a browser, which has its own. */
  readonly openLoopback: (() => Promise<LoopbackConnections>) | undefined;
  /** Opens a writer in a folder of the disk; undefined where there is no disk. */
  readonly createFileWriter: ((folder: string) => Promise<FileWriter>) | undefined;
  /** Temporary files in a folder of the disk, for large answers; undefined where there is no disk. */
  readonly createSpool: ((folder: string) => Spool) | undefined;
  /** Opens an archive at a path of the disk; undefined where there is no disk. */
  readonly createArchiveFile: ((path: string) => ArchiveFile) | undefined;
  /** Stops work that takes too long; undefined where that is impossible. */
  readonly timeLimit: TimeLimit | undefined;
  /** Resolves the links in a path; undefined where there is no disk. @throws the system's error */
  readonly realPath: ((path: string) => Promise<string>) | undefined;
  /** For `~` in settings; undefined where there is no home folder. */
  readonly homeFolder: string | undefined;
  /** Reads an environment variable, for the folder in the settings. */
  readonly env: (name: string) => string | undefined;
  /** The locale of the operating system; undefined when it is unknown. */
  readonly systemLocale: string | undefined;
  /** Runs a program without a shell; undefined where none can run. */
  readonly runProgram: RunProgram | undefined;
  /** Undefined where no server can run. */
  readonly startSimulator: ((options: SimulatorOptions) => Promise<Simulator>) | undefined;
}
