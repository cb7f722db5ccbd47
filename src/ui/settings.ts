import * as v from 'valibot';
import * as vscode from 'vscode';
import type { PollSettings } from '../tracking/polling/poller';
import type { LanguageSetting } from './language/chosenLanguage';

export type Notifications = 'all' | 'failures' | 'none';

const requestsPerMinute = v.pipe(v.number(), v.integer(), v.minValue(1));

/**
 * The settings `veo.*`; a value of the wrong form counts as its default. Endpoints and the limit have the scope
 * `application`: VS Code reads them from the user's own settings alone, in windows on remote machines too
 * (LOCAL_MACHINE_SCOPES in its services/configuration/common/configuration.ts). What a repository brings along, also by
 * the machine settings of its container, does not say where API keys go.
 */
export interface Settings {
  /** Id of the endpoint for new operations whose text does not tell. */
  readonly endpoint: string;
  /** Read with `readOwnEndpoints`. */
  readonly endpoints: unknown;
  readonly checkingEnabled: boolean;
  readonly pace: PollSettings['pace'];
  readonly requestsPerMinute: number;
  readonly notifications: Notifications;
  readonly language: LanguageSetting;
  /** Read with `downloadFolder`. */
  readonly downloadFolder: string;
  /** Read with `parseNameTemplate`. */
  readonly fileName: string;
  readonly automaticDownload: boolean;
  /** Whether a note of its origin is written beside each saved video. */
  readonly sidecar: boolean;
}

function readSettings(): Settings {
  const stored = vscode.workspace.getConfiguration('veo');
  /** What is set, unless it is of another form. */
  const read = <T>(setting: string, form: v.GenericSchema<T>, otherwise: T): T => {
    const value = stored.get(setting);
    return v.is(form, value) ? value : otherwise;
  };
  return {
    endpoint: read('endpoint', v.string(), 'thucchien'),
    endpoints: stored.get('endpoints'),
    checkingEnabled: read('checking.enabled', v.boolean(), true),
    pace: read('checking.pace', v.picklist(['eager', 'balanced', 'gentle']), 'balanced'),
    requestsPerMinute: read('checking.requestsPerMinute', requestsPerMinute, 20),
    notifications: read('notifications', v.picklist(['all', 'failures', 'none']), 'all'),
    language: read('language', v.picklist(['auto', 'en', 'vi']), 'auto'),
    downloadFolder: read('download.folder', v.string(), ''),
    fileName: read('download.fileName', v.string(), ''),
    automaticDownload: read('download.automatic', v.boolean(), false),
    sidecar: read('download.sidecar', v.boolean(), true),
  };
}

/** The settings that commands change for the person. */
export type ChangeableSetting = 'language' | 'endpoint' | 'endpoints' | 'download.folder';

/** The present settings; nobody else reads or writes the configuration. */
export class CurrentSettings implements vscode.Disposable {
  private settings = readSettings();
  private readonly changes = new vscode.EventEmitter<Settings>();
  private readonly listener: vscode.Disposable;

  readonly onDidChange = this.changes.event;

  constructor() {
    this.listener = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('veo')) return;
      this.settings = readSettings();
      this.changes.fire(this.settings);
    });
  }

  get value(): Settings {
    return this.settings;
  }

  /**
   * Changes a setting where it is set already, else for all of the person's windows.
   *
   * @throws Error when the settings cannot be written, for instance while their file has errors.
   */
  async change(setting: ChangeableSetting, value: unknown): Promise<void> {
    const { workspaceFolderValue, workspaceValue } = inspect(setting) ?? {};
    if (workspaceFolderValue !== undefined || workspaceValue !== undefined) {
      return update(setting, value, vscode.ConfigurationTarget.Workspace);
    }
    await update(setting, value, vscode.ConfigurationTarget.Global);
    const isWritten = JSON.stringify(inspect(setting)?.globalValue) === JSON.stringify(value);
    if (isWritten || value === undefined) return;
    // VS Code has written to the settings of the remote machine, for an earlier release has left a value there, although
    // it reads nothing of the scope `application` from them. Without that value it writes to the user's own.
    await update(setting, undefined, vscode.ConfigurationTarget.Global);
    await update(setting, value, vscode.ConfigurationTarget.Global);
  }

  /** Sets a setting for this workspace. @throws as `change` */
  async changeForWorkspace(setting: ChangeableSetting, value: unknown): Promise<void> {
    const stored = vscode.workspace.getConfiguration('veo');
    await stored.update(setting, value, vscode.ConfigurationTarget.Workspace);
  }

  dispose(): void {
    this.listener.dispose();
    this.changes.dispose();
  }
}

/** What a setting is at each level. */
function inspect(setting: ChangeableSetting) {
  return vscode.workspace.getConfiguration('veo').inspect(setting);
}

async function update(
  setting: ChangeableSetting,
  value: unknown,
  target: vscode.ConfigurationTarget,
): Promise<void> {
  await vscode.workspace.getConfiguration('veo').update(setting, value, target);
}
