import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Operation, Video } from '../../../src/operations/operation';
import { listed, nextChange } from '../extension';
import { asSucceeded, sampleVideo } from '../gateway';
import { useHarness } from '../harness';
import { closePlayers, playedVideo } from '../players';
import { changeSetting } from '../settings';
import { filesIn, setVideoFolder, useVideoFolders } from '../videoFolders';

describe('an inline video', () => {
  const harness = useHarness();
  const folders = useVideoFolders();
  const base64 = () => readFileSync(sampleVideo()).toString('base64');

  for (const field of ['bytesBase64Encoded', 'encodedVideo', 'videoBytes']) {
    it(`in ${field} is saved completely, and not kept in the list`, async () => {
      const id = harness.gateway.newIdWithVideos({ [field]: base64(), mimeType: 'video/mp4' });
      const [video] = asSucceeded(await harness.gateway.trackAndPoll(id)).videos;
      const stored = placeOf(video);
      assert.deepEqual(readFileSync(stored), readFileSync(sampleVideo()));
      assert.deepEqual([video.mimeType, video.file, video.expiresAt], ['video/mp4', undefined, undefined]);
      assert.equal(video.uri, video.kept);
      assert.equal(stored.startsWith(folders.workspace), false);
      assert.ok(JSON.stringify(harness.api.operations).length < 2000);
    });
  }

  it('is saved together with others, in their order', async () => {
    const { simulator } = harness.gateway;
    const uri = `${simulator.url}/v1beta/files/x:download`;
    const id = harness.gateway.newIdWithVideos(
      { uri },
      { encodedVideo: base64() },
      { encodedVideo: base64() },
    );
    const { videos } = asSucceeded(await harness.gateway.trackAndPoll(id));
    assert.equal(videos[0].uri, uri);
    const kept = videos.map((video) => video.kept);
    assert.deepEqual([kept[0], new Set(kept).size], [undefined, 3]);
    for (const video of videos.slice(1)) assert.ok(existsSync(placeOf(video)));
  });

  it('is played and downloaded without a request', async () => {
    const operation = asSucceeded(
      await harness.gateway.trackAndPoll(harness.gateway.newIdWithVideos({ encodedVideo: base64() })),
    );
    const before = harness.gateway.simulator.requests.length;
    await vscode.commands.executeCommand('veo.playVideo', operation);
    assert.equal((await playedVideo()).fsPath, placeOf(operation.videos[0]));
    await closePlayers();
    const folder = await setVideoFolder(folders);
    await vscode.commands.executeCommand('veo.downloadVideo', operation);
    assert.equal(filesIn(folder).filter((name) => name.endsWith('.mp4')).length, 1);
    const requested = harness.gateway.simulator.requests.slice(before).map(({ path }) => path);
    // The limits of the key may be asked for meanwhile.
    assert.deepEqual(
      requested.filter((path) => path !== '/key/info'),
      [],
    );
  });

  it('is unsaved until it is in a folder of the person, by command or by itself', async () => {
    const track = async () =>
      asSucceeded(
        await harness.gateway.trackAndPoll(harness.gateway.newIdWithVideos({ encodedVideo: base64() })),
      );
    const byCommand = await track();
    const folder = await setVideoFolder(folders);
    await vscode.commands.executeCommand('veo.downloadUnsaved');
    const videos = () => filesIn(folder).filter((name) => name.endsWith('.mp4'));
    assert.equal(videos().length, 1);
    const [saved] = asSucceeded(listed(harness.api, byCommand)).videos;
    assert.deepEqual([dirname(saved.file ?? ''), existsSync(placeOf(saved))], [folder, true]);
    await changeSetting('download.automatic', true);
    const hasFile = (changed: Operation) => changed.videos[0]?.file !== undefined;
    const byItself = nextChange(harness.api, hasFile);
    await track();
    assert.equal(dirname((await byItself).videos[0]?.file ?? ''), folder);
    await changeSetting('download.automatic', undefined);
    assert.equal(videos().length, 2);
  });

  for (const [what, content] of [
    ['no video', Buffer.from('<html>No</html>').toString('base64')],
    ['no Base64', '%%%'],
  ]) {
    it(`that is ${what} leaves the operation running, with a problem`, async () => {
      const id = harness.gateway.newIdWithVideos({ encodedVideo: content });
      const { state, problem } = await harness.gateway.trackAndPoll(id);
      assert.deepEqual([state, problem?.kind], ['running', 'malformed']);
    });
  }

  it('stays when its operation is removed, since that can be undone', async () => {
    const operation = asSucceeded(
      await harness.gateway.trackAndPoll(harness.gateway.newIdWithVideos({ encodedVideo: base64() })),
    );
    harness.user.willClick('Undo');
    await vscode.commands.executeCommand('veo.removeOperation', operation);
    await harness.user.waitForMessage(/was removed from the list\.$/);
    await vscode.commands.executeCommand('veo.playVideo', operation);
    assert.equal((await playedVideo()).fsPath, placeOf(operation.videos[0]));
    await closePlayers();
  });
});

/** The path of its file in the extension's storage. */
function placeOf({ kept = '' }: Video): string {
  return vscode.Uri.parse(kept).fsPath;
}
