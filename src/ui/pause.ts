import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';

const KEY = 'veo.paused';

/** Whether background polling is on, and if not, what turned it off. */
export type CheckingMode = 'on' | 'paused' | 'offInSettings';

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
