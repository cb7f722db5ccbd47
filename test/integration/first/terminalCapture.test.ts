import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exportedApi, listed, nextChange } from '../extension';
import { useHarness } from '../harness';
import { changeSetting } from '../settings';

describe('operations that a command prints in a terminal', function () {
  this.timeout(30_000);
  const harness = useHarness();
  let terminal: vscode.Terminal;
  before(async () => {
    await exportedApi();
    terminal = await integratedTerminal();
  });
  beforeEach(async () => {
    await changeSetting('endpoint', harness.gateway.endpoint);
    await changeSetting('capture.terminal', 'on');
  });
  after(async () => {
    terminal.dispose();
    await changeSetting('capture.terminal', undefined);
    await changeSetting('endpoint', undefined);
  });

  it('are tracked with the printed label, and with the time within which they were started', async () => {
    const { name, endpoint } = harness.gateway.newId();
    const tracked = nextChange(harness.api, (one) => one.name === name);
    const before = Date.now();
    run(printingAfter(500, `[1/3] Lantern festival -> ${name}`));
    const { label, source, startedAt = '', startedWithin } = await tracked;
    assert.deepEqual([label, source], ['Lantern festival', 'terminal']);
    assert.ok(Date.parse(startedAt) >= before + 500, startedAt);
    assert.ok(startedWithin !== undefined && startedWithin >= 1 && startedWithin <= 10, `${startedWithin}`);
    assert.ok(listed(harness.api, { endpoint, name }));
  });

  function run(commandLine: string): void {
    terminal.shellIntegration?.executeCommand(commandLine);
  }

  function printingAfter(ms: number, text: string): string {
    return `node -e "setTimeout(() => console.log('${text}'), ${ms})"`;
  }
});

async function integratedTerminal(): Promise<vscode.Terminal> {
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
