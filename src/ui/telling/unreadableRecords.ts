import * as vscode from 'vscode';
import { warn } from './message';

/** Tells, once, of stored operations that could not be read. They are kept aside, so nothing is lost. */
export function tellUnreadable(count: number, log: vscode.LogOutputChannel): void {
  if (count === 0) return;
  log.warn(`${count} stored records could not be read and are kept aside`);
  void warn(
    count === 1
      ? vscode.l10n.t(
          'One stored operation could not be read. It is kept aside; a newer version may be able to read it.',
        )
      : vscode.l10n.t(
          '{0} stored operations could not be read. They are kept aside; a newer version may be able to read them.',
          count,
        ),
  );
}
