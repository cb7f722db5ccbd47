import { goalRow, table } from '../tables';
import { Suites } from './hostSuite';
import { median } from './median';

/** How states are shown in the editor: a value of `veo.editor.status`. */
export type EditorStatus = 'off' | 'inlay' | 'codeLens';

/** What one keystroke cost the extension host, in ms; `without`: with an extension that does nothing in place of ours. */
export interface TypingTimes {
  readonly status: EditorStatus | 'without';
  readonly ms: number;
}

/** The most that a keystroke may cost beyond what VS Code needs itself. */
const MOST_MS = 1;
const WORDS: Readonly<Record<EditorStatus, string>> = {
  off: 'links and hovers only',
  inlay: 'states as inlay hints',
  codeLens: 'states as CodeLens',
};

/** What typing costs in a file of 10,000 lines with 200 references, in Markdown; measured in the extension host of a real VS Code. */
export async function typingFigures(): Promise<string> {
  const suites = await Suites.create('typingSuite');
  try {
    const without = costOf(await suites.run<TypingTimes>('empty'), 'without');
    const ours = await suites.run<TypingTimes>('running');
    const rows = (Object.keys(WORDS) as EditorStatus[]).map((status) => {
      const ms = costOf(ours, status);
      const what = `a keystroke, ${WORDS[status]}: more than without the extension (${ms.toFixed(2)} ms beside ${without.toFixed(2)} ms, ${(ms / without).toFixed(1)} ×)`;
      return goalRow(what, ms - without, MOST_MS, 'ms');
    });
    return table(['what', 'figure', 'goal', ''], rows);
  } finally {
    await suites.stop();
  }
}

function costOf(times: readonly TypingTimes[], status: TypingTimes['status']): number {
  return median(times.filter((one) => one.status === status).map(({ ms }) => ms));
}
