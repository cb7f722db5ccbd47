import type { VeoWindow } from '../../../test/workbench/veoWindow';

/** A prompt at the end of what a shell shows. */
const PROMPT = /[$#]\s*$/;

/** Runs a command in a new terminal of a window, as a person types it. */
export async function runInTerminal({ workbench }: VeoWindow, command: string): Promise<void> {
  const { page } = workbench;
  await workbench.runCommand('Terminal: Create New Terminal');
  await page.locator('.terminal-wrapper.active .xterm-rows').filter({ hasText: PROMPT }).waitFor();
  await page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
  await page.keyboard.type(command);
  await page.keyboard.press('Enter');
}
