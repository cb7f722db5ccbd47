import * as vscode from 'vscode';
import type { SucceededOperation } from '../../operations/operation';
import { expiryOf } from '../../operations/video';
import { spanWords } from './keepingWords';
import { warn } from './message';
import { titleOf } from './words';

/** Tells that the server will soon delete videos which nobody has saved, in one message. */
export async function tellWillExpire(operations: readonly SucceededOperation[]): Promise<void> {
  const [first] = operations;
  if (!first) return;
  const left = spanWords(Math.max(0, (expiryOf(first) ?? 0) - Date.now()));
  if (operations.length === 1) {
    const download = vscode.l10n.t('Download Video…');
    const text = vscode.l10n.t(
      '{0}: the server deletes the video in {1}, and it is not saved yet.',
      titleOf(first),
      left,
    );
    if ((await warn(text, download)) === download) {
      await vscode.commands.executeCommand('veo.downloadVideo', first);
    }
    return;
  }
  const show = vscode.l10n.t('Show');
  const text = vscode.l10n.t(
    'The server soon deletes the videos of {0} operations, the first in {1}. They are not saved yet.',
    operations.length,
    left,
  );
  if ((await warn(text, show)) === show) await vscode.commands.executeCommand('veo.showOperations', first);
}
