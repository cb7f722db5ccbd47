import * as vscode from 'vscode';
import { Once } from '../../base/once';
import { type Operation, operationKey } from '../../operations/operation';
import { isToBeSaved } from '../../operations/video';
import { type FolderSurroundings, usableDownloadFolder } from '../../saving/downloadFolder';
import type { VideoTarget } from '../../saving/downloads';
import { videoFileName } from '../../saving/fileName';
import { usableParts } from '../../saving/nameTemplate';
import { fileOf, inFolder, type Place } from '../../saving/place';
import type { VideoSaver } from '../../saving/videoSaver';
import type { OperationChange, OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import type { Log } from '../log';
import { CommandError, SETTINGS_UNWRITABLE } from '../messages/commandError';
import { warn } from '../messages/message';
import { besides } from '../messages/progress';
import { savingFaultWords, stepOf, videoTitle } from '../messages/savingWords';
import type { CurrentSettings } from '../settings';
import { chooseFolder } from './folderChoice';
import { folderRefusalWords } from './folderWords';

export interface AutomaticSavingParts {
  readonly store: OperationStore;
  readonly saver: VideoSaver;
  readonly settings: CurrentSettings;
  readonly endpoints: EndpointList;
  readonly surroundings: () => FolderSurroundings;
  readonly log: Log;
}

/** Saves each video when its operation is seen to end, if the person wants that (`veo.download.automatic`). */
export class AutomaticSaving implements vscode.Disposable {
  private readonly listener: { dispose(): void };
  /** Faults that were told; the log has each one. */
  private readonly once = new Once();
  /** What is being saved, by operation and video. */
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(private readonly parts: AutomaticSavingParts) {
    this.listener = parts.store.onDidChange((changes) => this.storeChanged(changes));
  }

  get isOn(): boolean {
    return this.parts.settings.value.automaticDownload;
  }

  dispose(): void {
    this.listener.dispose();
  }

  /** Saves what is still unsaved from before, such as a download that the end of VS Code cut off. */
  start(): void {
    if (this.isOn) void this.save(this.parts.store.list());
  }

  /** Saves what nobody has saved yet of these; what cannot be saved is told and stays as it is. */
  async save(operations: readonly Operation[]): Promise<void> {
    const targets = operations.flatMap(unsavedVideos);
    const folder = targets.length > 0 ? await this.folder() : undefined;
    if (folder) await Promise.all(targets.map((target) => this.saveInTurn(target, folder).catch(this.note)));
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    if (!this.isOn) return;
    void this.save(
      changes.flatMap(({ before, after }) => {
        return before && before.state !== 'succeeded' && after?.state === 'succeeded' ? [after] : [];
      }),
    );
  }

  /** What could not even be looked up stays as it is; the next time it is tried again. */
  private readonly note = (error: unknown): void => {
    this.parts.log.error('A video could not be saved automatically:', error);
  };

  /** After what is under way for the same video, and only if it has not saved it. */
  private async saveInTurn(target: VideoTarget, folder: Place): Promise<void> {
    const key = `${operationKey(target.operation)} ${target.index}`;
    const before = this.underWay.get(key) ?? Promise.resolve();
    const turn = before
      .catch(() => undefined)
      .then(async () => {
        // It may have left the list for the archive while it waited.
        const operation = await this.parts.store.fetch(target.operation);
        const current = operation && unsavedVideos(operation).find(({ index }) => index === target.index);
        return current && this.saveOne(current, folder);
      });
    this.underWay.set(key, turn);
    try {
      await turn;
    } finally {
      if (this.underWay.get(key) === turn) this.underWay.delete(key);
    }
  }

  private async saveOne(target: VideoTarget, folder: Place): Promise<void> {
    const { saver, endpoints, log } = this.parts;
    const template = usableParts(this.parts.settings.value.fileName);
    const uri = inFolder(folder, videoFileName(target, template));
    try {
      await besides(t('Downloading {0}', videoTitle(target)), (signal, report) =>
        saver.save(
          { target, uri, conflict: 'reuse' },
          { onProgress: (progress) => report(stepOf([progress])), signal },
        ),
      );
    } catch (error) {
      if (error instanceof vscode.CancellationError) return;
      log.error(`${target.operation.name} could not be saved:`, error);
      // That it cannot be had is no news of a video that is listed as gone.
      const words = target.video.gone ? undefined : savingFaultWords(error, target, endpoints);
      if (words !== undefined) this.tell(`${videoTitle(target)}: ${words}`, words);
    }
  }

  /** The folder of the setting; undefined when there is none to be used, which is told. */
  private async folder(): Promise<Place | undefined> {
    const { settings, surroundings } = this.parts;
    const setting = settings.value.downloadFolder;
    const set = await usableDownloadFolder(setting, surroundings());
    if (set.kind === 'folder') return set.uri;
    if (set.kind === 'ask') this.offerFolder();
    else {
      const words = folderRefusalWords(setting, set.refusal);
      this.tell(words, words);
    }
    return undefined;
  }

  /** Nobody expects a dialog to open by itself; so first a message, once in a session. */
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
      if (!folder.isSet) await settings.change('download.folder', fileOf(folder.uri));
      await this.save(store.list());
    } catch (error) {
      log.error('The folder for videos could not be set:', error);
      await warn(error instanceof CommandError ? error.message : SETTINGS_UNWRITABLE());
    }
  }

  /** Each fault once in a session: it comes from no command, and the rows show what is not saved. */
  private tell(text: string, fault: string): void {
    if (this.once.isFirst(fault)) void warn(text);
  }
}

function unsavedVideos(operation: Operation): VideoTarget[] {
  if (operation.state !== 'succeeded') return [];
  return operation.videos.flatMap((video, index) =>
    isToBeSaved(video) ? [{ operation, video, index }] : [],
  );
}
