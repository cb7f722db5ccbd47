import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gatewayKey } from './gateway';
import { ALL_ENDED, READY_SHOTS, SHOTS, type Shots, startShots } from './simulatedBatch';
import { VeoWindow } from './veoWindow';

/** More than a person should need for all of it. */
const MOST_ACTIONS = 6;

describe('twelve lines with prompts, copied in a terminal', () => {
  for (const way of ['with the pointer', 'by keyboard alone'] as const) {
    it(`become files under their names in at most ${MOST_ACTIONS} actions, ${way}`, async function () {
      this.timeout(120_000);
      const batch = await Batch.open();
      try {
        await batch.check();
        assert.deepEqual(await batch.rows(), [...SHOTS]);
        await batch.end();
        await (way === 'by keyboard alone' ? batch.downloadByKeyboard() : batch.downloadFromMessage());
        assert.deepEqual(await batch.files(), READY_SHOTS.map((shot) => `${shot}-1.mp4`).toSorted());
        assert.ok(batch.actions <= MOST_ACTIONS, `${batch.actions}`);
      } finally {
        await batch.veo.close();
      }
    });
  }
});

/** A window in which a person follows a batch; counts what the person does. */
class Batch {
  actions = 0;

  private constructor(
    readonly veo: VeoWindow,
    private readonly shots: Shots,
  ) {}

  static async open(): Promise<Batch> {
    const shots = await startShots();
    const veo = await VeoWindow.open(shots.gateway, { settings: { 'veo.checking.requestsPerMinute': 600 } });
    await veo.workbench.showContainer('Veo');
    return new Batch(veo, shots);
  }

  async check(): Promise<void> {
    const { workbench } = this.veo;
    await workbench.setClipboard(this.shots.lines.join('\r\n'));
    await this.act(() => workbench.runCommand('Check Veo operation'));
    await workbench.quickInput.locator.getByText('Check 12 operations from the clipboard').waitFor();
    await this.act(() => workbench.page.keyboard.press('Enter'));
    await this.act(() => this.veo.giveKey(gatewayKey));
    await workbench.toasts.with('12 operations: 12 running.').waitFor();
  }

  async rows(): Promise<string[]> {
    for (const shot of SHOTS) await this.veo.tree.row(shot).waitFor();
    return (await this.veo.tree.rows()).map(({ label }) => label);
  }

  /** All end, and are asked about by themselves. */
  async end(): Promise<void> {
    this.shots.end();
    await this.veo.workbench.toasts.with(ALL_ENDED).waitFor({ timeout: 60_000 });
  }

  async downloadFromMessage(): Promise<void> {
    const { quickInput, toasts } = this.veo.workbench;
    await this.act(() => toasts.click(ALL_ENDED, 'Download All Unsaved…'));
    await this.act(() => quickInput.pick('Videos in This Project'));
    await toasts.with(`Saved ${READY_SHOTS.length} videos.`).waitFor();
  }

  async downloadByKeyboard(): Promise<void> {
    const { workbench } = this.veo;
    await this.act(() => workbench.runCommand('Veo: Download All Unsaved…'));
    await workbench.quickInput.locator.getByText('Videos in This Project').waitFor();
    await this.act(() => workbench.page.keyboard.press('Enter'));
    await workbench.toasts.with(`Saved ${READY_SHOTS.length} videos.`).waitFor();
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
