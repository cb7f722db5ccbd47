import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useHarness } from '../harness';

const AT_GOOGLE = 'https://generativelanguage.googleapis.com/v1beta/files/3j6svp4106e7:download?alt=media';

describe('opening the address of a video', () => {
  const harness = useHarness();

  it('is refused for a video in a bucket', async () => {
    await openUri('gs://bucket/video.mp4');
    const { severity } = await harness.user.waitForMessage(/^A browser cannot open this address/);
    assert.equal(severity, 'error');
    assert.deepEqual(harness.user.openedUris, []);
  });

  for (const uri of ['file:///etc/passwd', 'vscode://some.extension/do']) {
    it(`never opens ${uri}: an answer with such an address has no video`, async () => {
      const { videos, problem } = await harness.gateway.trackAndPoll(harness.gateway.newIdWithVideoAt(uri));
      assert.deepEqual([videos, problem?.reason], [[], 'unknownForm']);
    });
  }

  it('shows an address as text, never as a link that runs a command', async () => {
    await openUri('gs://bucket/[click](command:workbench.action.quit)');
    assert.doesNotMatch((await harness.user.waitForMessage(/^A browser cannot open/)).text, /\]\(/);
  });

  it('needs no explanation when no key is required', async () => {
    await openUri('https://example.com/video.mp4?a=b%20c');
    assert.deepEqual(
      [harness.user.openedUris, harness.user.messages],
      [['https://example.com/video.mp4?a=b%20c'], []],
    );
  });

  it('explains that a key is required, and opens nothing on Escape', async () => {
    for (const uri of [AT_GOOGLE, `${harness.gateway.simulator.url}/v1beta/files/x:download`]) {
      await openUri(uri);
      const { actions } = harness.user.messages.pop() ?? {};
      assert.deepEqual(actions, ['Open Anyway', 'Copy Video URI', "Open and Don't Show Again"]);
    }
    assert.deepEqual(harness.user.openedUris, []);
  });

  it('can be replaced by copying it', async () => {
    harness.user.willClick('Copy Video URI');
    await openUri(AT_GOOGLE);
    assert.equal(await vscode.env.clipboard.readText(), AT_GOOGLE);
    assert.deepEqual(harness.user.openedUris, []);
  });

  it('is explained again after Open Anyway, and never after Open and Don’t Show Again', async () => {
    harness.user.willClick('Open Anyway');
    harness.user.willClick("Open and Don't Show Again");
    for (let time = 0; time < 3; time++) await openUri(AT_GOOGLE);
    assert.equal(harness.user.messages.length, 2);
    assert.deepEqual(harness.user.openedUris, [AT_GOOGLE, AT_GOOGLE, AT_GOOGLE]);
  });

  async function openUri(uri: string): Promise<void> {
    const operation = await harness.gateway.trackAndPoll(harness.gateway.newIdWithVideoAt(uri));
    await vscode.commands.executeCommand('veo.openVideoUri', operation);
  }
});
