import * as vscode from 'vscode';
import { hasEnded, type Operation } from '../../operations/operation';
import { isUnsaved } from '../../operations/video';
import type { VideoTarget } from '../../saving/downloads';
import { videoFileName } from '../../saving/fileName';
import type { OperationChange, OperationStore } from '../../tracking/operationStore';
import type { EndpointList } from '../endpointList';
import type { Log } from '../log';
import type { Platform } from '../platform/platform';
import type { CurrentSettings } from '../settings';
import { warn } from '../telling/message';
import { besides } from '../telling/progress';
import { progressWords, savingFaultWords, videoTitle } from '../telling/savingWords';
import { askForFolder, type DownloadFolder, downloadFolder, prepareFolder } from './downloadFolder';
import { fileOf } from './files';
import type { VideoSaver } from './videoSaver';

export interface AutomaticSavingParts {
  readonly store: OperationStore;
  readonly saver: VideoSaver;
  readonly settings: CurrentSettings;
  readonly endpoints: EndpointList;
  readonly platform: Platform;
  readonly log: Log;
}

/** Saves each video when its operation is seen to end, if the person wants that (`veo.download.automatic`). */
export class AutomaticSaving implements vscode.Disposable {
  private readonly listener: { dispose(): void };
  /** Faults that were told; the log has each one. */
  private readonly told = new Set<string>();

  constructor(private readonly parts: AutomaticSavingParts) {
    this.listener = parts.store.onDidChange((changes) => this.storeChanged(changes));
  }

  get isOn(): boolean {
    return this.parts.settings.value.automaticDownload;
  }

  dispose(): void {
    this.listener.dispose();
  }

  /** Saves what nobody has saved yet of these; what cannot be saved is told and stays as it is. */
  async save(operations: readonly Operation[]): Promise<void> {
    const targets = operations.flatMap(unsavedVideos);
    if (targets.length === 0) return;
    const folder = await this.folder();
    if (folder) await Promise.all(targets.map((target) => this.saveOne(target, folder)));
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    if (!this.isOn) return;
    const ended = changes.flatMap(({ before, after }) =>
      before?.state === 'running' && after && hasEnded(after) ? [after] : [],
    );
    void this.save(ended);
  }

  private async saveOne(target: VideoTarget, folder: vscode.Uri): Promise<void> {
    const { saver, endpoints, log } = this.parts;
    const uri = vscode.Uri.joinPath(folder, videoFileName(target));
    try {
      await besides(vscode.l10n.t('Downloading {0}', videoTitle(target)), (signal, report) =>
        saver.save(target, uri, 'number', {
          onProgress: (progress) => report({ text: progressWords(progress) }),
          signal,
        }),
      );
    } catch (error) {
      log.error(`${target.operation.name} could not be saved:`, error);
      const words = savingFaultWords(error, target, endpoints);
      if (words !== undefined) await this.tell(`${videoTitle(target)}: ${words}`, words);
    }
  }

  private async folder(): Promise<vscode.Uri | undefined> {
    const { settings, platform } = this.parts;
    const set = downloadFolder(settings.value.downloadFolder, platform);
    if (set.kind === 'ask') return this.askOnce();
    if (set.kind === 'refused') {
      await this.tell(set.reason, set.reason);
      return undefined;
    }
    return this.prepared(set);
  }

  private async prepared(set: DownloadFolder & { kind: 'folder' }): Promise<vscode.Uri | undefined> {
    try {
      await prepareFolder(set);
      return set.uri;
    } catch {
      const text = vscode.l10n.t(
        'The folder {0} of the setting veo.download.folder cannot be used. Make it, or name another one.',
        fileOf(set.uri),
      );
      await this.tell(text, text);
      return undefined;
    }
  }

  /** Nobody expects a dialog to open by itself; so first a message, once in a session. */
  private async askOnce(): Promise<vscode.Uri | undefined> {
    const text = vscode.l10n.t(
      'Videos are to be downloaded automatically, but no folder is set for them. Choose one.',
    );
    if (this.told.has(text)) return undefined;
    this.told.add(text);
    const choose = vscode.l10n.t('Choose Folder…');
    if ((await warn(text, choose)) !== choose) return undefined;
    const folder = await askForFolder(vscode.l10n.t('Folder for Videos'));
    if (folder) await this.parts.settings.change('download.folder', fileOf(folder));
    return folder;
  }

  private async tell(text: string, fault: string): Promise<void> {
    if (this.told.has(fault)) return;
    this.told.add(fault);
    await warn(text);
  }
}

function unsavedVideos(operation: Operation): VideoTarget[] {
  if (operation.state !== 'succeeded') return [];
  return operation.videos.flatMap((video, index) => (isUnsaved(video) ? [{ operation, video, index }] : []));
}
