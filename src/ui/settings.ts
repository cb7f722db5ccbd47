import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import { BUILT_IN_ENDPOINTS } from '../endpoints/endpoint';
import type { PollSettings } from '../tracking/polling/poller';
import type { LanguageSetting } from './language/chosenLanguage';

export type Notifications = 'all' | 'failures' | 'none';

/** Whether operations that are printed in one kind of place are tracked by themselves. */
export type CaptureMode = 'ask' | 'on' | 'off';

/** The kinds of places where programs print operations; each has a setting `veo.capture.*`. */
export const CAPTURE_PLACES = ['terminal', 'notebook', 'debugConsole', 'task'] as const;
export type CapturePlace = (typeof CAPTURE_PLACES)[number];

/** How the state of an operation is shown where its name is written. */
export type EditorStatus = 'inlay' | 'codeLens' | 'off';

type Guard<T> = (value: unknown) => value is T;

const isString: Guard<string> = (value) => typeof value === 'string';
const isBoolean: Guard<boolean> = (value) => typeof value === 'boolean';
const isRate: Guard<number> = (value): value is number => Number.isInteger(value) && Number(value) >= 1;
const isPace = isOneOf('eager', 'balanced', 'gentle');
const isNotifications = isOneOf('all', 'failures', 'none');
const isLanguage = isOneOf('auto', 'en', 'vi');
const isCaptureMode = isOneOf('ask', 'on', 'off');
const isEditorStatus = isOneOf('inlay', 'codeLens', 'off');

function isOneOf<T extends string>(...values: readonly T[]): Guard<T> {
  return (value): value is T => values.some((one) => one === value);
}

/**
 * The settings `veo.*`; a value of the wrong type counts as the default. Endpoints and the limit have the scope
 * `application`: VS Code reads them only from the user's own settings, in windows on remote machines too
 * (LOCAL_MACHINE_SCOPES in its services/configuration/common/configuration.ts). So a repository, with the machine
 * settings of its container, cannot say where API keys go.
 */
interface Settings {
  /** Id of the default endpoint, for operations pasted without an address. */
  readonly endpoint: string;
  /** Read with `readOwnEndpoints`. */
  readonly endpoints: unknown;
  readonly checkingEnabled: boolean;
  readonly pace: PollSettings['pace'];
  readonly requestsPerMinute: number;
  readonly notifications: Notifications;
  readonly language: LanguageSetting;
  /** Read with `resolveDownloadFolder`. */
  readonly downloadFolder: string;
  /** Read with `parseNameTemplate`. */
  readonly fileName: string;
  readonly automaticDownload: boolean;
  /** Whether a JSON file with its origin is written beside each saved video. */
  readonly sidecar: boolean;
  readonly editorStatus: EditorStatus;
  readonly capture: Readonly<Record<CapturePlace, CaptureMode>>;
  /** Whether API keys in documents are underlined. */
  readonly keyHints: boolean;
}

function readSettings(): Settings {
  const stored = configuration();
  const read = <T>(setting: string, isReadable: Guard<T>, byDefault: T): T => {
    const value = stored.get(setting);
    return isReadable(value) ? value : byDefault;
  };
  return {
    endpoint: read('endpoint', isString, 'thucchien'),
    endpoints: stored.get('endpoints'),
    checkingEnabled: read('checking.enabled', isBoolean, true),
    pace: read('checking.pace', isPace, 'balanced'),
    requestsPerMinute: read('checking.requestsPerMinute', isRate, 20),
    notifications: read('notifications', isNotifications, 'all'),
    language: read('language', isLanguage, 'auto'),
    downloadFolder: read('download.folder', isString, ''),
    fileName: read('download.fileName', isString, ''),
    automaticDownload: read('download.automatic', isBoolean, false),
    sidecar: read('download.sidecar', isBoolean, true),
    editorStatus: read('editor.status', isEditorStatus, 'inlay'),
    capture: {
      terminal: read('capture.terminal', isCaptureMode, 'ask'),
      notebook: read('capture.notebook', isCaptureMode, 'ask'),
      debugConsole: read('capture.debugConsole', isCaptureMode, 'ask'),
      task: read('capture.task', isCaptureMode, 'ask'),
    },
    keyHints: read('editor.keyHints', isBoolean, true),
  };
}

/** The settings that commands change. */
type ChangeableSetting =
  | 'language'
  | 'endpoint'
  | 'endpoints'
  | 'download.folder'
  | 'editor.keyHintsExclude'
  | `capture.${CapturePlace}`;

/** The present settings. All commands change them through this class. */
export class CurrentSettings extends DisposableStore {
  private settings = readSettings();
  private readonly changes = this.add(new vscode.EventEmitter<Settings>());

  readonly onDidChange = this.changes.event;

  constructor() {
    super();
    this.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('veo')) return;
        this.settings = readSettings();
        this.changes.fire(this.settings);
      }),
    );
  }

  get value(): Settings {
    return this.settings;
  }

  /**
   * Whether settings in which faults are looked for are not as the extension brings them.
   *
   * @param declared the settings in the manifest. `inspect` would say the same, but it takes half a millisecond of a start.
   */
  needCheck(declared: Readonly<Record<string, { readonly default?: unknown }>>): boolean {
    const { endpoint, endpoints, fileName } = this.settings;
    const isBuiltIn = BUILT_IN_ENDPOINTS.some(({ id }) => id === endpoint);
    const isDefault = (setting: string, value: unknown) =>
      JSON.stringify(declared[setting]?.default) === JSON.stringify(value);
    return (
      !isBuiltIn || !isDefault('veo.endpoints', endpoints) || !isDefault('veo.download.fileName', fileName)
    );
  }

  /**
   * Changes a setting in the workspace if it is set there, else for all of the person's windows.
   *
   * @throws Error when the settings cannot be written, for example while their file has errors
   */
  async change(setting: ChangeableSetting, value: unknown): Promise<void> {
    const { workspaceFolderValue, workspaceValue } = inspect(setting) ?? {};
    if (workspaceFolderValue !== undefined || workspaceValue !== undefined) {
      return update(setting, value, vscode.ConfigurationTarget.Workspace);
    }
    await update(setting, value, vscode.ConfigurationTarget.Global);
    const isWritten = JSON.stringify(inspect(setting)?.globalValue) === JSON.stringify(value);
    if (isWritten || value === undefined) return;
    // VS Code wrote to the settings of the remote machine, where an earlier release left a value, although it reads no
    // setting of the scope `application` from there. Once that value is gone, VS Code writes to the user's own settings.
    await update(setting, undefined, vscode.ConfigurationTarget.Global);
    await update(setting, value, vscode.ConfigurationTarget.Global);
  }

  /** Sets a setting for this workspace. @throws as `change` */
  async changeForWorkspace(setting: ChangeableSetting, value: unknown): Promise<void> {
    await update(setting, value, vscode.ConfigurationTarget.Workspace);
  }
}

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('veo');
}

/** The values of a setting at each level. */
function inspect(setting: string) {
  return configuration().inspect(setting);
}

async function update(
  setting: ChangeableSetting,
  value: unknown,
  target: vscode.ConfigurationTarget,
): Promise<void> {
  await configuration().update(setting, value, target);
}
