import { runCommand } from './host/command';
import { repository } from './repository';

/**
 * Bundles the extension into `dist/`.
 * @throws Error when esbuild fails; by then it has printed why.
 */
export async function buildExtension(): Promise<void> {
  const exitCode = await runCommand(process.execPath, ['esbuild.js'], { cwd: repository });
  if (exitCode !== 0) throw new Error('The extension could not be built.');
}
