import type { BrowserContext, Page } from 'playwright-core';
import { OUTPUT_MARK } from '../../test/runSuites';
import { launchBrowser } from '../host/browser';
import { vscodeVersion } from '../host/codeServer';
import { temporaryFolder } from '../host/temporaryFolder';
import { VSCodeServer } from '../host/vscodeServer';
import { repository } from '../repository';
import type { Sessions } from './sessions';

/** The suites of one session take 6 to 8 minutes on two cores. A session that hangs ends after this. */
const SESSION_LIMIT_MS = 15 * 60_000;

interface SessionFolders {
  /** Of the extension under development. */
  readonly extension: string;
  readonly dataFolder: string;
  readonly workspace: string;
}

/** Sessions in the code-server host. The browser keeps the storage, so all use one browser context and one port. */
export class CodeServerSessions implements Sessions {
  private port = 0;

  private constructor(
    private readonly context: BrowserContext,
    private readonly folders: SessionFolders,
  ) {}

  /** @param extension the folder of the extension under development */
  static async create(extension = repository): Promise<CodeServerSessions> {
    console.log(`\n  VS Code ${vscodeVersion} (code-server host)`);
    const browser = await launchBrowser();
    const permissions = ['clipboard-read', 'clipboard-write'];
    const context = await browser.newContext({ permissions });
    const dataFolder = await temporaryFolder('server');
    const workspace = await temporaryFolder('workspace');
    return new CodeServerSessions(context, { extension, dataFolder, workspace });
  }

  async run(
    suites: string,
    environment: Record<string, string>,
    limitMs = SESSION_LIMIT_MS,
  ): Promise<number> {
    const { extension, dataFolder, workspace } = this.folders;
    const server = await VSCodeServer.start({
      dataFolder,
      port: this.port,
      environment: { ...environment, VEO_TEST_MARK_OUTPUT: '1' },
      testDriver: true,
    });
    this.port = server.port;
    const page = await this.context.newPage();
    try {
      const exitCode = untilSuitesEnd(page, limitMs);
      await page.goto(server.url({ folder: workspace, payload: payloadFor(extension, suites) }));
      return await exitCode;
    } finally {
      await server.stop('SIGKILL'); // The server first, so that the page cannot shut down cleanly.
      await page.close();
    }
  }

  async stop(): Promise<void> {
    await this.context.browser()?.close();
  }
}

function payloadFor(extension: string, suites: string): [string, string][] {
  return [
    ['extensionDevelopmentPath', `vscode-remote://remote${extension}`],
    ['extensionTestsPath', `vscode-remote://remote${suites}`],
    ['skipWelcome', 'true'],
  ];
}

/** Prints the output of the suites; resolves to the exit code that the workbench reports for them. */
async function untilSuitesEnd(page: Page, limitMs: number): Promise<number> {
  await page.exposeFunction('codeAutomationLog', (_type: string, [line]: unknown[]) =>
    printLine(String(line)),
  );
  return new Promise((resolve) => {
    const limit = setTimeout(() => {
      console.error(`The suites did not end within ${limitMs / 1000} s.`);
      resolve(1);
    }, limitMs);
    void page.exposeFunction('codeAutomationExit', (code: number) => {
      clearTimeout(limit);
      resolve(code);
    });
  });
}

/** Prints a line of the suites. VEO_TEST_VERBOSE prints the long log of the workbench, too. */
function printLine(line: string): void {
  if (line.startsWith(OUTPUT_MARK)) console.log(line.slice(OUTPUT_MARK.length));
  else if (process.env.VEO_TEST_VERBOSE) console.log(line);
}
