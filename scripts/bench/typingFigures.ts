import { goalRow, table } from '../tables';
import { Suites } from './hostSuite';
import { median } from './median';

/** How states are shown in the editor: a value of `veo.editor.status`. */
export type EditorStatus = 'off' | 'inlay' | 'codeLens';

/**
 * What one keystroke cost the extension host, in ms: `busyMs` with all that VS Code does itself, `ownMs` in our code only.
 * `without`: with an extension that does nothing in place of ours.
 */
export interface TypingTimes {
  readonly status: EditorStatus | 'without';
  readonly busyMs: number;
  readonly ownMs: number;
}

/** The most that a keystroke may cost beyond what VS Code needs itself. */
const MAX_MS = 1;
const WORDS: Readonly<Record<EditorStatus, string>> = {
  off: 'links and hovers only',
  inlay: 'states as inlay hints',
  codeLens: 'states as CodeLens',
};

/** What typing costs in a file of 10,000 lines with 200 references, in Markdown; measured in the extension host of a real VS Code. */
export async function typingFigures(): Promise<string> {
  const suites = await Suites.create('typingSuite');
  try {
    const without = await suites.run<TypingTimes>('empty');
    const ours = await suites.run<TypingTimes>('running');
    const rows = (Object.keys(WORDS) as EditorStatus[]).flatMap((status) => rowsOf(status, ours, without));
    return table(['what', 'figure', 'goal', ''], rows);
  } finally {
    await suites.stop();
  }
}

function rowsOf(
  status: EditorStatus,
  ours: readonly TypingTimes[],
  without: readonly TypingTimes[],
): string[][] {
  const own = costOf(ours, status, 'ownMs');
  const [busy, alone] = [costOf(ours, status, 'busyMs'), costOf(without, 'without', 'busyMs')];
  const beside = `${busy.toFixed(2)} ms beside ${alone.toFixed(2)} ms`;
  return [
    goalRow(`a keystroke, ${WORDS[status]}: our code`, own, MAX_MS, 'ms'),
    goalRow(
      `the extension host busy with it, more than without the extension (${beside})`,
      busy - alone,
      MAX_MS,
      'ms',
    ),
  ];
}

function costOf(
  times: readonly TypingTimes[],
  status: TypingTimes['status'],
  what: 'busyMs' | 'ownMs',
): number {
  return median(times.filter((one) => one.status === status).map((one) => one[what]));
}
