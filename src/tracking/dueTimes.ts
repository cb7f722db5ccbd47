import TinyQueue from 'tinyqueue';
import { NEVER } from '../base/time';

interface Entry<T> {
  readonly at: number;
  readonly item: T;
}

/** When each of many things is due, in ms of whatever clock: a heap, so that a look costs no more than what is due. */
export class DueTimes<T> {
  private readonly times = new Map<T, number>();
  private heap = new TinyQueue<Entry<T>>([], earlier);

  /** @param at may be NEVER */
  set(item: T, at: number): void {
    if (this.times.get(item) === at) return;
    if (at === NEVER) this.times.delete(item);
    else {
      this.times.set(item, at);
      this.heap.push({ at, item });
    }
    this.sweep();
  }

  delete(item: T): void {
    this.set(item, NEVER);
  }

  /** When the first is due; NEVER when none is. */
  next(): number {
    return this.first()?.at ?? NEVER;
  }

  /** Takes out all that are due by then, the first due first. */
  takeDue(now: number): T[] {
    const due: T[] = [];
    for (let first = this.first(); first && first.at <= now; first = this.first()) {
      due.push(first.item);
      this.delete(first.item);
    }
    return due;
  }

  /** The first entry that still holds: times that were set anew leave their old entries behind. */
  private first(): Entry<T> | undefined {
    for (let top = this.heap.peek(); top; top = this.heap.peek()) {
      if (this.holds(top)) return top;
      this.heap.pop();
    }
    return undefined;
  }

  private holds({ item, at }: Entry<T>): boolean {
    return this.times.get(item) === at;
  }

  /** Old entries may be no more than those that hold, so that the heap stays as small as what it is for. */
  private sweep(): void {
    if (this.heap.length <= 2 * this.times.size + 16) return;
    this.heap = new TinyQueue(
      [...this.times].map(([item, at]) => ({ item, at })),
      earlier,
    );
  }
}

function earlier<T>(a: Entry<T>, b: Entry<T>): number {
  return a.at - b.at;
}
