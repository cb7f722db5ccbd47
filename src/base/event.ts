export interface Disposable {
  dispose(): void;
}

/** The shape of VS Code's `Event`, for rooms that must not import VS Code. */
export type Event<T> = (listener: (event: T) => unknown) => Disposable;

/**
 * Emits events of one kind to its listeners, in the order in which these were added. An event that a listener fires is
 * emitted after the present one, so that all listeners get the same order.
 */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<(event: T) => unknown>();
  private readonly waiting: T[] = [];
  private isEmitting = false;

  readonly event: Event<T> = (listener) => {
    const own = (event: T) => listener(event);
    this.listeners.add(own);
    return { dispose: () => this.listeners.delete(own) };
  };

  /** @throws what a listener threw, once all listeners have all events */
  fire(event: T): void {
    this.waiting.push(event);
    if (this.isEmitting) return;
    this.isEmitting = true;
    const faults: unknown[] = [];
    while (this.waiting.length > 0) this.emit(this.waiting.shift() as T, faults);
    this.isEmitting = false;
    if (faults.length > 0) throw faults[0];
  }

  dispose(): void {
    this.listeners.clear();
  }

  private emit(event: T, faults: unknown[]): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(event);
      } catch (fault) {
        faults.push(fault);
      }
    }
  }
}
