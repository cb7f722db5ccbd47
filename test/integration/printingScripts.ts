import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A text, and how many ms after the one before it is printed. */
export type PrintedStep = readonly [waitMs: number, text: string];

/** A folder with scripts that print texts, for Node. */
export class PrintingScripts {
  private count = 0;

  private constructor(readonly folder: string) {}

  static async create(): Promise<PrintingScripts> {
    return new PrintingScripts(await mkdtemp(join(tmpdir(), 'veo-printing-')));
  }

  /** The command line that runs a new script with this text. */
  async commandFor(script: string): Promise<string> {
    return `node ${await this.write(`script${this.count++}.mjs`, script)}`;
  }

  /** The command line that prints texts one after the other, as they are. */
  async printing(...steps: readonly PrintedStep[]): Promise<string> {
    return this.commandFor(
      `for (const [ms, text] of ${JSON.stringify(steps)}) {
         await new Promise((resolve) => setTimeout(resolve, ms));
         process.stdout.write(text);
       }`,
    );
  }

  /** Writes a file into the folder, and returns its path. */
  async write(name: string, text: string): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, text);
    return path;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
