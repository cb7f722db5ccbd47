import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';

export function hasFocus({ focused }: vscode.WindowState): boolean {
  return focused;
}

/** Whether the window has the focus and was used in the last seconds, as VS Code counts them. */
export function isUsed({ focused, active }: vscode.WindowState): boolean {
  return focused && active;
}

/** Whether the person is at this window, by the state that VS Code gives. */
export class Focus extends DisposableStore {
  private isIn: boolean;
  private readonly changes = this.add(new vscode.EventEmitter<void>());

  /** Fires when the person comes or goes, not whenever the state of the window changes. */
  readonly onDidChange = this.changes.event;

  constructor(isHere: (state: vscode.WindowState) => boolean) {
    super();
    this.isIn = isHere(vscode.window.state);
    this.add(
      vscode.window.onDidChangeWindowState((state) => {
        if (isHere(state) === this.isIn) return;
        this.isIn = !this.isIn;
        this.changes.fire();
      }),
    );
  }

  get isHere(): boolean {
    return this.isIn;
  }
}
