import * as vscode from 'vscode';

/** Whether the window has the focus. */
export function hasFocus({ focused }: vscode.WindowState): boolean {
  return focused;
}

/** Whether somebody sits at the window: it has the focus and has been used in the last seconds, as VS Code counts. */
export function isUsed({ focused, active }: vscode.WindowState): boolean {
  return focused && active;
}

/** Whether the person is at this window, by what VS Code tells of it. */
export class Focus implements vscode.Disposable {
  private isIn: boolean;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly listener: vscode.Disposable;

  /** Fires when the person comes or goes, not at each sign of life. */
  readonly onDidChange = this.changes.event;

  constructor(isHere: (state: vscode.WindowState) => boolean) {
    this.isIn = isHere(vscode.window.state);
    this.listener = vscode.window.onDidChangeWindowState((state) => {
      if (isHere(state) === this.isIn) return;
      this.isIn = !this.isIn;
      this.changes.fire();
    });
  }

  get isHere(): boolean {
    return this.isIn;
  }

  dispose(): void {
    this.listener.dispose();
    this.changes.dispose();
  }
}
