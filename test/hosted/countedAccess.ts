/** Counts accesses to files, and knows whether any is under way. */
export class CountedAccess {
  /** Names of the functions that were called, with what they were about. */
  readonly calls: string[] = [];
  private underWay = 0;

  get isUnderWay(): boolean {
    return this.underWay > 0;
  }

  /** The same module, or the same open file, whose functions are counted when they are called. */
  watch<T extends object>(target: T, name: string): T {
    return new Proxy(target, {
      get: (_, property) => {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function' || typeof property === 'symbol') return value;
        return (...args: unknown[]) =>
          this.called(`${name}.${property} ${args[0]}`, value.apply(target, args));
      },
    });
  }

  private called(call: string, result: unknown): unknown {
    this.calls.push(call);
    if (result instanceof Promise) return this.promised(result);
    if (isStream(result)) {
      this.underWay++;
      result.once('close', () => this.underWay--);
    }
    return result;
  }

  private async promised(result: Promise<unknown>): Promise<unknown> {
    this.underWay++;
    try {
      const value = await result;
      return isOpenFile(value) ? this.watch(value, 'file') : value;
    } finally {
      this.underWay--;
    }
  }
}

function isOpenFile(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'appendFile' in value;
}

function isStream(value: unknown): value is { once(event: 'close', listener: () => void): void } {
  return typeof value === 'object' && value !== null && 'pipe' in value && 'once' in value;
}
