import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';

/**
 * Changes a user setting `veo.*` and waits until it is in effect; undefined resets it. In a remote window a setting
 * of application scope reaches the extension host only after it has been written.
 */
export async function changeSetting(name: string, value: unknown): Promise<void> {
  const stored = () => vscode.workspace.getConfiguration('veo').inspect(name)?.globalValue;
  const isInEffect = () => isDeepStrictEqual(stored(), value);
  const inEffect = new Promise<void>((resolve) => {
    const listener = vscode.workspace.onDidChangeConfiguration(() => {
      if (!isInEffect()) return;
      listener.dispose();
      resolve();
    });
  });
  if (isInEffect()) return;
  await vscode.workspace.getConfiguration('veo').update(name, value, vscode.ConfigurationTarget.Global);
  if (!isInEffect()) await inEffect;
}

/**
 * Turns notifications off and raises the rate limit, for all suites but those that test them. A message combines all
 * operations that finished within seconds, also those of another suite; the default limit would spread the requests of
 * the suites over minutes.
 */
export async function useQuietSettings(): Promise<void> {
  await changeSetting('notifications', 'none');
  await changeSetting('checking.requestsPerMinute', 3000);
}

/** Resets the settings that `useQuietSettings` has changed. */
export async function useDefaultSettings(): Promise<void> {
  await changeSetting('notifications', undefined);
  await changeSetting('checking.requestsPerMinute', undefined);
}
