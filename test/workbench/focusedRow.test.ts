import assert from 'node:assert/strict';
import { endedOperation, runningOperation, startGateway, titleOf, videoIdOf } from './gateway';
import { VeoWindow } from './veoWindow';

describe('the focused row', () => {
  let veo: VeoWindow;
  /** The rows from the top: a running operation and two with a video, the latest first. */
  let running: string;
  let upper: string;
  let lower: string;

  before(async () => {
    veo = await VeoWindow.open(await startGateway());
    running = runningOperation(veo.gateway);
    lower = endedOperation(veo.gateway);
    upper = endedOperation(veo.gateway);
    await veo.track(running);
    for (const name of [lower, upper]) {
      await veo.track(name);
      await veo.row(name).locator.locator('.codicon-pass-filled').waitFor();
    }
  });
  after(() => veo.close());

  it('is ignored by the Check button above the rows, which asks for an operation', async () => {
    await veo.row(running).select();
    const requestCount = veo.gateway.requests.length;
    await veo.workbench.toolbarButton('Check Veo operation').click();
    await veo.workbench.quickInput.locator.getByText('A name, an ID, a status address').waitFor();
    await veo.workbench.quickInput.cancel();
    assert.equal(veo.gateway.requests.length, requestCount);
  });

  it('is ignored by Set API Key… in the menu of the view, which asks for an endpoint', async () => {
    await veo.row(running).select();
    await veo.workbench.openMoreActions();
    await veo.workbench.menu.pick('Set API Key…');
    assert.deepEqual(await veo.workbench.quickInput.items(), ['Own Gateway', 'AI Thực Chiến', 'Google']);
    await veo.workbench.quickInput.cancel();
  });

  it('is what Ctrl+C copies from even when another row is selected', async () => {
    await focusRowBelow(running, upper);
    await veo.workbench.page.keyboard.press('Control+c');
    await veo.confirmation(`Copied ${videoIdOf(upper)}`).waitFor();
    assert.equal(await veo.workbench.clipboard(), videoIdOf(upper));
  });

  it('is what Delete removes even when another row is selected, and Undo restores it', async () => {
    await focusRowBelow(running, upper);
    await veo.workbench.page.keyboard.press('Delete');
    const removed = new RegExp(`${titleOf(upper)} .* was removed from the list\\.`);
    await veo.workbench.toasts.click(removed, 'Undo');
    await veo.row(upper).waitFor();
    assert.equal(await veo.tree.all().count(), 3);
  });

  for (const [key, others] of [
    ['Control', 'the other'],
    ['Shift', 'all the others'],
  ] as const) {
    it(`stands for ${others} that ${key}+click has selected when Delete removes them`, async () => {
      const selected = key === 'Control' ? [running, lower] : [running, upper, lower];
      await veo.row(running).select();
      await veo.row(lower).select(key);
      await veo.row(lower).waitForFocus();
      await veo.workbench.page.keyboard.press('Delete');
      const shown = `${selected.length} operations were removed from the list.`;
      await veo.workbench.toasts.with(shown).waitFor();
      for (const name of selected) await veo.row(name).locator.waitFor({ state: 'detached' });
      assert.equal(await veo.tree.all().count(), 3 - selected.length);
      await veo.workbench.toasts.click(shown, 'Undo');
      for (const name of selected) await veo.row(name).waitFor();
    });
  }

  /** Selects a row without children, which a click would expand, and moves only the keyboard focus to the next row. */
  async function focusRowBelow(selected: string, focused: string): Promise<void> {
    await veo.row(selected).select();
    await veo.workbench.page.keyboard.press('ArrowDown');
    await veo.row(focused).waitForFocus();
    assert.equal(await veo.row(selected).locator.getAttribute('aria-selected'), 'true');
    assert.notEqual(await veo.row(focused).locator.getAttribute('aria-selected'), 'true');
  }
});
