import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { temporaryFolder } from '../host/temporaryFolder';
import { repository } from '../repository';
import { CodeServerSessions } from '../runner/codeServerSessions';
import type { Case } from './measuredExports';
import { measuredExtension } from './measuredExtension';

/** Bundles a suite of this folder for the extension host of VS Code, whose module `vscode` it finds there. */
export async function bundleSuite(name: string, folder: string): Promise<string> {
  const outfile = join(folder, `${name}.js`);
  await build({
    entryPoints: [join(repository, 'scripts', 'bench', `${name}.ts`)],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}

/** Runs one suite of this folder in the extension host of a real VS Code, with the extension as it is packaged. */
export class Suites {
  private runs = 0;

  private constructor(
    private readonly sessions: CodeServerSessions,
    private readonly suite: string,
    private readonly folder: string,
  ) {}

  static async create(name: string): Promise<Suites> {
    const folder = await temporaryFolder('bench');
    const suite = await bundleSuite(name, folder);
    return new Suites(await CodeServerSessions.create(await measuredExtension()), suite, folder);
  }

  /** Runs it once; resolves to what it has measured. @throws Error when it fails */
  async run<T>(what: Case): Promise<T[]> {
    const out = join(this.folder, `${what}${this.runs++}.json`);
    const environment = { VEO_BENCH_CASE: what, VEO_BENCH_OUT: out };
    if ((await this.sessions.run(this.suite, environment)) !== 0)
      throw new Error('The bench suite failed; VEO_TEST_VERBOSE=1 tells more');
    return JSON.parse(await readFile(out, 'utf8'));
  }

  async stop(): Promise<void> {
    await this.sessions.stop();
  }
}
