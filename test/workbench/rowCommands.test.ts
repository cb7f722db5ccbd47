import assert from 'node:assert/strict';
import {
  endedOperation,
  isStatusRequestFor,
  runningOperation,
  shortenedId,
  startGateway,
  titleOf,
  videoIdOf,
  videoUriOf,
} from './gateway';
import { VeoWindow } from './veoWindow';

const ofAVideo = ['Play Video', 'Download Video…', 'Open Video URI'];
const copiesOfAVideo = ['Copy Video ID', 'Copy Video URI'];
const toCheck = ['Check Now', 'Change Endpoint…'];
/** What gives an operation to somebody else. */
const toPassOn = ['Copy Link', 'Copy as…', 'Export…'];
const toChange = ['Rename Operation…', 'Remove Operation'];

describe('the commands of a row', () => {
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

  it('are those that apply to the state of its operation', async () => {
    const copyName = 'Copy Operation Name';
    assert.deepEqual(await menuOf(running), [...toCheck, copyName, ...toPassOn, ...toChange]);
    const ofFailed = ['Show Reason', ...toCheck, copyName, 'Copy Error', ...toPassOn, ...toChange];
    assert.deepEqual(await menuOf(failed), ofFailed);
    const ofVideo = [...ofAVideo, ...toCheck, ...copiesOfAVideo, copyName, ...toPassOn, ...toChange];
    assert.deepEqual(await menuOf(one), ofVideo);
  });

  it('are, on several selected rows, those that apply to some of them', async () => {
    await veo.row(four).expand();
    await veo.row(failed).select();
    await veo.row(running).select('Control');
    await veo.row(one).select('Control');
    await veo.tree.row(shortenedId(videoIdOf(four, 2))).select('Control');
    assert.deepEqual(await menuOf(one), [
      'Download Video…',
      ...toCheck,
      ...copiesOfAVideo,
      'Copy Operation Name',
      'Copy Error',
      'Copy Link',
      'Export…',
      'Remove Operation',
    ]);
    await veo.row(running).select();
  });

  it('are, under the pointer, to play a video, to download it and to copy its ID', async () => {
    const ofVideo = ['Play Video', 'Download Video…', 'Copy Video ID (Ctrl+C)'];
    assert.deepEqual(await veo.row(one).actions(), ofVideo);
    assert.deepEqual(await veo.row(running).actions(), []);
  });

  it('include those of its videos, each with a menu of its own', async () => {
    await veo.row(four).expand();
    const second = veo.tree.row(shortenedId(videoIdOf(four, 2)));
    await second.openMenu();
    const ofOperation = ['Copy Operation Name', ...toPassOn, ...toChange];
    const items = [...ofAVideo, ...toCheck, ...copiesOfAVideo, ...ofOperation];
    assert.deepEqual(await veo.workbench.menu.items(), items);
    await veo.workbench.menu.pick('Copy Video URI');
    await waitForCopied(videoUriOf(veo.gateway, four, 2));
    // The expiry times are requested one after the other.
    await veo.tree.row(/^Video 4.*46 h left/).waitFor();
    const videos = (await veo.tree.rows()).filter(({ level }) => level === 2);
    assert.deepEqual(
      videos.map(({ label, description }) => [label, description]),
      [1, 2, 3, 4].map((sample) => [
        `Video ${sample}`,
        `46 h left · ${shortenedId(videoIdOf(four, sample))}`,
      ]),
    );
  });

  it('copy the ID by a click on its button, and by Ctrl+C in the tree', async () => {
    await veo.row(one).clickAction('Copy Video ID');
    await waitForCopied(videoIdOf(one));
    await veo.tree.row(shortenedId(videoIdOf(four, 3))).select();
    await veo.workbench.page.keyboard.press('Control+c');
    await waitForCopied(videoIdOf(four, 3));
  });

  it('copy the name of the operation and the address of its video from the menu', async () => {
    await chooseFromMenu(running, 'Copy Operation Name');
    await waitForCopied(running);
    await chooseFromMenu(one, 'Copy Video URI');
    await waitForCopied(videoUriOf(veo.gateway, one));
  });

  it('ask which of several videos is meant', async () => {
    await chooseFromMenu(four, 'Copy Video ID');
    assert.deepEqual(await veo.workbench.quickInput.items(), [
      'All 4 Videos',
      'Video 1',
      'Video 2',
      'Video 3',
      'Video 4',
    ]);
    await veo.workbench.quickInput.pick('Video 4');
    await waitForCopied(videoIdOf(four, 4));
  });

  it('check the operation at once', async () => {
    const request = veo.gateway.nextRequest(isStatusRequestFor(running));
    await chooseFromMenu(running, 'Check Now');
    await request;
    await veo.workbench.toasts.dismiss(/^Veo 3\.1 take\d+ · \S+( · \d+)? is running/);
  });

  it('are in the palette, too, where they ask for one of the operations to which they apply', async () => {
    await veo.tree.row(titleOf(one)).select();
    await veo.workbench.runCommand('Veo: Copy Video ID');
    const offered = await veo.workbench.quickInput.items();
    const beginsWith = (name: string) => offered.find((title) => title.startsWith(titleOf(name))) ?? '';
    assert.deepEqual(offered.length, 2);
    assert.notEqual(beginsWith(four), '');
    await veo.workbench.quickInput.pick(beginsWith(one));
    await waitForCopied(videoIdOf(one));
  });

  it('are complemented above the rows by commands for all videos, and by the settings', async () => {
    await veo.workbench.openMoreActions();
    const [first, ...others] = await veo.workbench.menu.items();
    assert.deepEqual([first, others.at(-1)], ['Download All Unsaved…', 'Settings']);
    await veo.workbench.menu.pick('Settings');
    const search = veo.workbench.page.locator('.settings-editor .search-container');
    await search.getByText('@ext:veo-operations.veo-operations').waitFor();
  });

  async function menuOf(name: string): Promise<string[]> {
    await veo.row(name).openMenu();
    const items = await veo.workbench.menu.items();
    await veo.workbench.page.keyboard.press('Escape');
    return items;
  }

  async function chooseFromMenu(name: string, entry: string): Promise<void> {
    await veo.row(name).openMenu();
    await veo.workbench.menu.pick(entry);
  }

  async function waitForCopied(text: string): Promise<void> {
    await veo.confirmation(`Copied ${text}`).waitFor();
    assert.equal(await veo.workbench.clipboard(), text);
  }
});
