/** Values in an order: what comes or goes finds its place without a look at all the others. */
export class Ordered<T> {
  private readonly values: T[] = [];

  /** @param compare never 0 for two values that are in here together */
  constructor(private readonly compare: (a: T, b: T) => number) {}

  get length(): number {
    return this.values.length;
  }

  get first(): T | undefined {
    return this.values[0];
  }

  add(value: T): void {
    this.values.splice(this.placeOf(value), 0, value);
  }

  /** Harmless for a value that is not in here. */
  delete(value: T): void {
    const at = this.placeOf(value);
    if (this.values[at] === value) this.values.splice(at, 1);
  }

  has(value: T): boolean {
    return this.values[this.placeOf(value)] === value;
  }

  /** How many come before this one. */
  placeOf(value: T): number {
    let [from, to] = [0, this.values.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.compare(this.values[middle] as T, value) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** A part of them, as `Array.slice`. */
  slice(from: number, to?: number): T[] {
    return this.values.slice(from, to);
  }
}
