import { t } from '../language/t';
import type { Log } from '../log';
import { fail } from './message';

/** Tells the person that a part of the extension could not be loaded. The next use tries again. */
export async function notifyNotLoaded(error: unknown, log: Log): Promise<void> {
  log.error('The second stage could not be loaded:', error);
  const showLog = t('Show Log');
  const text = t(
    'A part of Veo Operations could not be loaded. Try again; if it fails again, install the extension anew.',
  );
  if ((await fail(text, showLog)) === showLog) log.show();
}
