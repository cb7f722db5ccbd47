import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';

/**
 * Changes a setting `veo.*` of the user, and waits until it holds; back to its default with undefined. In a remote
 * window those of an application are told to the extension host only after they have been written.
 */
export async function change(name: string, value: unknown): Promise<void> {
  const stored = () => vscode.workspace.getConfiguration('veo').inspect(name)?.globalValue;
  const holds = () => isDeepStrictEqual(stored(), value);
  const told = new Promise<void>((resolve) => {
    const listener = vscode.workspace.onDidChangeConfiguration(() => {
      if (!holds()) return;
      listener.dispose();
      resolve();
    });
  });
  if (holds()) return;
  await vscode.workspace.getConfiguration('veo').update(name, value, vscode.ConfigurationTarget.Global);
  if (!holds()) await told;
}

/**
 * Ends are told together with those of the last seconds, so of another suite's too: messages only where they are the
 * subject. The same for the limit of requests, which would spread those of the suites over minutes.
 */
export async function quiet(): Promise<void> {
  await change('notifications', 'none');
  await change('checking.requestsPerMinute', 3000);
}

/** As a person finds them. */
export async function usual(): Promise<void> {
  await change('notifications', undefined);
  await change('checking.requestsPerMinute', undefined);
}
