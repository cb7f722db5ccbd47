import { existsSync, realpathSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { findCommand, runCommand } from './command';
import { quietSettings } from './userSettings';

/**
 * The program of a desktop VS Code: `VSCODE_EXECUTABLE`, or the version named by `VSCODE_VERSION`, or an installed
 * one, or the current stable one; the versions are downloaded from Microsoft.
 */
export async function desktopExecutable(): Promise<string> {
  const { VSCODE_EXECUTABLE: executable, VSCODE_VERSION: version } = process.env;
  if (executable) return executable;
  if (version) return downloadAndUnzipVSCode(version);
  return installedDesktop() ?? downloadAndUnzipVSCode('stable');
}

/** Writes our settings into a data folder; returns the arguments for a VS Code that uses it. */
export async function desktopArguments(workspace: string, dataFolder: string): Promise<string[]> {
  await mkdir(join(dataFolder, 'User'), { recursive: true });
  await writeFile(join(dataFolder, 'User', 'settings.json'), JSON.stringify(quietSettings, null, 2));
  const args = [workspace, '--user-data-dir', dataFolder, '--disable-workspace-trust', '--disable-updates'];
  args.push('--extensions-dir', join(dataFolder, 'extensions'), '--skip-welcome', '--skip-release-notes');
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return args;
}

/**
 * Runs this very command again under a virtual display, when there is no display and xvfb-run is installed.
 * Resolves to its exit code, or to undefined when a display exists or xvfb-run does not.
 */
export async function underVirtualDisplay(): Promise<number | undefined> {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return undefined;
  if (!findCommand('xvfb-run')) return undefined;
  return runCommand('xvfb-run', ['-a', process.execPath, ...process.execArgv, ...process.argv.slice(1)]);
}

/** The program behind the command `code`, which itself is only a script. */
function installedDesktop(): string | undefined {
  const command = findCommand(process.platform === 'win32' ? 'code.cmd' : 'code');
  if (!command) return undefined;
  const program = { darwin: '../../../../../MacOS/Electron', win32: '../../Code.exe' }[
    process.platform as string
  ];
  const executable = join(realpathSync(command), program ?? '../../code');
  return existsSync(executable) ? executable : undefined;
}
