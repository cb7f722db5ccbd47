import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { listed } from '../extension';
import { useHarness } from '../harness';

const { clipboard } = vscode.env;

describe('copying a video ID, URI or name', () => {
  const harness = useHarness();
  beforeEach(() => clipboard.writeText('before'));

  it('writes it to the clipboard', async () => {
    const operation = await harness.gateway.trackSucceeded();
    const { videos, name } = operation;
    const texts = { copyVideoId: videos[0].videoId, copyVideoUri: videos[0].uri, copyOperationName: name };
    for (const [command, text] of Object.entries(texts)) {
      await vscode.commands.executeCommand(`veo.${command}`, operation);
      assert.equal(await clipboard.readText(), text);
    }
  });

  it('asks which of several videos is meant', async () => {
    const operation = await harness.gateway.trackSucceeded(4);
    harness.user.willPick('Video 3');
    await vscode.commands.executeCommand('veo.copyVideoId', operation);
    assert.equal(await clipboard.readText(), operation.videos[2]?.videoId);
  });

  it('asks which operation is meant among those with a video', async () => {
    const operation = await harness.gateway.trackSucceeded();
    await harness.gateway.trackAndPoll(harness.gateway.newId());
    await harness.api.track(operation.name, { endpoint: operation.endpoint, label: 'Sunrise' });
    harness.user.willPick('Sunrise');
    await vscode.commands.executeCommand('veo.copyVideoId');
    assert.equal(await clipboard.readText(), operation.videos[0].videoId);
  });

  it('says so when no operation has a video', async () => {
    await harness.gateway.trackAndPoll(harness.gateway.newId());
    await vscode.commands.executeCommand('veo.copyVideoUri');
    await harness.user.waitForMessage(/^No operation in the list can be used for this: 1 still running\.$/);
    assert.equal(await clipboard.readText(), 'before');
  });

  it('says so when the address has no ID, and copies the address', async () => {
    const uri = 'https://example.com/video.mp4';
    const operation = await harness.gateway.trackAndPoll(harness.gateway.newIdWithVideoAt(uri));
    await vscode.commands.executeCommand('veo.copyVideoId', operation);
    assert.equal(
      (await harness.user.waitForMessage(/^This video has no ID in its address/)).severity,
      'error',
    );
    assert.equal(await clipboard.readText(), 'before');
    await vscode.commands.executeCommand('veo.copyVideoUri', operation);
    assert.equal(await clipboard.readText(), uri);
  });

  it('copies the line that fetches it, where it is in a bucket', async () => {
    const id = harness.gateway.newIdWithVideoAt('gs://bucket/video.mp4');
    await vscode.commands.executeCommand('veo.copyVideoUri', await harness.gateway.trackAndPoll(id));
    assert.equal(await clipboard.readText(), "gcloud storage cp 'gs://bucket/video.mp4' .");
  });

  it('marks the result as seen', async () => {
    const operation = await harness.gateway.trackSucceeded();
    assert.equal(operation.seenAt, undefined);
    await vscode.commands.executeCommand('veo.copyVideoId', operation);
    const seen = listed(harness.api, operation);
    assert.ok(seen?.state === 'succeeded' && seen.seenAt);
  });
});
