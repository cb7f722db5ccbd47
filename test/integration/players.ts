import * as vscode from 'vscode';

/** Resolves to the video in a player of VS Code, as soon as one is open. */
export async function playedVideo(): Promise<vscode.Uri> {
  for (;;) {
    const [video] = openVideos();
    if (video) return video;
    await tabChange();
  }
}

/** The videos that are open in players of VS Code now. */
export function openVideos(): vscode.Uri[] {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  return inputs.flatMap((input) =>
    input instanceof vscode.TabInputCustom && input.viewType === 'vscode.videoPreview' ? [input.uri] : [],
  );
}

/** Closes all editors, and waits until no player is open. */
export async function closePlayers(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  while (openVideos().length > 0) await tabChange();
}

function tabChange(): Promise<void> {
  return new Promise((resolve) => {
    const listener = vscode.window.tabGroups.onDidChangeTabs(() => {
      listener.dispose();
      resolve();
    });
  });
}
