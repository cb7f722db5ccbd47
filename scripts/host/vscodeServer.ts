import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CodeServer, codeServer } from './codeServer';
import { plainEnvironment } from './command';
import { quietSettings, type Settings } from './userSettings';

/** How a server is started. */
export interface ServerOptions {
  /** The folder of its extensions, user data and logs. */
  readonly dataFolder: string;
  readonly settings?: Settings;
  /** The port to listen on; a free one by default. */
  readonly port?: number;
  /** Whether its addresses need a secret token; true when a person uses it. */
  readonly token?: boolean;
  /** Makes the workbench read `payload` from its address. It also hides message toasts. */
  readonly testDriver?: boolean;
  readonly environment?: Record<string, string>;
}

/** What a page of the workbench opens. */
export interface Page {
  readonly folder: string;
  /** Pairs such as `['extensionDevelopmentPath', …]`. */
  readonly payload?: readonly (readonly [string, string])[];
}

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;

/** A VS Code server that runs on the loopback address, with all processes it has started. */
export class VSCodeServer {
  private readonly killAtExit = () => this.signal('SIGKILL');

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    private readonly parts: { readonly dataFolder: string; readonly token: string | undefined },
  ) {
    process.prependOnceListener('exit', this.killAtExit); // Runs before its folders are removed.
  }

  /**
   * Starts a server and waits until it listens.
   * @throws Error with the server's output when it does not start within a minute.
   */
  static async start(options: ServerOptions): Promise<VSCodeServer> {
    const program = await codeServer();
    await mkdir(options.dataFolder, { recursive: true });
    await writeSettings(options.dataFolder, options.settings ?? {});
    const token = options.token ? randomBytes(16).toString('hex') : undefined;
    const child = await spawnServer(program, options, token);
    const port = await listeningPort(child);
    return new VSCodeServer(child, port, { dataFolder: options.dataFolder, token });
  }

  /** The address of a page; it holds the token, if there is one. */
  url({ folder, payload }: Page): string {
    const query = new URLSearchParams();
    const { token } = this.parts;
    if (token) query.set('tkn', token);
    query.set('folder', folder);
    if (payload) query.set('payload', JSON.stringify(payload));
    return `http://127.0.0.1:${this.port}/?${query}`;
  }

  /** Replaces the user settings, for pages loaded from now on. */
  writeSettings(settings: Settings): Promise<void> {
    return writeSettings(this.parts.dataFolder, settings);
  }

  /** Stops the server and its children; `SIGKILL` simulates a crash of the machine. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    process.off('exit', this.killAtExit);
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit', { signal: AbortSignal.timeout(STOP_LIMIT_MS) }).catch(
        () => undefined,
      );
      this.signal(signal);
      await ended;
    }
    // Kills the rest of its process group, such as an extension host that outlives its server.
    this.signal('SIGKILL');
  }

  private signal(signal: NodeJS.Signals): void {
    killGroup(this.child, signal);
  }
}

async function spawnServer(
  { node, main }: CodeServer,
  options: ServerOptions,
  token: string | undefined,
): Promise<ChildProcess> {
  const args = [
    main,
    '--host',
    '127.0.0.1',
    '--port',
    `${options.port ?? 0}`,
    '--accept-server-license-terms',
  ];
  args.push('--server-data-dir', options.dataFolder, '--telemetry-level', 'off');
  args.push(...(await tokenArguments(options.dataFolder, token)));
  if (options.testDriver) args.push('--enable-smoke-test-driver');
  // The server gets a process group of its own, so that we can end it together with the extension hosts it forks.
  return spawn(node, args, {
    detached: true,
    env: plainEnvironment({ EXTENSIONS_GALLERY: '{}', ...options.environment }),
  });
}

async function tokenArguments(dataFolder: string, token: string | undefined): Promise<string[]> {
  if (!token) return ['--without-connection-token'];
  const file = join(dataFolder, 'token'); // In a file, since every user of the machine can read arguments.
  await writeFile(file, token, { mode: 0o600 });
  return ['--connection-token-file', file];
}

function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (reason: string) => {
      clearTimeout(limit);
      killGroup(child, 'SIGKILL');
      reject(new Error(`VS Code's server ${reason}:\n${output}`));
    };
    const limit = setTimeout(() => fail('did not start within a minute'), START_LIMIT_MS);
    const read = (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-20_000);
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (!port) return;
      clearTimeout(limit);
      resolve(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', (error) => fail(`cannot be run (${error.message})`));
    child.once('exit', (code) => fail(`ended with ${code}`));
  });
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended by itself.
  }
}

/** Also writes machine settings: a page is a remote window, in which user settings do not set those of machine scope. */
async function writeSettings(dataFolder: string, settings: Settings): Promise<void> {
  const text = JSON.stringify({ ...quietSettings, ...settings }, null, 2);
  for (const level of ['User', 'Machine']) {
    const folder = join(dataFolder, 'data', level);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'settings.json'), text);
  }
}
