import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { CaptureMode, TerminalTimes } from './terminalFigures';

const BYTES = 50_000_000;
const LINE = 'build/module-000123: compiling src/component/file_000123.ts (ok, 12 ms)';
const COMMAND = `yes '${LINE}' | head -c ${BYTES}`;
const RUNS = 3;
const MODES: readonly CaptureMode[] = ['off', 'ask', 'on'];
const SAMPLE_MS = 20;

/** Called by VS Code in its extension host: lets a terminal print a lot, with each way of capturing by turns. */
export async function run(): Promise<void> {
  const { VEO_BENCH_CASE = '', VEO_BENCH_OUT = '' } = process.env;
  await vscode.extensions.getExtension('veo-operations.veo-operations')?.activate();
  const terminal = await readyTerminal();
  const times: TerminalTimes[] = [];
  await printed(terminal); // The first run of any code is slow, so it does not count.
  for (let turn = 0; turn < RUNS; turn++) {
    for (const mode of VEO_BENCH_CASE === 'empty' ? [undefined] : MODES) {
      if (mode) await vscode.workspace.getConfiguration('veo').update('capture.terminal', mode, true);
      times.push({ mode: mode ?? 'without', ...(await printed(terminal)) });
    }
  }
  writeFileSync(VEO_BENCH_OUT, JSON.stringify(times));
}

/** A terminal whose shell tells VS Code when a command begins and ends. */
async function readyTerminal(): Promise<vscode.Terminal> {
  const terminal = vscode.window.createTerminal();
  terminal.show();
  while (!terminal.shellIntegration) {
    await new Promise<void>((resolve) => {
      const waiting = vscode.window.onDidChangeTerminalShellIntegration(() => {
        waiting.dispose();
        resolve();
      });
    });
  }
  return terminal;
}

async function printed(terminal: vscode.Terminal): Promise<{ ms: number; peakBytes: number }> {
  globalThis.gc?.();
  const idle = process.memoryUsage().rss;
  let peak = idle;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, SAMPLE_MS);
  const start = performance.now();
  const execution = terminal.shellIntegration?.executeCommand(COMMAND);
  await endOf(execution);
  clearInterval(sampling);
  return { ms: performance.now() - start, peakBytes: peak - idle };
}

function endOf(execution: vscode.TerminalShellExecution | undefined): Promise<void> {
  return new Promise((resolve) => {
    const waiting = vscode.window.onDidEndTerminalShellExecution((event) => {
      if (event.execution !== execution) return;
      waiting.dispose();
      resolve();
    });
  });
}
