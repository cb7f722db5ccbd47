import type { BrowserContext, Page } from 'playwright-core';
import { OUTPUT_MARK } from '../../test/runSuites';
import { launchBrowser } from '../host/browser';
import { vscodeVersion } from '../host/codeServer';
import { temporaryFolder } from '../host/temporaryFolder';
import { VSCodeServer } from '../host/vscodeServer';
import { repository } from '../repository';
import type { Sessions } from './sessions';

const SESSION_LIMIT_MS = 480_000;

/** Sessions in the code-server host. One browser context and one port keep the storage, which is the browser's. */
export class CodeServerSessions implements Sessions {
  private port = 0;

  private constructor(
    private readonly context: BrowserContext,
    private readonly extension: string,
    private readonly dataFolder: string,
    private readonly workspace: string,
  ) {}

  /** @param extension the folder of the extension under development */
  static async create(extension = repository): Promise<CodeServerSessions> {
    console.log(`\n  VS Code ${vscodeVersion} (code-server host)`);
    const browser = await launchBrowser();
    const permissions = ['clipboard-read', 'clipboard-write'];
    const context = await browser.newContext({ permissions });
    return new CodeServerSessions(
      context,
      extension,
      await temporaryFolder('server'),
      await temporaryFolder('workspace'),
    );
  }

  async run(suites: string, environment: Record<string, string>): Promise<number> {
    const { dataFolder, port } = this;
    const server = await VSCodeServer.start({
      dataFolder,
      port,
      environment: { ...environment, VEO_TEST_MARK_OUTPUT: '1' },
      testDriver: true,
    });
    this.port = server.port;
    const page = await this.context.newPage();
    try {
      const ended = suitesEnded(page);
      await page.goto(server.url({ folder: this.workspace, payload: payloadFor(this.extension, suites) }));
      return await ended;
    } finally {
      await server.stop('SIGKILL'); // First the server: the page shall have no chance to say goodbye.
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

/** Shows what the suites print; resolves to the exit code the workbench reports for them. */
async function suitesEnded(page: Page): Promise<number> {
  await page.exposeFunction('codeAutomationLog', (_type: string, [line]: unknown[]) =>
    showMarked(String(line)),
  );
  return new Promise((resolve) => {
    const limit = setTimeout(() => {
      console.error(`The suites did not end within ${SESSION_LIMIT_MS / 1000} s.`);
      resolve(1);
    }, SESSION_LIMIT_MS);
    void page.exposeFunction('codeAutomationExit', (code: number) => {
      clearTimeout(limit);
      resolve(code);
    });
  });
}

/** Leaves out what the workbench itself logs, which is long; VEO_TEST_VERBOSE shows it. */
function showMarked(line: string): void {
  if (line.startsWith(OUTPUT_MARK)) console.log(line.slice(OUTPUT_MARK.length));
  else if (process.env.VEO_TEST_VERBOSE) console.log(line);
}
