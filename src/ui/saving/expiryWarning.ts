import { DisposableStore } from '../../base/disposableStore';
import type { SucceededOperation } from '../../operations/operation';
import { expiryOf } from '../../operations/video';
import type { ExpiryWatch } from '../../tracking/expiry/expiryWatch';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { CoalescedMessages } from '../messages/coalescedMessages';
import type { CurrentSettings } from '../settings';
import type { AutomaticSaving } from './automaticSaving';

interface ExpiryWarningParts {
  readonly watch: ExpiryWatch;
  readonly store: OperationStore;
  readonly automatic: AutomaticSaving;
  readonly settings: CurrentSettings;
  readonly messages: CoalescedMessages<SucceededOperation>;
}

/** Before a server deletes videos, saves them if automatic saving is on, and notifies the person of those still unsaved. */
export class ExpiryWarning extends DisposableStore {
  constructor(private readonly parts: ExpiryWarningParts) {
    super();
    this.add(parts.watch.onWillExpire((operations) => void this.willExpire(operations)));
  }

  private async willExpire(operations: readonly SucceededOperation[]): Promise<void> {
    const { store, automatic, settings, messages } = this.parts;
    if (automatic.isOn) await automatic.save(operations);
    const current = operations.flatMap((operation) => store.get(operation) ?? []);
    const unsaved = current.filter(
      (operation): operation is SucceededOperation => expiryOf(operation) !== undefined,
    );
    if (settings.value.notifications !== 'none') messages.notify(unsaved);
  }
}
