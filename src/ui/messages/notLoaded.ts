import { t } from '../language/t';
import type { Log } from '../log';
import { fail } from './message';

/** Tells the person that a part of the extension could not be loaded. The next use tries again. */
export function notifyNotLoaded(error: unknown, log: Log): void {
  log.error('The second stage could not be loaded:', error);
  void fail(
    t(
      'A part of Veo Operations could not be read from the disk. Try again; if it fails again, install the extension anew. The log has the details.',
    ),
  );
}
