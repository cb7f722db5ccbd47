import type { TimeLimit } from '../../tracking/list/readingTimeLimit';

/**
 * Node can stop only a script in `vm`; that also stops what the script calls, even a regular expression
 * (nodejs.org/api/vm.html, `timeout`). It takes a millisecond to begin. The module is loaded here, since no start needs it.
 */
export const nodeTimeLimit: TimeLimit = (ms, work) => {
  const { runInNewContext } = process.getBuiltinModule('node:vm');
  try {
    return runInNewContext('work()', { work }, { timeout: ms });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
};
