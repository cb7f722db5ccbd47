import assert from 'node:assert/strict';
import { openWorkbench } from './session';
import type { Workbench } from './workbench';

describe('the packaged extension', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ files: { 'README.md': '# A workspace\n' } });
  });
  after(() => workbench.close());

  it('is installed as from the Marketplace', async () => {
    await workbench.runCommand('Extensions: Show Installed Extensions');
    await workbench.page
      .locator('.extensions-list .extension-list-item', { hasText: 'Veo Operations' })
      .waitFor();
  });

  it('runs in light and dark themes', async () => {
    await workbench.openFile('README.md');
    await workbench.setTheme('light');
    await workbench.setTheme('dark');
    assert.match(await workbench.screenshot('workbench-dark'), /workbench-dark\.png$/);
  });
});
