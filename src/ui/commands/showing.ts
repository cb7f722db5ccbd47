import { readOperationId } from '../asking/targets';
import type { Log } from '../log';
import type { OperationsView } from '../view/operationsView';
import type { Commands } from './command';

/** Show Operations, where the status bar leads, and Show Log. */
export function showCommands(view: OperationsView, log: Log): Commands {
  return {
    'veo.showOperations': (operation) => view.show(readOperationId(operation)),
    'veo.showLog': () => log.show(),
  };
}
