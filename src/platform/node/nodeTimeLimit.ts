import { runInNewContext } from 'node:vm';
import type { TimeLimit } from '../../tracking/list/readingTimeLimit';

/**
 * Node can stop only a script in `vm`; that also stops what the script calls, even a regular expression
 * (nodejs.org/api/vm.html, `timeout`). It takes a millisecond to begin.
 */
export const nodeTimeLimit: TimeLimit = (ms, work) => {
  try {
    return runInNewContext('work()', { work }, { timeout: ms });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
};
