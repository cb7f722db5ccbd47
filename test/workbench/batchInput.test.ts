import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { GATEWAY_KEY, runningOperation, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

const titles = Array.from({ length: 12 }, (_, index) => `Lantern take ${twoDigits(index)}`);
const fromClipboard = 'Check 12 operations from the clipboard';

describe('a batch of twelve operations', () => {
  let veo: VeoWindow;
  let page: Page;
  let batch: string;

  before(async () => {
    // All are polled at once.
    veo = await VeoWindow.open(await startGateway(), { settings: { 'veo.checking.requestsPerMinute': 600 } });
    page = veo.workbench.page;
    batch = newBatch();
    await veo.workbench.showContainer('Veo');
  });
  after(() => veo.close());

  it('is listed from the clipboard, ticked, with labels', async () => {
    await openBoxWith(batch, fromClipboard);
    assert.deepEqual((await veo.workbench.quickInput.items()).slice(0, 5), titles.slice(0, 5));
    assert.equal(await veo.workbench.quickInput.tickedCount(), 12);
    await veo.workbench.screenshot('batch-list');
  });

  it('is tracked completely by Enter, with its labels on twelve rows', async () => {
    await page.keyboard.press('Enter');
    await veo.keyBox.waitFor();
    await page.keyboard.type(GATEWAY_KEY);
    await page.keyboard.press('Enter');
    await veo.workbench.toasts.with('12 operations: 12 running.').waitFor();
    for (const title of titles) await veo.tree.row(title).waitFor();
    assert.deepEqual(
      (await veo.tree.rows()).map(({ label }) => label),
      titles,
    );
    await veo.workbench.screenshot('batch-rows');
    await veo.workbench.toasts.dismiss('12 operations: 12 running.');
  });

  it('is marked as tracked when it is listed again', async () => {
    await openBoxWith(batch, fromClipboard);
    assert.match(
      await veo.workbench.quickInput.ariaLabel('Lantern take 01'),
      /Own Gateway · already tracked/,
    );
    await veo.workbench.quickInput.cancel();
  });

  it('loses no line when it is pasted into the input box', async () => {
    const other = newBatch(3, 'Boat');
    await openBoxWith('', 'A name, an ID, a status address');
    await veo.workbench.setClipboard(other);
    await page.keyboard.press('Control+v');
    await veo.workbench.quickInput.message().filter({ hasText: '3 operations. Press Enter' }).waitFor();
    assert.ok(!(await veo.workbench.quickInput.text()).includes('\n'));
    await page.keyboard.press('Enter');
    await veo.workbench.toasts.dismiss('3 operations: 3 running.');
    for (const title of ['Boat 01', 'Boat 02', 'Boat 03']) await veo.tree.row(title).waitFor();
  });

  it('is replaced by a text that is pasted instead', async () => {
    const other = newBatch(2, 'Kite');
    await openBoxWith(batch, fromClipboard);
    await veo.workbench.setClipboard(other);
    await page.keyboard.press('Control+v');
    await veo.workbench.quickInput.message().filter({ hasText: '2 operations. Press Enter' }).waitFor();
    await page.keyboard.press('Enter');
    await veo.workbench.toasts.dismiss('2 operations: 2 running.');
    await veo.tree.row('Kite 02').waitFor();
  });

  it('shows icon syntax in its texts as text', async () => {
    await openBoxWith(newBatch(2, 'Kite $(bug)'), 'Check 2 operations from the clipboard');
    assert.deepEqual(await veo.workbench.quickInput.items(), ['Kite $(bug) 01', 'Kite $(bug) 02']);
    assert.equal(await veo.workbench.quickInput.locator.locator('.codicon-bug').count(), 0);
    await veo.workbench.quickInput.cancel();
  });

  it('lets the person type something else', async () => {
    await openBoxWith(batch, fromClipboard);
    await veo.workbench.quickInput.locator
      .getByRole('button', { name: 'Type or Paste Something Else…' })
      .click();
    await veo.workbench.quickInput.locator.getByText('A name, an ID, a status address').waitFor();
    assert.equal(await veo.workbench.quickInput.text(), '');
    await veo.workbench.quickInput.cancel();
  });

  /** The output of a script: on one line it has over 2,000 characters. */
  function newBatch(count = 12, title = 'Lantern take'): string {
    const names = Array.from({ length: count }, () => runningOperation(veo.gateway, { contract: 'videos' }));
    return names.map((name, index) => `${title} ${twoDigits(index)}: ${name}`).join('\n');
  }

  /** Opens the box by keyboard. The command skips a clipboard that does not answer soon, so this tries again. */
  async function openBoxWith(clipboard: string, expected: string): Promise<void> {
    await veo.workbench.setClipboard(clipboard);
    await veo.workbench.quickInput.runByKeyboard('Check Veo operation');
    const list = veo.workbench.quickInput.locator.getByText(expected);
    const empty = veo.workbench.quickInput.locator.getByText('A name, an ID, a status address');
    await list.or(empty).first().waitFor();
    if (await list.isVisible()) return;
    await veo.workbench.quickInput.cancel();
    await veo.workbench.quickInput.runByKeyboard('Check Veo operation');
    await list.waitFor();
  }
});

/** A number with two digits, so that no title is the beginning of another. */
function twoDigits(index: number): string {
  return String(index + 1).padStart(2, '0');
}
