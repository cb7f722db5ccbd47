import { runTests } from '@vscode/test-electron';
import { desktopArguments, desktopExecutable } from '../host/desktop';
import { temporaryFolder } from '../host/temporaryFolder';
import { repository } from '../repository';
import type { Sessions } from './sessions';

/** Sessions in a desktop VS Code; the storage is in its user data folder. */
export class DesktopSessions implements Sessions {
  private constructor(
    private readonly executable: string,
    private readonly args: string[],
  ) {}

  static async create(): Promise<DesktopSessions> {
    const executable = await desktopExecutable();
    console.log(`\n  Desktop VS Code (${executable})`);
    const args = await desktopArguments(await temporaryFolder('workspace'), await temporaryFolder('desktop'));
    return new DesktopSessions(executable, args);
  }

  async run(suites: string, environment: Record<string, string>): Promise<number> {
    try {
      return await runTests({
        vscodeExecutablePath: this.executable,
        extensionDevelopmentPath: repository,
        extensionTestsPath: suites,
        extensionTestsEnv: environment,
        launchArgs: this.args,
      });
    } catch (error) {
      console.error(String(error));
      return 1;
    }
  }

  async stop(): Promise<void> {}
}
