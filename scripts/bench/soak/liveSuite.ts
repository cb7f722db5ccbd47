import { readdirSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { operationName } from '../../../src/simulator/geminiAnswers';
import { encodeOperationId, type SimulatedOutcome } from '../../../src/simulator/simulatedOperation';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { countingSet } from '../../../test/hosted/countingSet';
import { heapUsed } from './heapUsed';
import { MINUTES, type MinuteFigures } from './minuteFigures';

const MINUTE_MS = 60_000;
const OPERATIONS = 50;
/** The last one is tracked early enough to end before the soak does. */
const TRACKING_MINUTES = 17;
const OUTCOMES: readonly SimulatedOutcome[] = [
  { kind: 'succeeded', samples: 1 },
  { kind: 'succeeded', samples: 2 },
  { kind: 'filtered', reasons: 'given' },
  { kind: 'failed' },
];

const timers = new Set<unknown>();
let listeners = 0;

/** Called by VS Code in its extension host. */
export async function run(): Promise<void> {
  const { VEO_BENCH_OUT = '', VEO_BENCH_FOLDER = '' } = process.env;
  Object.assign(globalThis, { veoCounted: counted() });
  await setUp(VEO_BENCH_FOLDER);
  const extension = vscode.extensions.getExtension('veo-operations.veo-operations');
  const api: VeoOperationsApi = await extension?.activate();
  await vscode.commands.executeCommand('veo.startSimulator');
  const tracking = trackAll(api);
  const figures: MinuteFigures[] = [];
  for (let minute = 0; minute < MINUTES; minute++) {
    await wait(MINUTE_MS);
    figures.push(await figuresOf(api));
    writeFileSync(VEO_BENCH_OUT, JSON.stringify(figures));
  }
  await tracking;
}

async function setUp(folder: string): Promise<void> {
  const settings = vscode.workspace.getConfiguration('veo');
  await settings.update('download.folder', folder, vscode.ConfigurationTarget.Global);
  await settings.update('download.automatic', true, vscode.ConfigurationTarget.Global);
}

async function trackAll(api: VeoOperationsApi): Promise<void> {
  for (let serial = 0; serial < OPERATIONS; serial++) {
    const outcome = OUTCOMES[serial % OUTCOMES.length] as SimulatedOutcome;
    const durationSeconds = 30 + ((serial * 37) % 60);
    const id = encodeOperationId({ startedAt: Date.now(), durationSeconds, outcome, serial });
    await api.track(operationName('veo-3.1-fast-generate-preview', id), { endpoint: 'simulator' });
    await wait((TRACKING_MINUTES * MINUTE_MS) / OPERATIONS);
  }
}

async function figuresOf({ operations }: VeoOperationsApi): Promise<MinuteFigures> {
  const videos = operations.flatMap((operation) => operation.videos);
  return {
    running: operations.filter(({ state }) => state === 'running').length,
    ended: operations.filter(({ state }) => state !== 'running').length,
    saved: videos.filter(({ file }) => file !== undefined).length,
    heap: await heapUsed(),
    handles: readdirSync('/proc/self/fd').length,
    listeners,
    timers: timers.size,
  };
}

/** What the extension uses in place of the globals of the same names. */
function counted(): object {
  return {
    Set: countingSet((change) => {
      listeners += change;
    }),
    setTimeout: (callback: () => void, delay: number) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        callback();
      }, delay);
      timers.add(timer);
      return timer;
    },
    clearTimeout: (timer: NodeJS.Timeout) => {
      timers.delete(timer);
      clearTimeout(timer);
    },
  };
}
