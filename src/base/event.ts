export interface Disposable {
  dispose(): void;
}

/** Has the form of VS Code's `Event`, so that the rooms that must not know VS Code can be listened to alike. */
export type Event<T> = (listener: (event: T) => unknown) => Disposable;

/**
 * Tells listeners of one kind of event, in the order in which they came. An event that a listener causes is told
 * after the present one, so that every listener hears the same order.
 */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<(event: T) => unknown>();
  private readonly waiting: T[] = [];
  private telling = false;

  readonly event: Event<T> = (listener) => {
    const own = (event: T) => listener(event);
    this.listeners.add(own);
    return { dispose: () => this.listeners.delete(own) };
  };

  /** @throws what a listener threw, but only after all listeners have heard all there is. */
  fire(event: T): void {
    this.waiting.push(event);
    if (this.telling) return;
    this.telling = true;
    const faults: unknown[] = [];
    while (this.waiting.length > 0) this.tell(this.waiting.shift() as T, faults);
    this.telling = false;
    if (faults.length > 0) throw faults[0];
  }

  dispose(): void {
    this.listeners.clear();
  }

  private tell(event: T, faults: unknown[]): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(event);
      } catch (fault) {
        faults.push(fault);
      }
    }
  }
}
