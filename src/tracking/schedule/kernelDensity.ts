import { tabulatedNormalChance } from './logNormal';

/** How wide a kernel is, as a σ of the logarithm of age. */
export const BANDWIDTHS = [0.08, 0.18, 0.35] as const;
/** Ages that the log-normals expect count as much as so many observed ends. */
const WEIGHT_OF_FAMILY = 3;
/** The weight of an end is multiplied by this as time goes on; see `elapsedShare`. */
const DECAY = 0.99;

/**
 * A distribution of ages in which each observed end stands for itself: a log-normal kernel around it, as wide as the
 * bandwidth and its own interval together. It shows two humps where a log-normal has one. `mixedWith` makes a chance of a
 * weight.
 */
export class KernelDensity {
  private readonly logAges: number[] = [];
  /** By bandwidth: 1 / σ of each kernel. */
  private readonly precisions: readonly number[][] = BANDWIDTHS.map(() => []);
  private weights: number[] = [];
  private total = 0;

  /** Ages in seconds. */
  add(from: number, to: number, weight: number): void {
    // The variance of an even distribution over the interval, as a share of the age.
    const variance = ((to - from) / (to + from)) ** 2 / 3;
    this.logAges.push(Math.log((from + to) / 2));
    for (const [i, bandwidth] of BANDWIDTHS.entries())
      this.precisions[i]?.push(1 / Math.sqrt(bandwidth ** 2 + variance));
    this.weights.push(weight);
    this.total += weight;
  }

  decay(share: number): void {
    const factor = DECAY ** share;
    this.weights = this.weights.map((weight) => weight * factor);
    this.total *= factor;
  }

  /** The weight of the ends before an age, each spread by its kernel; `bandwidth` by its place in {@link BANDWIDTHS}. */
  weightBefore(logAge: number, bandwidth: number): number {
    const precisions = this.precisions[bandwidth] ?? [];
    let sum = 0;
    for (let i = 0; i < precisions.length; i++) {
      const z = (logAge - (this.logAges[i] ?? 0)) * (precisions[i] ?? 0);
      sum += (this.weights[i] ?? 0) * tabulatedNormalChance(z);
    }
    return sum;
  }

  /** The chance of a weight, together with what the log-normals expect there. */
  mixedWith(ofFamily: number, weight: number): number {
    return (weight + WEIGHT_OF_FAMILY * ofFamily) / (this.total + WEIGHT_OF_FAMILY);
  }
}
