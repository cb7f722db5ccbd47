import { join } from 'node:path';
import { commandOutput } from '../host/command';
import { hostNode } from '../host/hostNode';
import { repository } from '../repository';
import { goalRow, table } from '../tables';
import type { DownloadFigures } from './downloadRun';

const MEBIBYTE = 1024 * 1024;

/** Downloads beside curl's, as a table with their goals. */
export async function downloadFigures(): Promise<string> {
  const large = await figuresOf(64 * MEBIBYTE);
  const usual = await figuresOf(10_000_000);
  return table(
    ['what', 'figure', 'goal', ''],
    [
      goalRow(`download of 64 MiB, beside curl (${times(large)})`, large.ours / large.curl, 2, '×'),
      goalRow('its memory above idle, the worst of eleven', large.memory / MEBIBYTE, 32, 'MiB'),
      goalRow(`download of 10 MB, more than curl (${times(usual)})`, usual.ours - usual.curl, 30, 'ms'),
    ],
  );
}

/** In a process that does nothing else, since memory is measured, and in the Node that runs extensions. */
async function figuresOf(size: number): Promise<DownloadFigures> {
  const script = join(repository, 'scripts', 'bench', 'downloadRun.ts');
  const args = ['--expose-gc', '--import', 'tsx', script, `${size}`];
  return JSON.parse(await commandOutput(await hostNode(), args, { cwd: repository }));
}

function times({ ours, curl }: DownloadFigures): string {
  return `${ours.toFixed(0)} ms beside ${curl.toFixed(0)} ms`;
}
