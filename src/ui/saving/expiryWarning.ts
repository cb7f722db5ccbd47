import type { SucceededOperation } from '../../operations/operation';
import { expiryOf } from '../../operations/video';
import type { ExpiryWatch } from '../../tracking/expiry/expiryWatch';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { CurrentSettings } from '../settings';
import type { AutomaticSaving } from './automaticSaving';

/** What is done when the server will soon delete videos: they are saved, if the person wants that, or it is told. */
export class ExpiryWarning {
  private readonly listener: { dispose(): void };

  constructor(
    watch: ExpiryWatch,
    private readonly store: OperationStore,
    private readonly automatic: AutomaticSaving,
    private readonly settings: CurrentSettings,
    private readonly tell: (operations: readonly SucceededOperation[]) => void,
  ) {
    this.listener = watch.onWillExpire((operations) => void this.willExpire(operations));
  }

  dispose(): void {
    this.listener.dispose();
  }

  private async willExpire(operations: readonly SucceededOperation[]): Promise<void> {
    if (this.automatic.isOn) await this.automatic.save(operations);
    const current = operations.flatMap((operation) => this.store.get(operation) ?? []);
    const unsaved = current.filter(
      (operation): operation is SucceededOperation => expiryOf(operation) !== undefined,
    );
    if (this.settings.value.notifications !== 'none') this.tell(unsaved);
  }
}
