import assert from 'node:assert/strict';
import { readFile, watch } from 'node:fs/promises';
import { join } from 'node:path';
import { runningOperation, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

describe('operations that a script prints in the terminal', () => {
  let veo: VeoWindow;

  before(async () => {
    const gateway = await startGateway();
    const shots = ['Lantern festival', 'Night market'].map(
      (shot, i) => `[${i + 1}/2] ${shot} -> ${runningOperation(gateway)}`,
    );
    const files = { 'start.mjs': `setTimeout(() => console.log(${JSON.stringify(shots.join('\n'))}), 500);` };
    veo = await VeoWindow.open(gateway, { files });
  });
  after(() => veo.close());

  it('raise one quiet question in the status bar and in the view, and no message', async () => {
    const { workbench } = veo;
    await workbench.showContainer('Veo');
    await workbench.runCommand('Terminal: Create New Terminal');
    const terminal = workbench.page.locator('.terminal-wrapper.active .xterm-helper-textarea');
    await terminal.focus();
    await workbench.page.keyboard.type('node start.mjs\n');
    await question().waitFor();
    await workbench.welcome().getByRole('button', { name: 'Track Printed Operations…' }).waitFor();
    await veo.screenshots('printed-question');
    assert.deepEqual(await workbench.toasts.messages(), []);
  });

  it('are tracked under their printed names once the person answers Always, which the workspace remembers', async () => {
    const { workbench } = veo;
    await question().click();
    await workbench.quickInput.locator.getByText('Lantern festival').waitFor();
    await workbench.screenshot('printed-answers');
    await workbench.quickInput.pick('Always');
    await veo.tree.row('Lantern festival').waitFor();
    await veo.tree.row('Night market').waitFor();
    await veo.enterKey();
    await question().waitFor({ state: 'detached' });
    await whenStored(workbench.folder, /"veo\.capture\.terminal": "on"/);
    await workbench.screenshot('printed-tracked');
  });

  /** Resolves once the settings of a workspace match. VS Code writes them some time after they are in effect. */
  async function whenStored(folder: string, pattern: RegExp): Promise<void> {
    const settings = join(folder, '.vscode', 'settings.json');
    const isStored = async () => pattern.test(await readFile(settings, 'utf8').catch(() => ''));
    const changes = watch(folder, { recursive: true });
    if (await isStored()) return;
    for await (const _ of changes) if (await isStored()) return;
  }

  function question() {
    return veo.workbench.statusBarItem('veo.capture').filter({ hasText: 'Track 2 printed operations?' });
  }
});
