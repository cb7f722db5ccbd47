import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../host/temporaryFolder';
import { CodeServerSessions } from '../runner/codeServerSessions';
import { goalRow, table } from '../tables';
import { bundleSuite } from './hostSuite';
import type { Case } from './measuredExports';
import { measuredExtension } from './measuredExtension';
import { median } from './median';

const RUNS = 10;

/** One start of VS Code, or the medians of several, in ms. */
export interface ActivationTimes {
  readonly ours: number;
  readonly load: number;
  readonly activate: number;
  /** Of all files of ours that were loaded, in bytes. */
  readonly bytes: number;
  readonly gulp: number;
  /** Of the extension that comes before both. */
  readonly mediaPreview: number;
  /** From the start of our activation; only where operations run. */
  readonly secondStage?: number;
  readonly firstRequest?: number;
}

/** What starts of VS Code cost, beside its own smallest comparable extension: with nothing under way, with operations running, and of an extension that does nothing. */
export async function activationFigures(): Promise<string> {
  const starts = await Starts.create();
  try {
    const idle = await starts.medians('idle');
    const running = await starts.medians('running');
    const empty = await starts.medians('empty');
    const rows = [...idleRows(idle), ...runningRows(running), ...emptyRows(empty)];
    return table(['what', 'figure', 'goal', ''], rows);
  } finally {
    await starts.stop();
  }
}

/** Starts of a real VS Code with the extension as it is packaged. */
class Starts {
  private constructor(
    private readonly sessions: CodeServerSessions,
    private readonly suite: string,
    private readonly folder: string,
  ) {}

  static async create(): Promise<Starts> {
    const folder = await temporaryFolder('bench');
    const suite = await bundleSuite('activationSuite', folder);
    return new Starts(await CodeServerSessions.create(await measuredExtension()), suite, folder);
  }

  async medians(what: Case): Promise<ActivationTimes> {
    const runs: Record<string, number>[] = [];
    for (let run = 0; run < RUNS; run++) runs.push(await this.one(what, run));
    const names = Object.keys(runs[0] ?? {});
    const entries = names.map((name) => [name, median(runs.map((times) => times[name] ?? Number.NaN))]);
    return Object.fromEntries(entries);
  }

  async stop(): Promise<void> {
    await this.sessions.stop();
  }

  private async one(what: Case, run: number): Promise<Record<string, number>> {
    const out = join(this.folder, `${what}${run}.json`);
    const environment = { VEO_BENCH_CASE: what, VEO_BENCH_RUN: `${run}`, VEO_BENCH_OUT: out };
    if ((await this.sessions.run(this.suite, environment)) !== 0)
      throw new Error('The activation could not be measured; VEO_TEST_VERBOSE=1 tells more');
    return JSON.parse(await readFile(out, 'utf8'));
  }
}

function idleRows(times: ActivationTimes): string[][] {
  const { ours, activate, load, bytes, gulp } = times;
  return [
    goalRow('files that such a start loads', bytes / 1000, 80, 'KB'),
    goalRow(`load + activate with nothing under way (${beside(ours, gulp)})`, ours / gulp, 0.6, '×'),
    goalRow(`\`activate\` itself (${beside(activate, gulp)})`, activate / gulp, 0.25, '×'),
    shownRow('loading the files', load),
    shownRow('the extension that is activated before both', times.mediaPreview),
  ];
}

function runningRows({
  ours,
  activate,
  gulp,
  secondStage = 0,
  firstRequest = 0,
}: ActivationTimes): string[][] {
  return [
    goalRow(`load + activate with twenty running (${beside(ours, gulp)})`, ours / gulp, 1, '×'),
    goalRow(`\`activate\` itself (${beside(activate, gulp)})`, activate / gulp, 0.25, '×'),
    shownRow('until the second stage is loaded, from the same moment', secondStage),
    shownRow('until the first request arrives', firstRequest),
  ];
}

/** The least that an extension takes, since VS Code asks the window for its state before it activates any. */
function emptyRows({ ours, gulp }: ActivationTimes): string[][] {
  return [
    [
      `for comparison: an extension that loads and does nothing (${beside(ours, gulp)})`,
      `${(ours / gulp).toFixed(1)} ×`,
      '',
      '',
    ],
  ];
}

function beside(ours: number, gulp: number): string {
  return `${ours.toFixed(1)} ms beside vscode.gulp's ${gulp.toFixed(1)} ms`;
}

/** A figure that has no goal. */
function shownRow(what: string, ms: number): string[] {
  return [what, `${ms.toFixed(1)} ms`, '', ''];
}
