import type { OperationId } from '../../operations/operation';
import type { Log } from '../log';
import type { OperationsView } from '../view/operationsView';
import type { Commands } from './command';

/** Show Operations, where the status bar leads, and Show Log. */
export function showCommands(view: OperationsView, log: Log): Commands {
  return {
    'veo.showOperations': (operation) => view.show(operation as OperationId | undefined),
    'veo.showLog': () => log.show(),
  };
}
