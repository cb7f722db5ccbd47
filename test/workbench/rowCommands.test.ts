import assert from 'node:assert/strict';
import {
  asksAbout,
  endedOperation,
  runningOperation,
  shortened,
  startGateway,
  titleOf,
  videoIdOf,
  videoUriOf,
} from './gateway';
import { VeoWindow } from './veoWindow';

const ofAnyOperation = ['Check Now', 'Copy Operation Name', 'Rename Operation…', 'Remove Operation'];

describe('what a row offers', () => {
  let veo: VeoWindow;
  let running: string;
  let failed: string;
  let one: string;
  let four: string;

  before(async () => {
    veo = await VeoWindow.open(await startGateway());
    running = runningOperation(veo.gateway);
    failed = endedOperation(veo.gateway, { kind: 'failed' });
    one = endedOperation(veo.gateway);
    four = endedOperation(veo.gateway, { kind: 'succeeded', samples: 4 });
    await veo.track(running, failed, one, four);
    await veo.row(failed).locator.locator('.codicon-error').waitFor();
    for (const name of [one, four]) await veo.row(name).locator.locator('.codicon-pass-filled').waitFor();
  });
  after(() => veo.close());

  it('is what can be done with an operation in its state', async () => {
    assert.deepEqual(await menuOf(running), ofAnyOperation);
    assert.deepEqual(await menuOf(failed), ofAnyOperation);
    assert.deepEqual(await menuOf(one), [
      'Check Now',
      'Play Video',
      'Download Video…',
      'Open Video URI',
      'Copy Video ID',
      'Copy Video URI',
      'Copy Operation Name',
      'Rename Operation…',
      'Remove Operation',
    ]);
  });

  it('is, under the pointer, to play a video, to download it and to copy its ID', async () => {
    const ofVideo = ['Play Video', 'Download Video…', 'Copy Video ID (Ctrl+C)'];
    assert.deepEqual(await veo.row(one).actions(), ofVideo);
    assert.deepEqual(await veo.row(running).actions(), []);
  });

  it('includes its videos, each with a menu of its own', async () => {
    await veo.row(four).expand();
    const second = veo.tree.row(shortened(videoIdOf(four, 2)));
    await second.openMenu();
    assert.deepEqual(await veo.workbench.menu.items(), [
      'Play Video',
      'Download Video…',
      'Open Video URI',
      'Copy Video ID',
      'Copy Video URI',
    ]);
    await veo.workbench.menu.pick('Copy Video URI');
    await copied(videoUriOf(veo.gateway, four, 2));
    // The times are asked for one after the other.
    await veo.tree.row(/^Video 4.*expires in 46 h/).waitFor();
    const videos = (await veo.tree.rows()).filter(({ level }) => level === 2);
    assert.deepEqual(
      videos.map(({ label, description }) => [label, description]),
      [1, 2, 3, 4].map((sample) => [
        `Video ${sample}`,
        `${shortened(videoIdOf(four, sample))} · expires in 46 h`,
      ]),
    );
  });

  it('copies the ID with a click on the row, and with Ctrl+C in the tree', async () => {
    await veo.row(one).clickAction('Copy Video ID');
    await copied(videoIdOf(one));
    await veo.tree.row(shortened(videoIdOf(four, 3))).select();
    await veo.workbench.page.keyboard.press('Control+c');
    await copied(videoIdOf(four, 3));
  });

  it('copies the name of the operation and the address of its video from the menu', async () => {
    await choose(running, 'Copy Operation Name');
    await copied(running);
    await choose(one, 'Copy Video URI');
    await copied(videoUriOf(veo.gateway, one));
  });

  it('asks which of several videos is meant', async () => {
    await choose(four, 'Copy Video ID');
    assert.deepEqual(await veo.workbench.quickInput.items(), ['Video 1', 'Video 2', 'Video 3', 'Video 4']);
    await veo.workbench.quickInput.pick('Video 4');
    await copied(videoIdOf(four, 4));
  });

  it('checks the operation at once', async () => {
    const request = veo.gateway.nextRequest(asksAbout(running));
    await choose(running, 'Check Now');
    await request;
    await veo.workbench.toasts.dismiss(`${titleOf(running)} is running`);
  });

  it('can be had from the palette, which asks for the operation among those it applies to', async () => {
    await veo.tree.row(titleOf(one)).select();
    await veo.workbench.runCommand('Veo: Copy Video ID');
    const offered = await veo.workbench.quickInput.items();
    assert.deepEqual(offered.sort(), [titleOf(one), titleOf(four)].sort());
    await veo.workbench.quickInput.pick(titleOf(one));
    await copied(videoIdOf(one));
  });

  async function menuOf(name: string): Promise<string[]> {
    await veo.row(name).openMenu();
    const items = await veo.workbench.menu.items();
    await veo.workbench.page.keyboard.press('Escape');
    return items;
  }

  async function choose(name: string, entry: string): Promise<void> {
    await veo.row(name).openMenu();
    await veo.workbench.menu.pick(entry);
  }

  async function copied(text: string): Promise<void> {
    await veo.confirmation(`Copied ${text}`).waitFor();
    assert.equal(await veo.workbench.clipboard(), text);
  }
});
