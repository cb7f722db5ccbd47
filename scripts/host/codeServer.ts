import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder } from './cacheFolder';
import { commandOutput } from './command';

/** The release of VS Code that code-server 4.139.1 carries. */
export const vscodeVersion = '1.139.1';
const codeServerPackage = 'code-server@4.139.1';
const nodeVersion = '24.9.0'; // code-server runs on Node 24 only.

/** A VS Code server on disk. */
export interface CodeServer {
  /** The Node binary that runs it. */
  readonly node: string;
  /** Its main script. */
  readonly main: string;
}

/**
 * The VS Code server of the npm package code-server, set up once in the cache (Linux only).
 * @throws Error on another system, or with npm's output when npm fails.
 */
export async function codeServer(): Promise<CodeServer> {
  if (process.platform !== 'linux') {
    throw new Error(
      'VS Code from code-server is set up on Linux only. Use the desktop host: --desktop or --host=desktop.',
    );
  }
  const folder = await cachedFolder(`vscode-${vscodeVersion}`, install);
  return {
    node: join(nodePackage(folder), 'bin', 'node'),
    main: join(vscode(folder), 'out', 'server-main.js'),
  };
}

async function install(folder: string): Promise<void> {
  console.log(`Setting up VS Code ${vscodeVersion} (once, about 800 MB) ...`);
  await npmInstall(folder, ['--no-save', codeServerPackage, `node-linux-${process.arch}@${nodeVersion}`]);
  console.log('  code-server is here; now the libraries of VS Code ...');
  await npmInstall(vscode(folder), ['--omit=dev']);
  await npmInstall(join(vscode(folder), 'extensions'), ['--omit=dev']);
  for (const module of ['spdlog', 'native-watchdog']) await standIn(folder, module);
  console.log(`VS Code ${vscodeVersion} is set up.`);
}

/** Runs `npm install` in a folder; no package gets to run a script, so no compiler is needed. */
export async function npmInstall(folder: string, args: readonly string[]): Promise<void> {
  const common = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
  await commandOutput('npm', [...common, ...args], { cwd: folder });
}

/** Puts our JavaScript in the place of a module that npm could not compile. */
function standIn(folder: string, module: string): Promise<void> {
  const script = join(vscode(folder), 'node_modules', '@vscode', module, 'index.js');
  return copyFile(join(__dirname, 'standIns', `${module}.js`), script);
}

function vscode(folder: string): string {
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

function nodePackage(folder: string): string {
  return join(folder, 'node_modules', `node-linux-${process.arch}`);
}
