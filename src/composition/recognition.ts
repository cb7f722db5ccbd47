import { DisposableStore } from '../base/disposableStore';
import type { OperationStore } from '../tracking/list/operationStore';
import { CapturedOperations } from '../ui/capture/capturedOperations';
import { MissingIntegration } from '../ui/capture/missingIntegration';
import type { EndpointList } from '../ui/endpointList';
import { ReferenceTracking } from '../ui/prompts/referenceTracking';
import { TextInterpreter } from '../ui/prompts/textInterpreter';
import type { CurrentSettings } from '../ui/settings';

interface RecognitionParts {
  readonly store: OperationStore;
  readonly endpoints: EndpointList;
  readonly settings: CurrentSettings;
}

/** Wires what makes operations of texts: of those that a person gives, and of those that programs print. */
export class Recognition extends DisposableStore {
  readonly interpreter: TextInterpreter;
  readonly tracking: ReferenceTracking;
  readonly captured: CapturedOperations;

  constructor({ store, endpoints, settings }: RecognitionParts) {
    super();
    this.interpreter = new TextInterpreter(endpoints, store);
    this.tracking = new ReferenceTracking(this.interpreter, store, endpoints);
    this.captured = this.add(new CapturedOperations(this.tracking, settings));
    this.add(new MissingIntegration(store, settings));
  }
}
