import assert from 'node:assert/strict';
import { asksAbout, endedOperation, fileNameOf, runningOperation, startGateway, titleOf } from './gateway';
import { VeoWindow } from './veoWindow';

describe('a video that the server will soon delete', () => {
  let veo: VeoWindow;
  let name: string;

  before(async () => {
    veo = await VeoWindow.open(await startGateway(), { settings: { 'veo.download.folder': 'videos' } });
    name = endedOperation(veo.gateway, undefined, { hoursAgo: 43 });
    await veo.check(name);
    await veo.giveKey();
  });
  after(() => veo.close());

  it('is told in a message', async () => {
    const told = `${titleOf(name)}: the server deletes the video in 5 h, and it is not saved yet.`;
    await veo.workbench.toasts.with(told).waitFor();
    assert.deepEqual(await veo.workbench.toasts.buttons(told), ['Download Video…']);
  });

  it('shows on the row, also without colour and in words', async () => {
    await veo.row(name).locator.locator('.codicon-warning').waitFor();
    const { description, ariaLabel } = await veo.row(name).texts();
    assert.match(description, /^expires in 5 h · /);
    assert.match(ariaLabel, /video ready, .*expires in 5 h$/);
    assert.match(await veo.row(name).tooltip(), /The server deletes it /);
    await veo.screenshots('expiry');
  });

  it('does not count as looked at because a check has selected its row', async () => {
    await veo.track(runningOperation(veo.gateway));
    const request = veo.gateway.nextRequest(asksAbout(name));
    await veo.check(name);
    await veo.row(name).locator.and(veo.workbench.page.locator('.selected')).waitFor();
    await request;
    await veo.workbench.toasts.dismiss(`${titleOf(name)}: The video is ready.`);
    await veo.badge.getByText('1', { exact: true }).waitFor();
  });

  it('is safe once it is downloaded, as the message offers', async () => {
    await veo.workbench.toasts.click('the server deletes the video', 'Download Video…');
    await veo.workbench.toasts.with(`${fileNameOf(name)} (0.1 MB)`).waitFor();
    await veo.row(name).locator.locator('.codicon-pass-filled').waitFor();
    assert.match((await veo.row(name).texts()).description, /^saved · /);
  });
});
