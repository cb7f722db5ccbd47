import type { Disposable } from './event';

/** Owns listeners, timers and other disposables, and disposes of all of them at once, in order. */
export class DisposableStore implements Disposable {
  private readonly owned: Set<Disposable>;
  private disposed = false;

  constructor(...owned: readonly Disposable[]) {
    this.owned = new Set(owned);
  }

  get isDisposed(): boolean {
    return this.disposed;
  }

  /** Adds a disposable and returns it; it is disposed of right away if the store already was. */
  add<T extends Disposable>(one: T): T {
    if (this.disposed) one.dispose();
    else this.owned.add(one);
    return one;
  }

  /** @throws what the first of them threw, once all have been disposed of */
  dispose(): void {
    this.disposed = true;
    const faults: unknown[] = [];
    for (const one of this.owned) {
      this.owned.delete(one);
      try {
        one.dispose();
      } catch (fault) {
        faults.push(fault);
      }
    }
    if (faults.length > 0) throw faults[0];
  }
}
