import TinyQueue from 'tinyqueue';

interface Entry<T> {
  /** The urgency at some time less that time, both in seconds: at any later time it is no more. */
  readonly bound: number;
  readonly item: T;
}

/**
 * Things that wait for a turn, the most urgent first. Urgencies change while they wait, but grow by at most a second a
 * second; so each look weighs only those anew that could be the first.
 */
export class ReadyQueue<T> {
  private readonly items = new Set<T>();
  private readonly heap = new TinyQueue<Entry<T>>([], (a, b) => b.bound - a.bound);

  /** @param urgency in seconds; `now` in ms */
  constructor(private readonly urgency: (item: T, now: number) => number) {}

  get size(): number {
    return this.items.size;
  }

  add(item: T, now: number): void {
    if (this.items.has(item)) return;
    this.items.add(item);
    this.heap.push(this.entry(item, now));
  }

  delete(item: T): void {
    this.items.delete(item);
  }

  /** Takes out the most urgent. */
  take(now: number): T | undefined {
    for (let top = this.heap.pop(); top; top = this.heap.pop()) {
      if (!this.items.has(top.item)) continue;
      const entry = this.entry(top.item, now);
      const next = this.heap.peek();
      if (!next || entry.bound >= next.bound) {
        this.items.delete(entry.item);
        return entry.item;
      }
      this.heap.push(entry);
    }
    return undefined;
  }

  private entry(item: T, now: number): Entry<T> {
    return { item, bound: this.urgency(item, now) - now / 1000 };
  }
}
