import * as vscode from 'vscode';
import { inList, inMessage } from './literalText';

/** Work that is done sooner shows no progress, since a message that flashes up only disturbs. */
const PROGRESS_DELAY_MS = 800;

/** How far some work is. */
export interface Step {
  readonly text: string;
  /** 0 to 1, where it is known. */
  readonly part?: number | undefined;
}

/** Work that can be cancelled and reports how far it is. */
type Work<T> = (signal: AbortSignal, report: (step: Step) => void) => Promise<T>;

/**
 * Does some work, with progress and Cancel if it takes longer than a moment.
 *
 * @throws CancellationError when the person cancels; whatever the work throws.
 */
export function duringProgress<T>(title: string, work: Work<T>): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  return during({ location, title: inMessage(title), cancellable: true }, work);
}

/** The same for work that nobody waits for: its progress is in the status bar, without Cancel. */
export function duringStatusBarProgress<T>(title: string, work: Work<T>): Promise<T> {
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
  const delay = setTimeout(() => {
    void vscode.window.withProgress(options, async (progress, token) => {
      token.onCancellationRequested(() => cancelling.abort(new vscode.CancellationError()));
      show = reporter(progress);
      if (latest) show(latest);
      await result.catch(() => undefined);
    });
  }, PROGRESS_DELAY_MS);
  try {
    return await result;
  } finally {
    clearTimeout(delay);
  }
}

/** Reports steps as VS Code counts them, in percent that are added, and only when what is shown changes. */
function reporter(progress: vscode.Progress<{ message?: string; increment?: number }>): (step: Step) => void {
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
