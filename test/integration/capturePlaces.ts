import * as vscode from 'vscode';
import type { CapturePlace } from '../../src/ui/settings';
import type { Harness } from './harness';
import { PrintingScripts } from './printingScripts';
import { changeSetting } from './settings';

/** Turns tracking on for one place in the surrounding suite, with the gateway as default endpoint; gives it scripts. */
export function useCapture(harness: Harness, place: CapturePlace): { readonly current: PrintingScripts } {
  const scripts = {} as { current: PrintingScripts };
  before(async () => {
    scripts.current = await PrintingScripts.create();
    await changeSetting('endpoint', harness.gateway.endpoint);
  });
  beforeEach(() => changeSetting(`capture.${place}`, 'on'));
  after(async () => {
    await changeSetting(`capture.${place}`, undefined);
    await changeSetting('endpoint', undefined);
    await scripts.current.remove();
  });
  return scripts;
}

/** Opens a terminal, and waits until its shell tells which commands it runs. */
export async function integratedTerminal(): Promise<vscode.Terminal> {
  const terminal = vscode.window.createTerminal({ name: 'capture' });
  if (terminal.shellIntegration) return terminal;
  return new Promise((resolve) => {
    const listener = vscode.window.onDidChangeTerminalShellIntegration((event) => {
      if (event.terminal !== terminal) return;
      listener.dispose();
      resolve(terminal);
    });
  });
}
