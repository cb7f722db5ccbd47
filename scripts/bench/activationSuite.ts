import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

const OURS = 'veo-operations.veo-operations';
const OTHERS = ['vscode.gulp', 'vscode.media-preview'];

/** Called by VS Code in its extension host: activates each extension, ours first in every other run. */
export async function run(): Promise<void> {
  const { VEO_BENCH_RUN = '0', VEO_BENCH_OUT = '' } = process.env;
  const order = Number(VEO_BENCH_RUN) % 2 === 0 ? [OURS, ...OTHERS] : [...OTHERS, OURS];
  const times: Record<string, number> = {};
  for (const id of order) {
    const extension = vscode.extensions.getExtension(id);
    if (!extension || extension.isActive)
      throw new Error(`${id} cannot be timed: it is absent or active already`);
    const start = performance.now();
    const exported = await extension.activate();
    times[id] = performance.now() - start;
    if (id === OURS) Object.assign(times, { load: exported.load, activate: exported.activate });
  }
  writeFileSync(VEO_BENCH_OUT, JSON.stringify(times));
}
