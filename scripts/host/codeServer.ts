import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder } from './cacheFolder';
import { installLocked } from './lockedPackages';
import { dependencies } from './packages/vscode/package.json';

/** The version of VS Code in code-server: code-server 4.139.1 contains VS Code 1.139.1. */
export const vscodeVersion = dependencies['code-server'].replace(/^4/, '1');

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
  await installLocked('vscode', folder);
  console.log('  code-server is here; now the libraries of VS Code ...');
  await installLocked('vscodeLibraries', vscode(folder));
  await installLocked('vscodeExtensions', join(vscode(folder), 'extensions'));
  for (const module of ['spdlog', 'native-watchdog']) await standIn(folder, module);
  console.log(`VS Code ${vscodeVersion} is set up.`);
}

/** Replaces a native module, which would have to be compiled, with a stand-in in JavaScript. */
function standIn(folder: string, module: string): Promise<void> {
  const script = join(vscode(folder), 'node_modules', '@vscode', module, 'index.js');
  return copyFile(join(__dirname, 'standIns', `${module}.js`), script);
}

function vscode(folder: string): string {
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

/** The package of Node that the lock has for this machine: code-server runs only on Node 24. */
function nodePackage(folder: string): string {
  return join(folder, 'node_modules', `node-linux-${process.arch}`);
}
