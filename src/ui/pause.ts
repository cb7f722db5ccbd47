import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import type { CurrentSettings } from './settings';

const KEY = 'veo.paused';

/** Whether background polling is on, and if not, what turned it off. */
export type CheckingMode = 'on' | 'paused' | 'offInSettings';

/** Background polling goes on only if neither the setting nor the person has turned it off. */
export function checkingMode({ value }: CurrentSettings, pause: Pause): CheckingMode {
  // The setting comes first: Resume does not help while it is off.
  if (!value.checkingEnabled) return 'offInSettings';
  return pause.isOn ? 'paused' : 'on';
}

/** Whether the person has paused background polling. It lasts over restarts. */
export class Pause extends DisposableStore {
  private paused: boolean;
  private readonly changes = this.add(new vscode.EventEmitter<void>());

  readonly onDidChange = this.changes.event;

  constructor(private readonly workspaceState: vscode.Memento) {
    super();
    this.paused = workspaceState.get(KEY) === true;
  }

  get isOn(): boolean {
    return this.paused;
  }

  async set(paused: boolean): Promise<void> {
    this.paused = paused;
    this.changes.fire();
    await this.workspaceState.update(KEY, paused || undefined);
  }
}
