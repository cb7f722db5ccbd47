import type { SimulatedOutcome, Simulator } from '../../src/simulator/simulator';
import { runningOperation, startGateway } from './gateway';

export const SHOTS = [
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
/** ms of the gateway's clock. */
const OF_A_VIDEO_MS = 60_000;

/** Those of which a video comes. */
export const READY_SHOTS = SHOTS.filter((_, at) => outcomeOf(at).kind === 'succeeded');
/** How the end of all of them is told. */
export const ALL_ENDED = `${SHOTS.length} operations: ${READY_SHOTS.length} ready · 1 filtered · 1 failed`;

/** A gateway where all shots run, and what a script prints of them: a line each, with prompt and name. */
export interface Shots {
  readonly gateway: Simulator;
  readonly lines: readonly string[];
  /** Puts the gateway's clock on to the end of all. */
  readonly end: () => void;
}

/** Starts a gateway, and a video of each shot there: each of a model of its own, or all of one. */
export async function startShots(model?: string): Promise<Shots> {
  let ahead = 0;
  const gateway = await startGateway(() => Date.now() + ahead);
  const lines = SHOTS.map((shot, at) => {
    const order = { durationSeconds: OF_A_VIDEO_MS / 1000, outcome: outcomeOf(at), ...(model && { model }) };
    return `[${at + 1}/${SHOTS.length}] ${shot} -> ${runningOperation(gateway, order)}`;
  });
  const end = () => {
    ahead += OF_A_VIDEO_MS;
  };
  return { gateway, lines, end };
}

function outcomeOf(at: number): SimulatedOutcome {
  if (at === 3) return { kind: 'filtered', reasons: 'given' };
  return at === 7 ? { kind: 'failed' } : { kind: 'succeeded', samples: 1 };
}
