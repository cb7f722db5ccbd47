import * as vscode from 'vscode';

const KEY = 'veo.paused';

/** Whether operations are checked without the person asking, and if not, what would have to be changed. */
export type CheckingMode = 'on' | 'paused' | 'offInSettings';

/** Whether the person has paused the checking of the whole list; outlives a restart. */
export class Pause implements vscode.Disposable {
  private paused: boolean;
  private readonly changes = new vscode.EventEmitter<void>();

  readonly onDidChange = this.changes.event;

  constructor(private readonly workspaceState: vscode.Memento) {
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

  dispose(): void {
    this.changes.dispose();
  }
}
