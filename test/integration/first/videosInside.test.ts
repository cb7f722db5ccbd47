import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { sampleVideo, succeeded } from '../gateway';
import { setScene } from '../harness';
import { closePlayers, playedVideo } from '../players';
import { filesIn, setFolders, useFolder } from '../videoFolders';

describe('a video inside the answer', () => {
  const scene = setScene();
  const folders = setFolders();
  const base64 = () => readFileSync(sampleVideo()).toString('base64');

  for (const field of ['bytesBase64Encoded', 'encodedVideo', 'videoBytes']) {
    it(`as ${field} is saved, whole, and not kept in the list`, async () => {
      const id = scene.gateway.scriptVideos({ [field]: base64(), mimeType: 'video/mp4' });
      const [video] = succeeded(await scene.gateway.firstPoll(id)).videos;
      assert.deepEqual(readFileSync(video.file ?? ''), readFileSync(sampleVideo()));
      assert.deepEqual([video.mimeType, video.expiresAt], ['video/mp4', undefined]);
      assert.equal(vscode.Uri.parse(video.uri).fsPath, video.file);
      assert.equal(video.file?.startsWith(folders.workspace), false);
      assert.ok(JSON.stringify(scene.api.operations).length < 2000);
    });
  }

  it('is saved beside others, in their order', async () => {
    const { simulator } = scene.gateway;
    const uri = `${simulator.url}/v1beta/files/x:download`;
    const id = scene.gateway.scriptVideos({ uri }, { encodedVideo: base64() }, { encodedVideo: base64() });
    const { videos } = succeeded(await scene.gateway.firstPoll(id));
    assert.equal(videos[0].uri, uri);
    const files = videos.map(({ file }) => file);
    assert.deepEqual([files[0], new Set(files).size], [undefined, 3]);
    for (const file of files.slice(1)) assert.ok(file && existsSync(file));
  });

  it('is played and saved without a request', async () => {
    const operation = succeeded(
      await scene.gateway.firstPoll(scene.gateway.scriptVideos({ encodedVideo: base64() })),
    );
    const before = scene.gateway.simulator.requests.length;
    await vscode.commands.executeCommand('veo.playVideo', operation);
    assert.equal((await playedVideo()).fsPath, operation.videos[0].file);
    await closePlayers();
    const folder = await useFolder(folders);
    await vscode.commands.executeCommand('veo.downloadVideo', operation);
    assert.equal(filesIn(folder).filter((name) => name.endsWith('.mp4')).length, 1);
    assert.equal(scene.gateway.simulator.requests.length, before);
  });

  for (const [what, content] of [
    ['no video', Buffer.from('<html>No</html>').toString('base64')],
    ['no Base64', '%%%'],
  ]) {
    it(`that is ${what} leaves the operation running, with the reason`, async () => {
      const id = scene.gateway.scriptVideos({ encodedVideo: content });
      const { state, problem } = await scene.gateway.firstPoll(id);
      assert.deepEqual([state, problem?.kind], ['running', 'malformed']);
    });
  }

  it('stays when the operation is removed, for that can be undone', async () => {
    const operation = succeeded(
      await scene.gateway.firstPoll(scene.gateway.scriptVideos({ encodedVideo: base64() })),
    );
    scene.person.clicksOn('Undo');
    await vscode.commands.executeCommand('veo.removeOperation', operation);
    await scene.person.message(/was removed from the list\.$/);
    await vscode.commands.executeCommand('veo.playVideo', operation);
    assert.equal((await playedVideo()).fsPath, operation.videos[0].file);
    await closePlayers();
  });
});
