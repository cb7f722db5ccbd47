import { Once } from '../../base/once';
import { ArchiveWriteError } from '../../tracking/list/operationStorage';
import { t } from '../language/t';
import type { Log } from '../log';
import { warn } from './message';

/** Notifies of stored operations that could not be read. They are kept aside, so nothing is lost. */
export function notifyUnreadable(count: number, log: Log): void {
  if (count === 0) return;
  log.warn(`${count} stored records could not be read and are kept aside`);
  void warn(
    count === 1
      ? t('One stored operation could not be read. It is kept aside; a newer version may be able to read it.')
      : t(
          '{0} stored operations could not be read. They are kept aside; a newer version may be able to read them.',
          count,
        ),
  );
}

/** Returns what logs each failure to save the list, and notifies of each kind of failure once a session. */
export function unsavedListNotifier(log: Log): (reason: unknown) => void {
  const once = new Once();
  return (reason) => {
    log.error('The list of operations could not be saved:', reason);
    const text = unsavedWords(reason);
    if (once.isFirst(text)) void warn(text);
  };
}

function unsavedWords(reason: unknown): string {
  return reason instanceof ArchiveWriteError
    ? t(
        'The archive of older operations could not be written. What was to be moved there stays in the workspace’s state; it is tried again with the next change, and when VS Code ends.',
      )
    : t(
        'VS Code could not save the list of operations. Saving is tried again with the next change, and when VS Code ends.',
      );
}
