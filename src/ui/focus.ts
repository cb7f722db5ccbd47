import * as vscode from 'vscode';

/** Whether the person is at this window. */
export class Focus implements vscode.Disposable {
  private focused = vscode.window.state.focused;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly listener: vscode.Disposable;

  /** Fires when the window gets or loses the focus, not at each sign of life in it. */
  readonly onDidChange = this.changes.event;

  constructor() {
    this.listener = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused === this.focused) return;
      this.focused = focused;
      this.changes.fire();
    });
  }

  get isHere(): boolean {
    return this.focused;
  }

  dispose(): void {
    this.listener.dispose();
    this.changes.dispose();
  }
}
