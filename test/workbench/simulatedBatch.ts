import type { SimulatedOutcome, Simulator } from '../../src/simulator/simulator';
import { runningOperation, startGateway } from './gateway';

export const BATCH_PROMPTS = [
  'Lantern festival',
  'Bình minh Hạ Long',
  'Night market',
  'Storm over the bay',
  'A cat on the moon',
  'Red sails at dawn',
  'Old quarter in rain',
  'Rice terraces',
  'Train street',
  'Water puppets',
  'Dragon boat race',
  'Fireworks at Tết',
] as const;
/** By the clock of the gateway. */
const VIDEO_DURATION_MS = 60_000;

/** The prompts whose operations yield a video. */
export const SUCCEEDING_PROMPTS = BATCH_PROMPTS.filter((_, at) => outcomeOf(at).kind === 'succeeded');
/** The message that sums up all results. */
export const BATCH_SUMMARY = `${BATCH_PROMPTS.length} operations: ${SUCCEEDING_PROMPTS.length} ready · 1 filtered · 1 failed`;

/** A gateway that runs an operation for each prompt, and the log of the script that started them. */
export interface SimulatedBatch {
  readonly gateway: Simulator;
  /** One line for each operation, with its prompt and name. */
  readonly lines: readonly string[];
  /** Puts the clock of the gateway forward, so that all operations finish. */
  readonly finishAll: () => void;
}

/** Starts a gateway and an operation for each prompt: all of `model`, or each of another one by default. */
export async function startBatch(model?: string): Promise<SimulatedBatch> {
  let ahead = 0;
  const gateway = await startGateway(() => Date.now() + ahead);
  const lines = BATCH_PROMPTS.map((prompt, at) => {
    const order = {
      durationSeconds: VIDEO_DURATION_MS / 1000,
      outcome: outcomeOf(at),
      ...(model && { model }),
    };
    return `[${at + 1}/${BATCH_PROMPTS.length}] ${prompt} -> ${runningOperation(gateway, order)}`;
  });
  const finishAll = () => {
    ahead += VIDEO_DURATION_MS;
  };
  return { gateway, lines, finishAll };
}

function outcomeOf(at: number): SimulatedOutcome {
  if (at === 3) return { kind: 'filtered', reasons: 'given' };
  return at === 7 ? { kind: 'failed' } : { kind: 'succeeded', samples: 1 };
}
