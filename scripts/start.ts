import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildExtension } from './buildExtension';
import { vscodeVersion } from './host/codeServer';
import { plainEnvironment } from './host/command';
import { desktopArguments, desktopExecutable } from './host/desktop';
import { installBuild, installUnpacked } from './host/installedExtension';
import { exitOnSignal } from './host/lifetime';
import { temporaryFolder } from './host/temporaryFolder';
import { VSCodeServer } from './host/vscodeServer';
import { repository } from './repository';

const companion = join(repository, 'scripts', 'demoCompanion');

const workspaceReadme = `# Veo Operations

The **Veo** view on the left follows simulated operations: no key and no network are needed.

Run **Check Veo operation** from the command palette (F1) to follow one of your own.
`;

/** Runs the extension in VS Code for a person: in the browser, or with --desktop in an installed VS Code. */
async function main(): Promise<void> {
  exitOnSignal();
  const { values } = parseArgs({ options: { desktop: { type: 'boolean', default: false } } });
  await buildExtension();
  const workspace = join(await temporaryFolder('demo'), 'veo-demo');
  await mkdir(workspace);
  await writeFile(join(workspace, 'README.md'), workspaceReadme);
  if (values.desktop) return startDesktop(workspace);
  return startInBrowser(workspace);
}

async function startInBrowser(workspace: string): Promise<void> {
  const dataFolder = await temporaryFolder('server');
  await installBuild(dataFolder);
  await installUnpacked(dataFolder, companion, 'veo-operations.demo-companion-0.0.0');
  const server = await VSCodeServer.start({ dataFolder, token: true });
  const address = server.url({ folder: workspace });
  console.log(`\nVeo Operations runs in VS Code ${vscodeVersion} (code-server host) at ${address}`);
  console.log('Open the address in a browser on this machine. Ctrl+C ends it.');
}

async function startDesktop(workspace: string): Promise<void> {
  const executable = await desktopExecutable();
  const args = await desktopArguments(workspace, await temporaryFolder('desktop'));
  for (const folder of [repository, companion]) args.push(`--extensionDevelopmentPath=${folder}`);
  const desktop = spawn(executable, args, { stdio: 'ignore', env: plainEnvironment() });
  desktop.once('error', (error) => endWith(`${executable} cannot be run: ${error.message}`));
  desktop.once('exit', () => process.exit());
  process.once('exit', () => desktop.kill());
  console.log(
    `\nVeo Operations runs in a desktop VS Code (${executable}). Close its window, or Ctrl+C, to end it.`,
  );
}

function endWith(message: string): never {
  console.error(message);
  process.exit(1);
}

main().catch((error: Error) => endWith(error.message));
