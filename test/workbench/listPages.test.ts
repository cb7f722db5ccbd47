import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { endedOperation, startGateway, titleOf } from './gateway';
import { VeoWindow } from './veoWindow';

const page = 200;

describe('operations beyond a page of the list', () => {
  let veo: VeoWindow;
  let names: string[];

  before(async function () {
    this.timeout(120_000);
    const settings = { 'veo.checking.requestsPerMinute': 3000 };
    veo = await VeoWindow.open(await startGateway(), { settings });
    await veo.setKey();
    names = Array.from({ length: page + 5 }, () => endedOperation(veo.gateway));
    await veo.check(names.join(' '));
    // Each operation costs a request; on a busy machine 200 of them take longer than the 20 s limit of a click.
    await veo.workbench.toasts.with(`${names.length} operations: `).waitFor({ timeout: 50_000 });
    await veo.workbench.toasts.dismiss(`${names.length} operations: `);
  });
  after(() => veo.close());

  it('have a last row that shows them, until all are shown', async () => {
    // The shadow of a scrolled list covers the first visible row, and an open tooltip would receive the wheel.
    await veo.tree
      .all()
      .nth(3)
      .click({ modifiers: ['Control'] });
    await veo.workbench.page.keyboard.press('End');
    await veo.tree.row('Show older…').click();
    await rowOf(names.length).waitFor();
    await veo.tree.row('Show older…').locator.waitFor({ state: 'detached' });
  });

  it('are found by any part of their labels, and shown', async () => {
    const [wanted = ''] = names;
    const { quickInput } = veo.workbench;
    await veo.workbench.runCommand('Veo: Find Operation…');
    assert.equal(await quickInput.placeholder(), 'Name, ID, model or state of an operation');
    await quickInput.type(wanted);
    const [found = '', ...others] = await quickInput.items();
    assert.ok(found.startsWith(titleOf(wanted)) && others.length === 0, found);
    await quickInput.accept();
    await veo.row(wanted).locator.and(veo.workbench.page.locator('.selected')).waitFor();
  });

  it('cannot be requested when all are shown', async () => {
    const offered = await veo.workbench.quickInput.commandsFor('Veo: Show', 'Veo: Show Log');
    assert.ok(!offered.includes('Veo: Show Older Operations'), offered.join());
  });

  /** Waits for a row in a list of so many rows. */
  function rowOf(count: number): Locator {
    return veo.tree
      .all()
      .and(veo.workbench.page.locator(`[aria-setsize="${count}"]`))
      .first();
  }
});
