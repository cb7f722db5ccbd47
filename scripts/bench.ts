import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { activationTimes } from './bench/activation';
import { type DownloadFigures, downloadFigures } from './bench/download';
import { runCommand } from './host/command';
import { packagedExtension, repository } from './repository';

/** A figure, and what it is to be at most. */
interface Row {
  readonly what: string;
  readonly figure: number;
  readonly goal: number;
  readonly unit: string;
}

/** Prints the figures of the extension as a Markdown table, each beside its goal. */
async function main(): Promise<void> {
  if ((await runCommand('npm', ['run', 'package'], { cwd: repository })) !== 0) process.exit(1);
  const rows = [
    ...(await sizes()),
    ...downloadRows(await downloadFigures()),
    ...activationRows(await activationTimes()),
  ];
  console.log('\n| what | figure | goal | |\n| --- | ---: | ---: | --- |');
  for (const { what, figure, goal, unit } of rows) {
    const verdict = figure <= goal ? 'met' : 'MISSED';
    console.log(`| ${what} | ${figure.toFixed(1)} ${unit} | ≤ ${goal.toFixed(1)} ${unit} | ${verdict} |`);
  }
  process.exit(0);
}

async function sizes(): Promise<Row[]> {
  const bundle = await stat(join(repository, 'dist', 'extension.js'));
  const browser = await stat(join(repository, 'dist', 'browser.js'));
  const vsix = await stat(packagedExtension);
  return [
    { what: 'main bundle, minified', figure: bundle.size / 1000, goal: 180, unit: 'KB' },
    { what: 'browser bundle, minified', figure: browser.size / 1000, goal: 180, unit: 'KB' },
    { what: 'VSIX', figure: vsix.size / 1000, goal: 300, unit: 'KB' },
  ];
}

function downloadRows({ ours, curl, memory }: DownloadFigures): Row[] {
  const times = `${ours.toFixed(0)} ms beside ${curl.toFixed(0)} ms`;
  return [
    { what: `download of 64 MiB, beside curl (${times})`, figure: ours / curl, goal: 1.3, unit: '×' },
    { what: 'its memory above idle', figure: memory / 1024 / 1024, goal: 32, unit: 'MiB' },
  ];
}

function activationRows(times: Record<string, number>): Row[] {
  const { 'veo-operations.veo-operations': ours = NaN, 'vscode.gulp': gulp = NaN, activate = NaN } = times;
  const context = `vscode.media-preview ${times['vscode.media-preview']?.toFixed(1)} ms`;
  return [
    { what: `load + activate, beside vscode.gulp (${context})`, figure: ours, goal: gulp, unit: 'ms' },
    { what: '`activate` itself', figure: activate, goal: 5, unit: 'ms' },
    { what: 'loading the bundle', figure: times.load ?? NaN, goal: gulp, unit: 'ms' },
  ];
}

void main();
