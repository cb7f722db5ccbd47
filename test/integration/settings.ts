import * as vscode from 'vscode';

/** Changes a setting `veo.*` of the user; back to its default with undefined. */
export async function change(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('veo').update(name, value, vscode.ConfigurationTarget.Global);
}
