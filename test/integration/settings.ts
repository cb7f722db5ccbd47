import * as vscode from 'vscode';

/** Changes a setting `veo.*` of the user; back to its default with undefined. */
export async function change(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('veo').update(name, value, vscode.ConfigurationTarget.Global);
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
