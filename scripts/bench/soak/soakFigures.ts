import { type Bundles, bundleExtension } from '../../../test/hosted/hostedWindow';
import { goalRow, table } from '../../tables';
import { heapUsed } from './heapUsed';
import { MAX_TIMERS } from './mostTimers';
import { type HourFigures, type Left, Soak } from './soak';

const HOURS = 8;
/** The hour with which the last one is compared: by then all code has run, and the first durations are learned. */
const BASE_HOUR = 2;
const TURNS = 10;
const OPERATIONS_A_TURN = 20;
const KB = 1000;

/** Eight hours of the packaged extension by a fake clock, in Markdown: what each of them takes, and what is held after it. */
export async function soakFigures(): Promise<string> {
  const bundles = await bundleExtension();
  const soak = await Soak.open(bundles);
  const hours: HourFigures[] = [];
  let base = soak.left;
  while (hours.length < HOURS) {
    hours.push(await soak.hour());
    if (hours.length === BASE_HOUR) base = soak.left;
  }
  const last = soak.left;
  const cost = await costBeside(await Soak.open(bundles, base), soak);
  const byList = (await heldBy(last, bundles)) - (await heldBy(base, bundles));
  return `${hourTable(hours)}\n\n${goals(hours, { byList, cost })}`;
}

/**
 * What an hour costs in a window that has been open for long, beside one with what the base hour left, both by turns: the
 * machine is not equally fast from one hour to the next.
 */
async function costBeside(young: Soak, old: Soak): Promise<number> {
  const costs = { young: 0, old: 0 };
  // The code of the young window is compiled first.
  await young.track(OPERATIONS_A_TURN);
  for (let turn = 0; turn < TURNS; turn++) {
    costs.young += await young.track(OPERATIONS_A_TURN);
    costs.old += await old.track(OPERATIONS_A_TURN);
  }
  await Promise.all([young.close(), old.close()]);
  return costs.old / costs.young;
}

/** Bytes of the heap that a window takes which has just started with this. */
async function heldBy(left: Left, bundles: Bundles): Promise<number> {
  const before = await heapUsed();
  const window = await Soak.open(bundles, structuredClone(left));
  await window.advance(1000);
  const held = (await heapUsed()) - before;
  await window.close();
  return held;
}

function hourTable(hours: readonly HourFigures[]): string {
  const heads = [
    'hour',
    'requests',
    'faults',
    'running',
    'listed',
    'archive, KB',
    'heap, KB',
    'listeners',
    'timers',
    'messages',
    'CPU, ms',
  ];
  const rows = hours.map((one, at) => {
    const { requests, faults, running, listed, archiveBytes, heap, listeners, timers, messages, cpu } = one;
    const figures = [
      requests,
      faults,
      running,
      listed,
      archiveBytes / KB,
      heap / KB,
      listeners,
      timers,
      messages,
      cpu,
    ];
    return [at + 1, ...figures].map((figure) => figure.toFixed(0));
  });
  return table(heads, rows);
}

function goals(hours: readonly HourFigures[], { byList, cost }: { byList: number; cost: number }): string {
  const [base, last] = [hours[BASE_HOUR - 1], hours[HOURS - 1]] as [HourFigures, HourFigures];
  const since = hours.slice(BASE_HOUR);
  return table(
    ['what', 'figure', 'goal', ''],
    [
      goalRow('CPU after eight hours, beside the second, by turns', cost, 1.2, '×'),
      goalRow(
        'growth of the heap from hour 2 to 8, beside that of the list',
        (last.heap - base.heap) / KB,
        byList / KB,
        'KB',
      ),
      goalRow(
        'listeners added since hour 2',
        Math.max(...since.map(({ listeners }) => listeners)) - base.listeners,
        0,
      ),
      goalRow('timers, most', Math.max(...since.map(({ timers }) => timers)), MAX_TIMERS),
    ],
  );
}
