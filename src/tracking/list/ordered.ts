/** Up to so many, each finds its own place; for more at once, all are put in order anew. */
const FEW = 64;

/** Values in an order: what comes or goes finds its place without a look at all the others. */
export class Ordered<T> {
  private values: T[] = [];

  /** @param compare never 0 for two values that are in here together */
  constructor(private readonly compare: (a: T, b: T) => number) {}

  get length(): number {
    return this.values.length;
  }

  add(values: readonly T[]): void {
    if (values.length > FEW) this.values = [...this.values, ...values].sort(this.compare);
    else for (const value of values) this.values.splice(this.placeOf(value), 0, value);
  }

  /** Harmless for values that are not in here. */
  delete(values: readonly T[]): void {
    if (values.length > FEW) {
      const gone = new Set(values);
      this.values = this.values.filter((value) => !gone.has(value));
      return;
    }
    for (const value of values) {
      const at = this.placeOf(value);
      if (this.values[at] === value) this.values.splice(at, 1);
    }
  }

  /** How many come before this one. */
  placeOf(value: T): number {
    return this.countWhile((other) => this.compare(other, value) < 0);
  }

  /** How many of the first ones something holds for; it must not hold for any that comes after one it fails for. */
  countWhile(holds: (value: T) => boolean): number {
    let [from, to] = [0, this.values.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (holds(this.values[middle] as T)) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** A part of them, as `Array.slice`. */
  slice(from: number, to?: number): T[] {
    return this.values.slice(from, to);
  }
}
