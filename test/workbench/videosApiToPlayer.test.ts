import assert from 'node:assert/strict';
import { DURATION_PATTERN } from './durationPattern';
import {
  fileNameStartOf,
  GATEWAY_KEY,
  isStatusRequestFor,
  model,
  runningOperation,
  startGateway,
  titleOf,
} from './gateway';
import { VeoWindow } from './veoWindow';

const contract = 'videos';
const HOUR_MS = 3_600_000;
const sound = 'No sound? VS Code cannot play AAC';

describe('from a video ID to the playing video', () => {
  let veo: VeoWindow;
  let name: string;
  let ahead = 0;

  before(async () => {
    veo = await VeoWindow.open(await startGateway(() => Date.now() + ahead));
    name = runningOperation(veo.gateway, { contract, model });
  });
  after(() => veo.close());

  it('polls the ID with the key as a bearer token', async () => {
    await veo.check(name);
    const request = veo.gateway.nextRequest(isStatusRequestFor(name));
    await veo.enterKey();
    const { headers } = await request;
    assert.equal(headers.authorization, `Bearer ${GATEWAY_KEY}`);
    assert.equal(headers['x-goog-api-key'], undefined);
  });

  it('shows a row with the model that the ID contains', async () => {
    await veo.workbench.toasts.dismiss(' is running');
    const { icon, description } = await veo.row(name).texts();
    assert.ok(icon.includes('codicon-sync'), icon.join(' '));
    assert.match(description, new RegExp(`^${DURATION_PATTERN}$`));
  });

  it('reports the end, and offers what can be done with the video', async () => {
    const ready = 'The video is ready.';
    ahead = HOUR_MS;
    await veo.workbench.runCommand('Veo: Refresh Operations');
    await veo.workbench.toasts.with(ready).waitFor();
    const buttons = await veo.workbench.toasts.buttons(ready);
    assert.deepEqual(buttons.toSorted(), ['Copy Video ID', 'Download…', 'Play']);
    assert.match((await veo.row(name).texts()).description, /(?:^| · )4[78] h left/);
  });

  it('plays the video in a tab of VS Code', async () => {
    const request = veo.gateway.nextRequest(({ path }) => path === `/v1/videos/${name}/content`);
    await veo.workbench.toasts.click('The video is ready.', 'Play');
    assert.equal((await request).headers.authorization, `Bearer ${GATEWAY_KEY}`);
    assert.ok((await veo.workbench.video.open()).startsWith(fileNameStartOf(name)));
    assert.deepEqual(await veo.workbench.video.size(), { width: 640, height: 360 });
    await veo.workbench.video.click();
    await veo.workbench.video.playing();
  });

  it('says that VS Code plays no sound, and that a server has no system player', async () => {
    await veo.workbench.toasts.with(sound).waitFor();
    const buttons = await veo.workbench.toasts.buttons(sound);
    assert.deepEqual(buttons.toSorted(), ["Don't Show Again", 'Open in System Player']);
    await veo.workbench.toasts.click(sound, 'Open in System Player');
    await veo.workbench.toasts.dismiss('The system player cannot reach this file.');
  });

  it('plays another video, checked by a curl line, from its row, without the notice about sound', async () => {
    const other = runningOperation(veo.gateway, { contract, durationSeconds: 0 });
    const request = veo.gateway.nextRequest(isStatusRequestFor(other));
    await veo.check(`curl -H "Authorization: Bearer $KEY" "${veo.gateway.url}/v1/videos/${other}"`);
    await request;
    await veo.workbench.toasts.dismiss(titleOf(other));
    await veo.row(other).clickAction('Play Video');
    await waitForTabOf(other);
    await veo.workbench.video.open();
    assert.deepEqual(await veo.workbench.toasts.messages(), []);
  });

  it('plays the copy again, without another request', async () => {
    const requested = veo.gateway.requests.length;
    await veo.row(name).clickAction('Play Video');
    await waitForTabOf(name);
    await veo.workbench.video.open();
    assert.equal(veo.gateway.requests.length, requested);
  });

  it('shows the notice about sound again in the next session, unless the person has turned it off', async () => {
    await playInNextSession();
    await veo.workbench.toasts.click(sound, "Don't Show Again");
    await veo.workbench.waitForStored(/veo\.play\.dontTellOfSound/, 'global');
    await playInNextSession();
    assert.deepEqual(await veo.workbench.toasts.messages(), []);
  });

  async function playInNextSession(): Promise<void> {
    await veo.workbench.runCommand('View: Close All Editors');
    await veo.workbench.reload();
    await veo.row(name).clickAction('Play Video');
    await waitForTabOf(name);
    await veo.workbench.video.open();
  }

  async function waitForTabOf(operation: string): Promise<void> {
    const copy = `.tab.active[data-resource-name^="${fileNameStartOf(operation)}"]`;
    await veo.workbench.page.locator(copy).waitFor();
  }
});
