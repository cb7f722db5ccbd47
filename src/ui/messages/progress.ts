import * as vscode from 'vscode';
import { inList, inMessage } from './literalText';

/** ms; what is done sooner shows no progress, for a message that flashes up only disturbs. */
const PATIENCE = 800;

/** How far some work is. */
export interface Step {
  readonly text: string;
  /** 0 to 1, where it is known. */
  readonly part?: number | undefined;
}

/** Work that can be given up and tells how far it is. */
export type Work<T> = (signal: AbortSignal, report: (step: Step) => void) => Promise<T>;

/**
 * Does some work, with progress and Cancel if it takes longer than a moment.
 *
 * @throws CancellationError when the person cancels; whatever the work throws.
 */
export function duringProgress<T>(title: string, work: Work<T>): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  return during({ location, title: inMessage(title), cancellable: true }, work);
}

/** The same for work that nobody waits for: in the status bar, and there is nothing to cancel it with. */
export function besides<T>(title: string, work: Work<T>): Promise<T> {
  return during({ location: vscode.ProgressLocation.Window, title: inList(title) }, work);
}

async function during<T>(options: vscode.ProgressOptions, work: Work<T>): Promise<T> {
  const cancelling = new AbortController();
  let latest: Step | undefined;
  let show = (_: Step) => {};
  const result = work(cancelling.signal, (step) => {
    latest = step;
    show(step);
  });
  const timer = setTimeout(() => {
    void vscode.window.withProgress(options, async (progress, token) => {
      token.onCancellationRequested(() => cancelling.abort(new vscode.CancellationError()));
      show = stepByStep(progress);
      if (latest) show(latest);
      await result.catch(() => undefined);
    });
  }, PATIENCE);
  try {
    return await result;
  } finally {
    clearTimeout(timer);
  }
}

/** VS Code wants to hear how many percent have been added, and that not for each piece of a video. */
function stepByStep(
  progress: vscode.Progress<{ message?: string; increment?: number }>,
): (step: Step) => void {
  let shownText = '';
  let shownPercent = 0;
  return ({ text, part }) => {
    const percent = part === undefined ? shownPercent : Math.floor(part * 100);
    if (text === shownText && percent === shownPercent) return;
    progress.report({ message: text, increment: Math.max(0, percent - shownPercent) });
    shownText = text;
    shownPercent = percent;
  };
}
