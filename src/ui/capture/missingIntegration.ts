import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import type { Operation } from '../../operations/operation';
import type { OperationStore } from '../../tracking/list/operationStore';
import { t } from '../language/t';
import { inform } from '../messages/message';
import type { CurrentSettings } from '../settings';

const HOW_TO_GET_IT = 'https://code.visualstudio.com/docs/terminal/shell-integration';
/** What comes into the list with an older time comes from the archive. */
const JUST_TRACKED_MS = 5000;

/**
 * Says once in a session why an operation had to be pasted that was likely printed in the terminal: its shell does not tell VS
 * Code what it prints. Who prints no operations never hears of it.
 */
export class MissingIntegration extends DisposableStore {
  private isSaid = false;

  constructor(
    store: OperationStore,
    private readonly settings: CurrentSettings,
  ) {
    super();
    this.add(
      store.onDidChange((changes) => {
        if (changes.some(({ before, after }) => !before && after && wasPasted(after))) void this.sayOnce();
      }),
    );
  }

  private async sayOnce(): Promise<void> {
    if (this.isSaid || this.settings.value.capture.terminal === 'off' || !isIntegrationMissing()) return;
    this.isSaid = true;
    const howTo = t('How to Get It');
    const text = t(
      'The shell in the terminal does not tell VS Code what commands print, so operations that are printed there are not found. Shell integration changes that.',
    );
    if ((await inform(text, howTo)) === howTo) await vscode.env.openExternal(vscode.Uri.parse(HOW_TO_GET_IT));
  }
}

function wasPasted({ source, trackedAt }: Operation): boolean {
  return source === 'pasted' && Date.now() - Date.parse(trackedAt) < JUST_TRACKED_MS;
}

/** Whether the terminal that the person used last is a shell without it. Terminals of extensions have no shell. */
function isIntegrationMissing(): boolean {
  const { activeTerminal: terminal } = vscode.window;
  return (
    terminal !== undefined &&
    terminal.shellIntegration === undefined &&
    terminal.state.isInteractedWith &&
    !('pty' in terminal.creationOptions)
  );
}
