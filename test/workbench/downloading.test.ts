import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modelOf } from '../../src/operations/name';
import { endedOperation, fileNameOf, sampleVideo, startGateway, titleOf } from './gateway';
import { VeoWindow } from './veoWindow';

const USER_FILE_CONTENT = 'cut by the person';

describe('downloading a video', () => {
  let veo: VeoWindow;
  let name: string;
  let taken: string;

  describe('into the folder of the setting', () => {
    before(async () => {
      veo = await VeoWindow.open(await startGateway(), { settings: { 'veo.download.folder': 'videos' } });
      name = endedOperation(veo.gateway);
      await veo.track(name);
    });
    after(() => veo.close());

    it('says what was saved, in a message and on the row', async () => {
      await veo.row(name).clickAction('Download Video…');
      const saved = `Saved ${videoPath(fileNameOf(name))} (0.1 MB).`;
      await veo.workbench.toasts.with(saved).waitFor();
      assert.deepEqual((await veo.workbench.toasts.buttons(saved)).toSorted(), ['Play', 'Show in Folder']);
      await waitForDescription(name, 'saved');
    });

    it('writes the video as the server sent it, and a sidecar', async () => {
      await assertIsVideo(fileNameOf(name));
      const note = JSON.parse(await readFile(videoPath(fileNameOf(name).replace('.mp4', '.json')), 'utf8'));
      assert.deepEqual(
        [note.operation, note.endpoint, note.model, note.sample],
        [name, 'own', modelOf(name), 1],
      );
    });

    it('shows both in the Explorer', async () => {
      await veo.workbench.toasts.click('Saved ', 'Show in Folder');
      await veo.workbench.fileInExplorer(fileNameOf(name)).waitFor();
      await veo.workbench.fileInExplorer(fileNameOf(name).replace('.mp4', '.json')).waitFor();
      await veo.workbench.showContainer('Veo');
    });

    it('asks when a file of that name exists, and saves nothing on Cancel', async () => {
      await trackWithTakenFileName();
      await downloadOverTakenFile('Cancel');
      assert.deepEqual(await veo.workbench.toasts.messages(), []);
      assert.equal(await readFile(videoPath(fileNameOf(taken)), 'utf8'), USER_FILE_CONTENT);
    });

    it('keeps both files when the person chooses so', async () => {
      await downloadOverTakenFile('Keep Both');
      const second = fileNameOf(taken).replace('.mp4', ' (2).mp4');
      await veo.workbench.toasts.dismiss(`Saved ${videoPath(second)}`);
      await assertIsVideo(second);
      assert.equal(await readFile(videoPath(fileNameOf(taken)), 'utf8'), USER_FILE_CONTENT);
    });

    it('replaces the file when the person chooses so', async () => {
      await trackWithTakenFileName();
      await downloadOverTakenFile('Replace');
      await veo.workbench.toasts.dismiss(`Saved ${videoPath(fileNameOf(taken))}`);
      await assertIsVideo(fileNameOf(taken));
    });

    it('fails with the reason when the server has deleted the video, and the row says that it is gone', async () => {
      const gone = endedOperation(veo.gateway, undefined, { hoursAgo: 72 });
      await veo.track(gone);
      await veo.row(gone).clickAction('Download Video…');
      await veo.workbench.toasts.dismiss('Own Gateway says that it no longer has this video');
      await waitForDescription(gone, 'gone');
      assert.match(await veo.row(gone).tooltip(), /The server no longer has it\./);
    });
  });

  describe('without such a folder', () => {
    before(async () => {
      veo = await VeoWindow.open(await startGateway());
      name = endedOperation(veo.gateway);
      await veo.track(name);
    });
    after(() => veo.close());

    it('asks where, and proposes a name', async () => {
      await openSaveDialog();
      assert.equal(await veo.workbench.quickInput.text(), workspacePath(fileNameOf(name)));
    });

    it('saves nothing when the person cancels', async () => {
      await veo.workbench.quickInput.cancel();
      assert.deepEqual(await veo.workbench.toasts.messages(), []);
    });

    it('saves the video under the name that the person gives it', async () => {
      await openSaveDialog();
      await veo.workbench.quickInput.type(workspacePath('sunrise.mp4'));
      await veo.workbench.quickInput.accept();
      await veo.workbench.toasts.with(`Saved ${workspacePath('sunrise.mp4')}`).waitFor();
      assert.deepEqual(await readFile(workspacePath('sunrise.mp4')), await readFile(sampleVideo));
      await waitForDescription(name, 'saved');
    });

    it('plays the saved file', async () => {
      await veo.workbench.toasts.click('Saved ', 'Play');
      assert.equal(await veo.workbench.video.open(), 'sunrise.mp4');
    });
  });

  async function waitForDescription(operation: string, text: string): Promise<void> {
    await veo.row(operation).locator.locator('.label-description').getByText(text, { exact: true }).waitFor();
  }

  async function assertIsVideo(file: string): Promise<void> {
    assert.deepEqual(await readFile(videoPath(file)), await readFile(sampleVideo));
  }

  /** An operation whose file name is taken by another file. */
  async function trackWithTakenFileName(): Promise<void> {
    taken = endedOperation(veo.gateway);
    await veo.track(taken);
    await writeFile(videoPath(fileNameOf(taken)), USER_FILE_CONTENT);
  }

  async function downloadOverTakenFile(button: string): Promise<void> {
    await veo.row(taken).clickAction('Download Video…');
    await veo.workbench.answer(`${fileNameOf(taken)} exists already. Replace it?`, button);
  }

  async function openSaveDialog(): Promise<void> {
    await veo.row(name).clickAction('Download Video…');
    await veo.workbench.quickInput.locator.getByText(`Save ${titleOf(name)}`).waitFor();
    await veo.workbench.quickInput.items(); // The dialog changes the text in its box until it has listed the folder.
  }

  function videoPath(file: string): string {
    return workspacePath(join('videos', file));
  }

  function workspacePath(file: string): string {
    return join(veo.workbench.folder, file);
  }
});
