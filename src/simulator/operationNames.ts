import { agentPlatformName } from './agentPlatformContract';
import type { Backend } from './contract';
import type { DialectId } from './dialects/dialect';
import { DIALECTS } from './dialects/dialects';
import { operationName } from './geminiAnswers';
import { INTERACTION_IDS } from './interactionsContract';
import { encodeOperationId, type SimulatedOutcome, shapeOf, type VideoShape } from './simulatedOperation';
import { encodeVideoId } from './videoId';

/** An operation to simulate. */
export interface OperationOrder extends VideoShape {
  readonly model: string;
  /** ms since the epoch; now if absent. */
  readonly startedAt?: number;
  readonly durationSeconds: number;
  readonly outcome: SimulatedOutcome;
  /**
   * The contract of its name: `gemini` (`models/…/operations/…`), the default; `videos` (`video_…`); `interactions`
   * (`v1_…`); `agentPlatform` (`projects/…/operations/…`); or that of a service, which has its own model.
   */
  readonly contract?: 'gemini' | 'videos' | 'interactions' | 'agentPlatform' | DialectId;
}

const AGENT_PLATFORM = 'projects/simulated-project/locations/us-central1/publishers/google';

/** @throws RangeError if the name cannot hold the model id, the start or the duration. */
export function nameOf(order: OperationOrder, { now, nextSerial }: Omit<Backend, 'signedHost'>): string {
  const { model, startedAt = now(), durationSeconds, outcome, contract = 'gemini' } = order;
  const operation = { startedAt, durationSeconds, outcome, serial: nextSerial(), ...shapeOf(order) };
  const packed = { operation, isSpecial: false };
  switch (contract) {
    case 'gemini':
      return operationName(model, encodeOperationId(operation));
    case 'videos':
      return encodeVideoId({ model, operation });
    case 'interactions':
      return INTERACTION_IDS.encode(packed);
    case 'agentPlatform':
      return agentPlatformName(`${AGENT_PLATFORM}/models/${model}`, packed);
    default:
      return DIALECTS.find(({ id }) => id === contract)?.ids.encode(packed) ?? '';
  }
}
