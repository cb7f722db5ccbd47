const vscode = require('vscode');

const startedKey = 'simulatorStarted';

/** Starts the simulator the first time a workspace is opened, and shows the list of operations. */
async function activate(context) {
  await vscode.commands.executeCommand('veo.operations.focus');
  if (context.workspaceState.get(startedKey)) return;
  await vscode.commands.executeCommand('veo.startSimulator');
  await context.workspaceState.update(startedKey, true);
}

module.exports = { activate };
