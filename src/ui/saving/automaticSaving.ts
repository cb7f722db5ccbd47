import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { Once } from '../../base/once';
import { type Operation, operationKey } from '../../operations/operation';
import { needsSaving } from '../../operations/video';
import { type FolderSurroundings, usableDownloadFolder } from '../../saving/downloadFolder';
import type { VideoTarget } from '../../saving/downloads';
import { videoFileName } from '../../saving/fileName';
import { type FileUri, inFolder, pathOrUri } from '../../saving/fileUri';
import { templateParts } from '../../saving/nameTemplate';
import type { VideoSaver } from '../../saving/videoSaver';
import type { OperationChange, OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import type { Log } from '../log';
import { CommandError, settingsFault } from '../messages/commandError';
import { warn } from '../messages/message';
import { duringStatusBarProgress } from '../messages/progress';
import { videoTitle } from '../messages/titles';
import type { CurrentSettings } from '../settings';
import { chooseFolder } from './folderChoice';
import { folderRefusalWords } from './folderWords';
import type { ForeignHosts } from './foreignHosts';
import { savingFaultWords, stepOf } from './savingWords';
import { type ForeignVideo, foreignVideo, offerWithoutKey } from './withoutKey';

interface AutomaticSavingParts {
  readonly store: OperationStore;
  readonly saver: VideoSaver;
  readonly settings: CurrentSettings;
  readonly endpoints: EndpointList;
  readonly surroundings: () => FolderSurroundings;
  readonly foreignHosts: ForeignHosts;
  readonly log: Log;
}

/** Saves each video as soon as its operation succeeds, if the person has turned that on (`veo.download.automatic`). */
export class AutomaticSaving extends DisposableStore {
  /** Each fault is shown once a session: no command has caused it, and the rows show what is not saved. */
  private readonly once = new Once();
  /** The last save of each video that is being saved, by operation and index. */
  private readonly saving = new Map<string, Promise<void>>();

  constructor(private readonly parts: AutomaticSavingParts) {
    super();
    this.add(parts.store.onDidChange((changes) => this.storeChanged(changes)));
  }

  get isOn(): boolean {
    return this.parts.settings.value.automaticDownload;
  }

  /** Saves what is still unsaved, such as a download that was aborted when VS Code closed. */
  start(): void {
    if (this.isOn) void this.save(this.parts.store.list());
  }

  /** Saves the unsaved videos of these operations. Notifies the person of faults, and never rejects because of them. */
  async save(operations: readonly Operation[]): Promise<void> {
    const targets = operations.flatMap(unsavedVideos);
    const folder = targets.length > 0 ? await this.folder() : undefined;
    if (folder) await Promise.all(targets.map((target) => this.saveAfterPrevious(target, folder)));
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    if (!this.isOn) return;
    void this.save(
      changes.flatMap(({ before, after }) => {
        return before && before.state !== 'succeeded' && after?.state === 'succeeded' ? [after] : [];
      }),
    );
  }

  /** Waits for a save of the same video that is under way, and does nothing if that succeeds. */
  private async saveAfterPrevious(target: VideoTarget, folder: FileUri): Promise<void> {
    const key = `${operationKey(target.operation)} ${target.index}`;
    const previous = this.saving.get(key) ?? Promise.resolve();
    const save = previous.then(() => this.saveIfUnsaved(target, folder));
    this.saving.set(key, save);
    await save;
    if (this.saving.get(key) === save) this.saving.delete(key);
  }

  /** Never rejects. */
  private async saveIfUnsaved(target: VideoTarget, folder: FileUri): Promise<void> {
    try {
      // The operation may have moved to the archive meanwhile.
      const operation = await this.parts.store.fetch(target.operation);
      const current = operation && unsavedVideos(operation).find(({ index }) => index === target.index);
      if (current) await this.saveOne(current, folder);
    } catch (error) {
      // The archive could not be read. The video stays unsaved, and is tried again with the next save.
      this.parts.log.error('A video could not be saved automatically:', error);
    }
  }

  /** @param fromForeignHost whether the person wants this video from a host that is not its endpoint */
  private async saveOne(target: VideoTarget, folder: FileUri, fromForeignHost = false): Promise<void> {
    const { saver, settings, endpoints, log } = this.parts;
    const uri = inFolder(folder, videoFileName(target, templateParts(settings.value.fileName)));
    try {
      await duringStatusBarProgress(t('Downloading {0}', videoTitle(target)), (signal, report) =>
        saver.save(
          { target, uri, conflict: 'reuse' },
          { fromForeignHost, onProgress: (progress) => report(stepOf(progress)), signal },
        ),
      );
    } catch (error) {
      if (error instanceof vscode.CancellationError) return;
      log.error(`${target.operation.name} could not be saved:`, error);
      const foreign = foreignVideo(error, target);
      if (foreign) return this.askAboutHost(foreign, folder);
      // The row already says that the video is gone.
      const words = target.video.gone ? undefined : savingFaultWords(error, target, endpoints);
      if (words !== undefined) this.warnOnce(`${videoTitle(target)}: ${words}`, words);
    }
  }

  /** Asks once a session for each host. With an "always", all others that are unsaved are tried again, too. */
  private askAboutHost(foreign: ForeignVideo, folder: FileUri): void {
    if (!this.once.isFirst(foreign.host)) return;
    const { endpoints, foreignHosts, store } = this.parts;
    const fetch = async () => {
      await this.saveOne(foreign.target, folder, true);
      await this.save(store.list());
    };
    void offerWithoutKey([foreign], { endpoints, foreignHosts, fetch });
  }

  /** The folder of the setting; undefined, and the person is notified, when there is no usable one. */
  private async folder(): Promise<FileUri | undefined> {
    const { settings, surroundings } = this.parts;
    const setting = settings.value.downloadFolder;
    const folder = await usableDownloadFolder(setting, surroundings());
    if (folder.kind === 'folder') return folder.uri;
    if (folder.kind === 'ask') this.offerFolder();
    else this.warnOnce(folderRefusalWords(setting, folder.refusal));
    return undefined;
  }

  /** A message comes before the dialog, because nobody expects a dialog to open by itself. */
  private offerFolder(): void {
    const text = t('Videos are to be downloaded automatically, but no folder is set for them. Choose one.');
    if (!this.once.isFirst(text)) return;
    const choose = t('Choose Folder…');
    void warn(text, choose).then((answer) => (answer === choose ? this.chooseFolder() : undefined));
  }

  private async chooseFolder(): Promise<void> {
    const { settings, store, surroundings, log } = this.parts;
    try {
      const folder = await chooseFolder(t('Folder for Videos'), settings, surroundings());
      if (!folder) return;
      if (!folder.isSet) await settings.change('download.folder', pathOrUri(folder.uri));
      await this.save(store.list());
    } catch (error) {
      log.error('The folder for videos could not be set:', error);
      const { message } = error instanceof CommandError ? error : settingsFault();
      await warn(message);
    }
  }

  /** @param fault the same for all videos, whose titles differ */
  private warnOnce(text: string, fault = text): void {
    if (this.once.isFirst(fault)) void warn(text);
  }
}

function unsavedVideos(operation: Operation): VideoTarget[] {
  if (operation.state !== 'succeeded') return [];
  return operation.videos.flatMap((video, index) =>
    needsSaving(video) ? [{ operation, video, index }] : [],
  );
}
