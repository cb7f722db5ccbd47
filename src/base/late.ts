/** Something that is made at its first use, at once. Who has to know of it then need not be the one who uses it first. */
export class Late<T> {
  private value: { readonly made: T } | undefined;
  private waiting: ((made: T) => void)[] = [];

  constructor(private readonly make: () => T) {}

  /** What was made; undefined before that. */
  get made(): T | undefined {
    return this.value?.made;
  }

  /** @throws what `make` throws; the next use tries again */
  get(): T {
    this.value ??= this.making();
    return this.value.made;
  }

  /** Calls back once it is made; now, if it is. */
  whenMade(callback: (made: T) => void): void {
    if (this.value) callback(this.value.made);
    else this.waiting.push(callback);
  }

  private making(): { readonly made: T } {
    const made = this.make();
    this.value = { made };
    const { waiting } = this;
    this.waiting = [];
    for (const callback of waiting) callback(made);
    return this.value;
  }
}
