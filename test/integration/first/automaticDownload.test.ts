import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { OperationId } from '../../../src/operations/operation';
import { startSimulator } from '../../../src/simulator/simulator';
import { listed, nextChange } from '../extension';
import { asSucceeded, GATEWAY_KEY, isDownloadRequest, sampleVideo } from '../gateway';
import { useHarness } from '../harness';
import { changeSetting } from '../settings';
import { filesIn, setVideoFolder, useVideoFolders } from '../videoFolders';

const HOUR_MS = 60 * 60 * 1000;

describe('downloading automatically', () => {
  const harness = useHarness();
  const folders = useVideoFolders();
  beforeEach(() => changeSetting('download.automatic', true));

  it('saves every video as soon as its operation has ended', async () => {
    const folder = await setVideoFolder(folders);
    const saved = allSaved();
    const operation = await harness.gateway.trackSucceeded(4);
    await saved;
    assert.equal(filesIn(folder).filter((name) => name.endsWith('.mp4')).length, 4);
    assert.equal(asSucceeded(listed(harness.api, operation)).seenAt, undefined);
    assert.deepEqual(harness.user.messages, []);
  });

  it('saves nothing while the setting is off', async () => {
    await setVideoFolder(folders);
    await changeSetting('download.automatic', false);
    const unwanted = await harness.gateway.trackSucceeded();
    await changeSetting('download.automatic', true);
    const saved = allSaved();
    await harness.gateway.trackSucceeded();
    await saved;
    assert.deepEqual(harness.gateway.downloadsOf(unwanted), []);
  });

  it('keeps the intact copy when the same video is tracked again', async () => {
    const folder = await setVideoFolder(folders);
    await vscode.commands.executeCommand('workbench.view.explorer');
    const saved = allSaved();
    const operation = await harness.gateway.trackSucceeded();
    await saved;
    const [first] = asSucceeded(listed(harness.api, operation)).videos;
    await harness.api.remove(operation);
    const again = allSaved();
    await harness.gateway.trackAndPoll(operation);
    await again;
    // The saved copy of the same video is reused.
    assert.equal(asSucceeded(listed(harness.api, operation)).videos[0].file, first.file);
    assert.equal(filesIn(folder).filter((name) => name.endsWith('.mp4')).length, 1);
  });

  it('asks for a folder when none is set, and remembers it', async () => {
    const folder = join(folders.outside, 'chosen');
    await vscode.workspace.fs.createDirectory(vscode.Uri.file(folder));
    harness.user.willClick('Choose Folder…');
    harness.user.willPick('Another Folder…');
    harness.user.willChoosePath(vscode.Uri.file(folder));
    const saved = allSaved();
    await harness.gateway.trackSucceeded();
    const { severity, actions } = await harness.user.waitForMessage(
      /no folder is set for them\. Choose one\.$/,
    );
    assert.deepEqual([severity, actions], ['warning', ['Choose Folder…']]);
    await saved;
    assert.equal(vscode.workspace.getConfiguration('veo').get('download.folder'), folder);
    assert.equal(filesIn(folder).filter((name) => name.endsWith('.mp4')).length, 1);
  });

  it('asks about a host that is not the endpoint, and saves the video from there after a yes', async () => {
    const folder = await setVideoFolder(folders);
    const other = await startSimulator({ sampleVideo: sampleVideo() });
    try {
      harness.user.willClick('Fetch Without the Key');
      const saved = allSaved();
      const name = other.operationName({
        model: 'veo',
        durationSeconds: 0,
        outcome: { kind: 'succeeded', samples: 1 },
      });
      const video = `${other.url}/v1beta/files/${name.split('/').pop()}-1:download?alt=media`;
      await harness.gateway.trackAndPoll(harness.gateway.newIdWithVideoAt(video));
      await saved;
      assert.equal(filesIn(folder).filter((file) => file.endsWith('.mp4')).length, 1);
      assert.equal(JSON.stringify(other.requests).includes(GATEWAY_KEY), false);
    } finally {
      await other.stop();
    }
  });

  it('warns of repeated failures once', async () => {
    await setVideoFolder(folders);
    for (let time = 0; time < 2; time++) {
      harness.gateway.scriptDownloadFault({ kind: 'html' });
      const requested = harness.gateway.simulator.nextRequest(isDownloadRequest);
      await harness.gateway.trackSucceeded();
      await requested;
    }
    await harness.user.waitForMessage(/sent something that is no MP4 video/);
    const saved = allSaved();
    await harness.gateway.trackSucceeded();
    await saved;
    assert.equal(harness.user.messages.length, 1);
  });

  it('retries a failed download when the server will soon delete the video', async () => {
    const folder = await setVideoFolder(folders);
    await changeSetting('notifications', 'failures');
    try {
      harness.gateway.scriptDownloadFault({ kind: 'rejected', status: 422 });
      const saved = allSaved();
      const operation = await harness.gateway.trackSucceeded(1, { startedAt: Date.now() - 43 * HOUR_MS });
      await saved;
      assert.equal(harness.gateway.downloadsOf(operation).length, 2);
      assert.equal(filesIn(folder).filter((name) => name.endsWith('.mp4')).length, 1);
      assert.ok(!harness.user.messages.some(({ text }) => /the server deletes the video/.test(text)));
    } finally {
      await changeSetting('notifications', 'none');
    }
  });

  /** Waits for the next operation of which all videos are saved. */
  function allSaved(): Promise<OperationId> {
    return nextChange(
      harness.api,
      ({ videos }) => videos.length > 0 && videos.every(({ file }) => file !== undefined),
    );
  }
});
