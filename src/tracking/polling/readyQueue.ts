import TinyQueue from 'tinyqueue';

/** How much less urgent than the most urgent one may be and still be as good: a tenth. */
const SLACK = 0.1;

interface Entry<T> {
  /** The urgency at some time less that time, both in seconds: at any later time it is no more. */
  readonly bound: number;
  readonly item: T;
}

/**
 * Things that wait for a turn, the most urgent first. Urgencies change while they wait, but grow by at most a second a
 * second; so each look weighs only those anew that could be the first. As all of them go on growing, that would soon be
 * all again, were it not for the slack: the longer they wait, the larger it is, and the rarer each is weighed.
 */
export class ReadyQueue<T> {
  private readonly items = new Set<T>();
  private heap = new TinyQueue<Entry<T>>([], moreUrgent);

  /** @param urgency in seconds; `now` in ms */
  constructor(private readonly urgency: (item: T, now: number) => number) {}

  get size(): number {
    return this.items.size;
  }

  add(item: T, now: number): void {
    if (this.items.has(item)) return;
    this.items.add(item);
    this.heap.push(this.entry(item, now));
    this.sweep(now);
  }

  delete(item: T): void {
    this.items.delete(item);
  }

  /** Takes out the most urgent, or one that is nearly so. */
  take(now: number): T | undefined {
    for (let top = this.heap.pop(); top; top = this.heap.pop()) {
      if (!this.items.has(top.item)) continue;
      const entry = this.entry(top.item, now);
      const next = this.heap.peek();
      if (!next || urgencyAt(now, entry) >= (1 - SLACK) * urgencyAt(now, next)) {
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

  /** Things that were taken out leave their entries behind, but no more than there are things. */
  private sweep(now: number): void {
    if (this.heap.length <= 2 * this.items.size + 16) return;
    const entries = [...this.items].map((item) => this.entry(item, now));
    this.heap = new TinyQueue(entries, moreUrgent);
  }
}

function moreUrgent<T>(a: Entry<T>, b: Entry<T>): number {
  return b.bound - a.bound;
}

/** At most, in seconds. */
function urgencyAt(now: number, { bound }: Entry<unknown>): number {
  return bound + now / 1000;
}
