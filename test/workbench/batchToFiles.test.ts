import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GATEWAY_KEY } from './gateway';
import {
  BATCH_PROMPTS,
  BATCH_SUMMARY,
  type SimulatedBatch,
  SUCCEEDING_PROMPTS,
  startBatch,
} from './simulatedBatch';
import { VeoWindow } from './veoWindow';

/** The most actions that a person may need for all of it. */
const MAX_ACTIONS = 6;

describe('twelve lines with prompts, copied in a terminal', () => {
  for (const way of ['with the pointer', 'by keyboard alone'] as const) {
    it(`become files under their labels in at most ${MAX_ACTIONS} actions, ${way}`, async function () {
      this.timeout(120_000);
      const user = await BatchUser.open();
      try {
        await user.check();
        assert.deepEqual(await user.rows(), [...BATCH_PROMPTS]);
        await user.finishAll();
        await (way === 'by keyboard alone' ? user.downloadByKeyboard() : user.downloadFromMessage());
        assert.deepEqual(
          await user.files(),
          SUCCEEDING_PROMPTS.map((prompt) => `${prompt}-1.mp4`).toSorted(),
        );
        assert.ok(user.actions <= MAX_ACTIONS, `${user.actions}`);
      } finally {
        await user.veo.close();
      }
    });
  }
});

/** Follows a batch in a window as a person does, and counts the actions. */
class BatchUser {
  actions = 0;

  private constructor(
    readonly veo: VeoWindow,
    private readonly batch: SimulatedBatch,
  ) {}

  static async open(): Promise<BatchUser> {
    const batch = await startBatch();
    const veo = await VeoWindow.open(batch.gateway, { settings: { 'veo.checking.requestsPerMinute': 600 } });
    await veo.workbench.showContainer('Veo');
    return new BatchUser(veo, batch);
  }

  async check(): Promise<void> {
    const { workbench } = this.veo;
    await workbench.setClipboard(this.batch.lines.join('\r\n'));
    await this.act(() => workbench.runCommand('Check Veo operation'));
    await workbench.quickInput.locator.getByText('Check 12 operations from the clipboard').waitFor();
    await this.act(() => workbench.page.keyboard.press('Enter'));
    await this.act(() => this.veo.enterKey(GATEWAY_KEY));
    await workbench.toasts.with('12 operations: 12 running.').waitFor();
  }

  async rows(): Promise<string[]> {
    for (const prompt of BATCH_PROMPTS) await this.veo.tree.row(prompt).waitFor();
    return (await this.veo.tree.rows()).map(({ label }) => label);
  }

  /**
   * Finishes all operations, and refreshes them. Background polling finds the ends some seconds apart, so they may come in
   * several messages.
   */
  async finishAll(): Promise<void> {
    const { workbench } = this.veo;
    this.batch.finishAll();
    await this.act(() => workbench.runCommand('Veo: Refresh Operations'));
    await workbench.toasts.with(BATCH_SUMMARY).waitFor();
  }

  async downloadFromMessage(): Promise<void> {
    const { quickInput, toasts } = this.veo.workbench;
    await this.act(() => toasts.click(BATCH_SUMMARY, 'Download All Unsaved…'));
    await this.act(() => quickInput.pick('Videos in This Project'));
    await toasts.with(`Saved ${SUCCEEDING_PROMPTS.length} videos.`).waitFor();
  }

  async downloadByKeyboard(): Promise<void> {
    const { workbench } = this.veo;
    await this.act(() => workbench.runCommand('Veo: Download All Unsaved…'));
    await workbench.quickInput.locator.getByText('Videos in This Project').waitFor();
    await this.act(() => workbench.page.keyboard.press('Enter'));
    await workbench.toasts.with(`Saved ${SUCCEEDING_PROMPTS.length} videos.`).waitFor();
  }

  async files(): Promise<string[]> {
    const names = await readdir(join(this.veo.workbench.folder, 'videos'));
    return names.filter((name) => name.endsWith('.mp4')).toSorted();
  }

  private async act(action: () => Promise<void>): Promise<void> {
    this.actions++;
    await action();
  }
}
