import * as vscode from 'vscode';

/** ms; what is done sooner shows no progress, for a message that flashes up only disturbs. */
const PATIENCE = 800;

/**
 * Does some work, with progress and Cancel if it takes longer than a moment.
 *
 * @throws CancellationError when the person cancels; whatever the work throws.
 */
export async function duringProgress<T>(
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const cancelling = new AbortController();
  const result = work(cancelling.signal);
  const timer = setTimeout(() => void showProgress(title, result, cancelling), PATIENCE);
  try {
    return await result;
  } finally {
    clearTimeout(timer);
  }
}

function showProgress(title: string, result: Promise<unknown>, cancelling: AbortController): Thenable<void> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_, token) => {
    token.onCancellationRequested(() => cancelling.abort(new vscode.CancellationError()));
    await result.catch(() => undefined);
  });
}
