import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { OperationId } from '../../../src/operations/operation';
import { listed, nextChange } from '../extension';
import { isDownload, succeeded } from '../gateway';
import { setScene } from '../harness';
import { change } from '../settings';
import { filesIn, setFolders, useFolder } from '../videoFolders';

const HOUR = 60 * 60 * 1000;

describe('downloading automatically', () => {
  const scene = setScene();
  const folders = setFolders();
  beforeEach(() => change('download.automatic', true));

  it('saves every video as soon as its operation has ended', async () => {
    const folder = await useFolder(folders);
    const saved = allSaved();
    const operation = await scene.gateway.ready(4);
    await saved;
    assert.equal(filesIn(folder).filter((name) => name.endsWith('.mp4')).length, 4);
    assert.equal(succeeded(listed(scene.api, operation)).seenAt, undefined);
    assert.deepEqual(scene.person.messages, []);
  });

  it('is done only where it is wanted', async () => {
    await useFolder(folders);
    await change('download.automatic', false);
    const [unwanted] = [await scene.gateway.ready()];
    await change('download.automatic', true);
    const saved = allSaved();
    await scene.gateway.ready();
    await saved;
    assert.deepEqual(scene.gateway.downloadsOf(unwanted), []);
  });

  it('never takes the name of another file', async () => {
    const folder = await useFolder(folders);
    await vscode.commands.executeCommand('workbench.view.explorer');
    const saved = allSaved();
    const operation = await scene.gateway.ready();
    await saved;
    const [first] = succeeded(listed(scene.api, operation)).videos;
    await scene.api.remove(operation);
    const again = allSaved();
    await scene.gateway.firstPoll(operation);
    await again;
    // The same video is there already, and that will do.
    assert.equal(succeeded(listed(scene.api, operation)).videos[0].file, first.file);
    assert.equal(filesIn(folder).filter((name) => name.endsWith('.mp4')).length, 1);
  });

  it('asks for a folder where none is set, and remembers it', async () => {
    const folder = join(folders.outside, 'chosen');
    await vscode.workspace.fs.createDirectory(vscode.Uri.file(folder));
    scene.person.clicksOn('Choose Folder…');
    scene.person.chooses('Another Folder…');
    scene.person.names(vscode.Uri.file(folder));
    const saved = allSaved();
    await scene.gateway.ready();
    const { severity, actions } = await scene.person.message(/no folder is set for them\. Choose one\.$/);
    assert.deepEqual([severity, actions], ['warning', ['Choose Folder…']]);
    await saved;
    assert.equal(vscode.workspace.getConfiguration('veo').get('download.folder'), folder);
    assert.equal(filesIn(folder).filter((name) => name.endsWith('.mp4')).length, 1);
  });

  it('that fails is told once, however often it does', async () => {
    await useFolder(folders);
    for (let time = 0; time < 2; time++) {
      scene.gateway.scriptDownload({ kind: 'html' });
      const asked = scene.gateway.simulator.nextRequest(isDownload);
      await scene.gateway.ready();
      await asked;
    }
    await scene.person.message(/sent something that is no MP4 video/);
    const saved = allSaved();
    await scene.gateway.ready();
    await saved;
    assert.equal(scene.person.messages.length, 1);
  });

  it('that failed is tried again when the server will soon delete the video', async () => {
    const folder = await useFolder(folders);
    await change('notifications', 'failures');
    try {
      scene.gateway.scriptDownload({ kind: 'rejected', status: 422 });
      const saved = allSaved();
      const operation = await scene.gateway.ready(1, { startedAt: Date.now() - 43 * HOUR });
      await saved;
      assert.equal(scene.gateway.downloadsOf(operation).length, 2);
      assert.equal(filesIn(folder).filter((name) => name.endsWith('.mp4')).length, 1);
      assert.ok(!scene.person.messages.some(({ text }) => /the server deletes the video/.test(text)));
    } finally {
      await change('notifications', 'none');
    }
  });

  /** The next operation all of whose videos are saved. */
  function allSaved(): Promise<OperationId> {
    return nextChange(
      scene.api,
      ({ videos }) => videos.length > 0 && videos.every(({ file }) => file !== undefined),
    );
  }
});
