import assert from 'node:assert/strict';
import { DURATION_PATTERN } from './durationPattern';
import {
  endedOperation,
  idOf,
  runningOperation,
  shortenedId,
  startGateway,
  titleOf,
  videoIdOf,
} from './gateway';
import { VeoWindow } from './veoWindow';

describe('the list of operations', () => {
  let veo: VeoWindow;
  let running: string;
  let filtered: string;
  let succeeded: string;

  before(async () => {
    veo = await VeoWindow.open(await startGateway());
    running = runningOperation(veo.gateway);
    filtered = endedOperation(veo.gateway, { kind: 'filtered', reasons: 'withheld' });
    succeeded = endedOperation(veo.gateway);
    await veo.track(filtered, succeeded, running);
    // By now the expiry time of the video is known.
    await veo.tree.row('46 h left').waitFor();
  });
  after(() => veo.close());

  it('starts with running operations', async () => {
    await veo.tree
      .all()
      .first()
      .filter({ hasText: titleOf(running) })
      .waitFor();
  });

  it('shows each state by its icon, in words, and in a sentence for screen readers', async () => {
    const looks = async (name: string, expected: string) => {
      await veo.row(name).locator.locator(`.${expected}`).waitFor();
      const { icon, description, ariaLabel } = await veo.row(name).texts();
      return { icon: icon.find((one) => /^codicon-\w/.test(one)), description, ariaLabel };
    };
    const ran = await looks(running, 'codicon-sync');
    assert.equal(ran.icon, 'codicon-sync');
    assert.match(ran.ariaLabel, new RegExp(`^Operation ${title(running)}: running, ${DURATION_PATTERN}$`));
    const wasFiltered = await looks(filtered, 'codicon-circle-slash');
    assert.deepEqual([wasFiltered.icon, wasFiltered.description], ['codicon-circle-slash', 'filtered']);
    assert.match(wasFiltered.ariaLabel, new RegExp(`^Operation ${title(filtered)}: filtered$`));
    const isReady = await looks(succeeded, 'codicon-pass-filled');
    assert.deepEqual([isReady.icon, isReady.description], ['codicon-pass-filled', '46 h left']);
    assert.match(isReady.ariaLabel, new RegExp(`^Operation ${title(succeeded)}: video ready, 46 h left$`));
  });

  it('shows the ends of the ID, the endpoint and the meaning of the state in a tooltip', async () => {
    const tooltip = await veo.row(filtered).tooltip();
    for (const part of [shortenedId(idOf(filtered)), 'Own Gateway', 'safety filter', 'Try another prompt']) {
      assert.ok(tooltip.includes(part), tooltip);
    }
  });

  it('has a status bar item with a name and a sentence for screen readers', async () => {
    const label = veo.workbench.statusBarItem('veo.status').locator('[role="button"]');
    assert.match((await label.getAttribute('aria-label')) ?? '', /^Veo: .*running/s);
    await veo.workbench.statusBarItem('veo.status').click({ button: 'right' });
    const items = await veo.workbench.menu.items();
    await veo.workbench.page.keyboard.press('Escape');
    assert.ok(items.includes('Veo Operations'), items.join());
  });

  it('offers in the tooltip what can be done with a video', async () => {
    const tooltip = await veo.row(succeeded).tooltip();
    assert.match(tooltip, /Kept until \w{3},? \d\d:\d\d \(46 h\)/);
    await veo.workbench.page
      .locator('.workbench-hover:visible')
      .getByText('Copy ID', { exact: true })
      .click();
    await veo.confirmation(`Copied ${videoIdOf(succeeded)}`).waitFor();
    assert.equal(await veo.workbench.clipboard(), videoIdOf(succeeded));
    // The tooltip stays open while the pointer is over it.
    await veo.workbench.page.mouse.move(900, 400);
    await veo.workbench.page.locator('.workbench-hover:visible').waitFor({ state: 'detached' });
  });

  it('opens the reason why there is no video, on a click, in a document', async () => {
    await veo.row(filtered).click();
    const { page } = veo.workbench;
    await page.locator('.tab.active', { hasText: 'Reason: Veo 3.1' }).waitFor();
    await page.locator('.view-line').getByText('safety filter').first().waitFor();
    await page.keyboard.press('Control+w');
  });

  it('plays a video by Enter on its row, not by the keys that move there', async () => {
    await veo.row(running).select('Control');
    await veo.workbench.page.keyboard.press('Home');
    await veo.workbench.page.keyboard.press('ArrowDown');
    await veo.row(succeeded).waitForFocus();
    assert.equal(await veo.workbench.page.locator('.tab').count(), 0);
    await veo.workbench.page.keyboard.press('Enter');
    await veo.workbench.page.locator('.tab.active', { hasText: '.mp4' }).waitFor();
    await veo.workbench.page.keyboard.press('Control+w');
  });

  it('shows a label given with F2, and model and time again when it is removed', async () => {
    await veo.rename(succeeded, 'Sunrise in Hạ Long');
    await veo.tree.row('Sunrise in Hạ Long').openMenu();
    await veo.workbench.menu.pick('Rename Operation…');
    assert.equal(await veo.workbench.quickInput.text(), 'Sunrise in Hạ Long');
    await veo.workbench.quickInput.type('');
    await veo.workbench.quickInput.accept();
    await veo.row(succeeded).waitFor();
  });

  it('removes a row by Delete, and restores it by Undo', async () => {
    await veo.row(running).select();
    await veo.workbench.page.keyboard.press('Delete');
    await waitUntilRemoved(running);
    await veo.workbench.toasts.click(new RegExp(`${title(running)} was removed from the list\\.`), 'Undo');
    await veo.row(running).waitFor();
    await veo.status('1 running').waitFor();
  });

  it('removes all selected rows at once from the menu, and restores them by Undo', async () => {
    const [one, other] = [endedOperation(veo.gateway, { kind: 'failed' }), endedOperation(veo.gateway)];
    await veo.track(one, other);
    // While VS Code redraws all rows it has no selection, and the command would ask.
    await veo.row(one).locator.locator('.codicon-error').waitFor();
    await veo.tree.row(new RegExp(`${titleOf(other)}.*46 h left`)).waitFor();
    await veo.row(one).select('Control');
    await veo.row(other).select('Control');
    await veo.row(other).openMenu();
    assert.ok(!(await veo.workbench.menu.items()).includes('Rename Operation…'));
    await veo.workbench.menu.pick('Remove Operation');
    await waitUntilRemoved(one);
    await waitUntilRemoved(other);
    await veo.workbench.toasts.click('2 operations were removed from the list.', 'Undo');
    await veo.row(one).waitFor();
    await veo.row(other).waitFor();
  });

  it('removes finished operations, and keeps running ones, by Remove Finished Operations', async () => {
    await veo.workbench.runCommand('Veo: Remove Finished Operations');
    await waitUntilRemoved(filtered);
    await waitUntilRemoved(succeeded);
    await veo.row(running).waitFor();
  });

  /** A pattern for the title of a row without a label. */
  function title(name: string): string {
    return `${titleOf(name)} \\d\\d:\\d\\d( · \\d+)?`;
  }

  function waitUntilRemoved(name: string): Promise<void> {
    return veo.row(name).locator.waitFor({ state: 'detached' });
  }
});
