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
      const saved = `Saved ${inVideos(fileNameOf(name))} (0.1 MB).`;
      await veo.workbench.toasts.with(saved).waitFor();
      assert.deepEqual((await veo.workbench.toasts.buttons(saved)).toSorted(), ['Play', 'Show in Folder']);
      await described(name, 'saved');
    });

    it('writes the video as the server sent it, and a sidecar', async () => {
      await isVideo(fileNameOf(name));
      const note = JSON.parse(await readFile(inVideos(fileNameOf(name).replace('.mp4', '.json')), 'utf8'));
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
      await trackTaken();
      await downloadTaken('Cancel');
      assert.deepEqual(await veo.workbench.toasts.messages(), []);
      assert.equal(await readFile(inVideos(fileNameOf(taken)), 'utf8'), USER_FILE_CONTENT);
    });

    it('keeps both files when the person chooses so', async () => {
      await downloadTaken('Keep Both');
      const second = fileNameOf(taken).replace('.mp4', ' (2).mp4');
      await veo.workbench.toasts.dismiss(`Saved ${inVideos(second)}`);
      await isVideo(second);
      assert.equal(await readFile(inVideos(fileNameOf(taken)), 'utf8'), USER_FILE_CONTENT);
    });

    it('replaces the file when the person chooses so', async () => {
      await trackTaken();
      await downloadTaken('Replace');
      await veo.workbench.toasts.dismiss(`Saved ${inVideos(fileNameOf(taken))}`);
      await isVideo(fileNameOf(taken));
    });

    it('fails with the reason when the server has deleted the video, and the row says that it is gone', async () => {
      const gone = endedOperation(veo.gateway, undefined, { hoursAgo: 72 });
      await veo.track(gone);
      await veo.row(gone).clickAction('Download Video…');
      await veo.workbench.toasts.dismiss('Own Gateway says that it no longer has this video');
      await described(gone, 'gone');
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
      await saveDialog();
      assert.equal(await veo.workbench.quickInput.text(), inWorkspace(fileNameOf(name)));
    });

    it('saves nothing when the person cancels', async () => {
      await veo.workbench.quickInput.cancel();
      assert.deepEqual(await veo.workbench.toasts.messages(), []);
    });

    it('saves the video under the name that the person gives it', async () => {
      await saveDialog();
      await veo.workbench.quickInput.type(inWorkspace('sunrise.mp4'));
      await veo.workbench.quickInput.accept();
      await veo.workbench.toasts.with(`Saved ${inWorkspace('sunrise.mp4')}`).waitFor();
      assert.deepEqual(await readFile(inWorkspace('sunrise.mp4')), await readFile(sampleVideo));
      await described(name, 'saved');
    });

    it('plays the saved file', async () => {
      await veo.workbench.toasts.click('Saved ', 'Play');
      assert.equal(await veo.workbench.video.open(), 'sunrise.mp4');
    });
  });

  async function described(operation: string, text: string): Promise<void> {
    await veo.row(operation).locator.locator('.label-description').getByText(text, { exact: true }).waitFor();
  }

  async function isVideo(file: string): Promise<void> {
    assert.deepEqual(await readFile(inVideos(file)), await readFile(sampleVideo));
  }

  /** An operation whose file name is taken by another file. */
  async function trackTaken(): Promise<void> {
    taken = endedOperation(veo.gateway);
    await veo.track(taken);
    await writeFile(inVideos(fileNameOf(taken)), USER_FILE_CONTENT);
  }

  async function downloadTaken(button: string): Promise<void> {
    await veo.row(taken).clickAction('Download Video…');
    await veo.workbench.answer(`${fileNameOf(taken)} exists already. Replace it?`, button);
  }

  async function saveDialog(): Promise<void> {
    await veo.row(name).clickAction('Download Video…');
    await veo.workbench.quickInput.locator.getByText(`Save ${titleOf(name)}`).waitFor();
    await veo.workbench.quickInput.items(); // The dialog changes the text in its box until it has listed the folder.
  }

  function inVideos(file: string): string {
    return inWorkspace(join('videos', file));
  }

  function inWorkspace(file: string): string {
    return join(veo.workbench.folder, file);
  }
});
