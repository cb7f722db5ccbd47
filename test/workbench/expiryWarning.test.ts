import assert from 'node:assert/strict';
import { endedOperation, fileNameOf, startGateway, titleOf } from './gateway';
import { VeoWindow } from './veoWindow';

const willExpire = /: kept on the server until \w{3} \d\d:\d\d \(5 h\)\. It is not saved yet\./;

describe('a video that the server will soon delete', () => {
  let veo: VeoWindow;
  let name: string;

  before(async () => {
    veo = await VeoWindow.open(await startGateway(), { settings: { 'veo.download.folder': 'videos' } });
    name = endedOperation(veo.gateway, undefined, { hoursAgo: 43 });
    await veo.check(name);
    await veo.enterKey();
  });
  after(() => veo.close());

  it('is reported in a message', async () => {
    await veo.workbench.toasts.with(willExpire).waitFor();
    assert.match((await veo.workbench.toasts.messages()).join(), new RegExp(`${titleOf(name)}.*: kept`));
    assert.deepEqual(await veo.workbench.toasts.buttons(willExpire), ['Download Video…']);
  });

  it('is marked on the row by an icon and in words', async () => {
    await veo.row(name).locator.locator('.codicon-warning').waitFor();
    const { description, ariaLabel } = await veo.row(name).texts();
    assert.match(description, /\b5 h\b/);
    assert.match(ariaLabel, /video ready.*\b5 h\b/);
    assert.match(await veo.row(name).tooltip(), /The server deletes it|Kept until/);
    await veo.screenshots('expiry');
  });

  it('is shown as saved once it is downloaded from the message', async () => {
    await veo.workbench.toasts.click(willExpire, 'Download Video…');
    await veo.workbench.toasts.with(`${fileNameOf(name)} (0.1 MB)`).waitFor();
    assert.match((await veo.row(name).texts()).description, /\bsaved\b/);
  });
});
