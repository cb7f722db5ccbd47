import assert from 'node:assert/strict';
import type { SimulatedOutcome } from '../../src/simulator/simulator';
import { DURATION_PATTERN } from './durationPattern';
import {
  GATEWAY_KEY,
  isStatusRequestFor,
  runningOperation,
  startGateway,
  titleOf,
  videoIdOf,
} from './gateway';
import { VeoWindow } from './veoWindow';

const HOUR_MS = 3_600_000;

describe('from the name of an operation to the ID of its video', () => {
  let veo: VeoWindow;
  let name: string;
  let ahead = 0;

  before(async () => {
    veo = await VeoWindow.open(await startGateway(() => Date.now() + ahead));
    // Videos of this model are soon ready, so the operation is soon polled again.
    name = runningOperation(veo.gateway, { model: 'veo-3.1-lite-generate-preview' });
  });
  after(() => veo.close());

  it('asks for the key in a password box that says where the key is sent', async () => {
    await veo.check(name);
    await veo.keyBox.waitFor();
    const prompt = await veo.workbench.quickInput.message().textContent();
    assert.match(`${prompt}`, /secret storage/);
    assert.ok(prompt?.includes(`sent only to ${new URL(veo.gateway.url).host}.`), `${prompt}`);
    assert.equal(veo.gateway.requests.length, 0);
  });

  it('continues the check when the key is entered, and sends the key in its header', async () => {
    const request = veo.gateway.nextRequest(isStatusRequestFor(name));
    await veo.enterKey();
    assert.equal((await request).headers['x-goog-api-key'], GATEWAY_KEY);
  });

  it('shows the running operation in the tree and in the status bar, and says so', async () => {
    await veo.row(name).waitFor();
    await veo.status(/^\s*Veo: 1 running\s*$/).waitFor();
    const summary = new RegExp(
      ` is running\\. Tracked for ${DURATION_PATTERN}\\. You'll be notified when it finishes\\.`,
    );
    await veo.workbench.toasts.with(summary).waitFor();
    const { icon, description } = await veo.row(name).texts();
    assert.ok(icon.includes('codicon-sync'), icon.join(' '));
    assert.match(description, new RegExp(`^${DURATION_PATTERN}$`));
  });

  it('polls in the background and shows the end in a message, the status bar and the badge', async () => {
    // A visible result is marked as seen after a moment.
    await veo.workbench.showContainer('Explorer');
    ahead += HOUR_MS;
    await veo.workbench.toasts.with('The video is ready.').waitFor({ timeout: 50_000 });
    assert.deepEqual(await veo.workbench.toasts.buttons('The video is ready.'), [
      'Play',
      'Download…',
      'Copy Video ID',
    ]);
    await veo.status('Veo: 1 ready').waitFor();
    await veo.badge.getByText('1', { exact: true }).waitFor();
    assert.ok(veo.gateway.requests.filter(isStatusRequestFor(name)).length >= 2);
  });

  it('copies the ID from the message, confirms it, and marks the result as seen', async () => {
    await veo.workbench.toasts.click('The video is ready.', 'Copy Video ID');
    await veo.confirmation(`Copied ${videoIdOf(name)}`).waitFor();
    assert.equal(await veo.workbench.clipboard(), videoIdOf(name));
    await waitUntilSeen();
  });

  it('marks a result as seen when the person comes from the status bar', async () => {
    await finishOutOfSight();
    await veo.status('Veo: 1 ready').click();
    await waitUntilSeen();
  });

  it('marks a result as seen when the person clicks its row', async () => {
    const another = await finishOutOfSight();
    await veo.workbench.showContainer('Veo');
    await veo.row(another).select();
    await waitUntilSeen();
  });

  it('marks the result of an operation without a video as seen when the person clicks its row', async () => {
    const another = await finishOutOfSight({ kind: 'failed' });
    await veo.workbench.showContainer('Veo');
    await veo.row(another).select();
    await waitUntilSeen();
  });

  it('shows the key nowhere in the window', async () => {
    assert.ok(!(await veo.workbench.page.content()).includes(GATEWAY_KEY));
  });

  /** Tracks an operation while it is running; it has finished at the next request. */
  async function finishOutOfSight(outcome?: SimulatedOutcome): Promise<string> {
    const another = runningOperation(veo.gateway, { ...(outcome && { outcome }) });
    await veo.workbench.showContainer('Veo');
    await veo.track(another);
    await veo.workbench.showContainer('Explorer');
    ahead += HOUR_MS;
    await veo.workbench.runCommand('Veo: Refresh Operations');
    await veo.workbench.toasts.dismiss(new RegExp(`${titleOf(another)}.*( \\(${DURATION_PATTERN}\\))?: `));
    await veo.badge.waitFor();
    return another;
  }

  async function waitUntilSeen(): Promise<void> {
    await veo.badge.waitFor({ state: 'hidden' });
    await veo.status(/^\s*Veo$/).waitFor();
  }
});
