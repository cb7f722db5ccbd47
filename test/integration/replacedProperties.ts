/** Properties of shared objects, such as functions of `vscode`, that a test replaces until it restores them. */
export class ReplacedProperties {
  private readonly originals: (() => void)[] = [];

  replace<T extends object, K extends keyof T>(owner: T, name: K, value: unknown): void {
    const original = owner[name];
    owner[name] = value as T[K];
    this.originals.push(() => {
      owner[name] = original;
    });
  }

  /** Like `replace`, for a property that has only a getter. */
  replaceGetter<T extends object>(owner: T, name: keyof T, value: unknown): void {
    const original = Object.getOwnPropertyDescriptor(owner, name);
    if (!original) return;
    Object.defineProperty(owner, name, { configurable: true, get: () => value });
    this.originals.push(() => Object.defineProperty(owner, name, original));
  }

  restore(): void {
    for (const restore of this.originals.splice(0)) restore();
  }
}
