import * as vscode from 'vscode';
import { t } from '../language/t';
import type { CaptureMode } from '../settings';
import { answerTitle } from './captureQuestion';

interface ModeItem extends vscode.QuickPickItem {
  readonly mode: CaptureMode;
}

/**
 * Asks what is to be done with operations that programs will print, when none waits for an answer.
 *
 * @param present what is done with them now; undefined where that differs from place to place
 */
export async function chooseMode(present: CaptureMode | undefined): Promise<CaptureMode | undefined> {
  const items = (['on', 'ask', 'off'] as const).map((mode): ModeItem => {
    const title = modeTitle(mode);
    return { label: mode === present ? `$(check) ${title}` : title, detail: modeMeaning(mode), mode };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: t('Track Printed Operations'),
    placeHolder: t('No printed operation waits for an answer. What about those to come?'),
  });
  return picked?.mode;
}

/** What is done from now on, for the status bar. */
export function modeWords(mode: CaptureMode): string {
  switch (mode) {
    case 'on':
      return t('Printed operations are tracked automatically');
    case 'ask':
      return t('You will be asked about printed operations');
    case 'off':
      return t('Printed operations are not tracked; Track Printed Operations… changes that');
  }
}

function modeTitle(mode: CaptureMode): string {
  switch (mode) {
    case 'on':
      return answerTitle('always');
    case 'ask':
      return t('Ask');
    case 'off':
      return answerTitle('never');
  }
}

/** What a mode means, and where it is written. */
export function modeMeaning(mode: CaptureMode): string {
  const isWorkspace = vscode.workspace.workspaceFolders !== undefined;
  switch (mode) {
    case 'on':
      return isWorkspace
        ? t("Tracks what programs print here; written into the workspace's settings")
        : t('Tracks what programs print; written into your settings');
    case 'ask':
      return t('Asks when a program prints operations');
    case 'off':
      return isWorkspace
        ? t('In this workspace, nothing that is printed is looked at')
        : t('Nothing that is printed is looked at');
  }
}
