import { goalRow, table } from '../tables';
import { Suites } from './hostSuite';
import { median } from './median';

/** A value of `veo.capture.terminal`. */
export type CaptureMode = 'off' | 'ask' | 'on';

/** What it took until a terminal had printed 50 MB; `without`: with an extension that does nothing in place of ours. */
export interface TerminalTimes {
  readonly mode: CaptureMode | 'without';
  readonly ms: number;
  /** By how much the memory of the extension host grew meanwhile, at most. */
  readonly peakBytes: number;
}

/** A terminal whose output is read may be slower by so much. */
const MAX_SLOWER = 1.1;
const MAX_MIB = 64;
const MIB = 1024 * 1024;
const MODES: readonly CaptureMode[] = ['off', 'ask', 'on'];

/** What capturing costs where a terminal prints 50 MB as fast as it can, in Markdown; measured in a real terminal of a real VS Code. */
export async function terminalFigures(): Promise<string> {
  const suites = await Suites.create('terminalSuite');
  try {
    const without = timesOf(await suites.run<TerminalTimes>('empty'), 'without');
    const ours = await suites.run<TerminalTimes>('idle');
    return table(
      ['what', 'figure', 'goal', ''],
      MODES.flatMap((mode) => rows(mode, timesOf(ours, mode), without)),
    );
  } finally {
    await suites.stop();
  }
}

interface Times {
  readonly ms: number;
  readonly peakBytes: number;
}

function rows(mode: CaptureMode, { ms, peakBytes }: Times, without: Times): string[][] {
  const beside = `${(ms / 1000).toFixed(1)} s beside ${(without.ms / 1000).toFixed(1)} s without the extension`;
  return [
    goalRow(`50 MB in a terminal, capture ${mode} (${beside})`, ms / without.ms, MAX_SLOWER, '×'),
    goalRow(
      `its memory above idle, the worst (${(without.peakBytes / MIB).toFixed(1)} MiB without)`,
      peakBytes / MIB,
      MAX_MIB,
      'MiB',
    ),
  ];
}

/** The median of the times, and the worst memory. */
function timesOf(all: readonly TerminalTimes[], mode: TerminalTimes['mode']): Times {
  const times = all.filter((one) => one.mode === mode);
  return {
    ms: median(times.map(({ ms }) => ms)),
    peakBytes: Math.max(...times.map(({ peakBytes }) => peakBytes)),
  };
}
