/** Something that is made at its first use, and once. A failed attempt is forgotten, so that the next use tries again. */
export class Lazy<T> {
  private making: Promise<T> | undefined;
  private value: T | undefined;

  constructor(private readonly make: () => Promise<T>) {}

  /** What was made; undefined before that. */
  get made(): T | undefined {
    return this.value;
  }

  /** Makes it, or waits for the attempt that is under way. @throws what `make` throws */
  get(): Promise<T> {
    this.making ??= this.attempt();
    return this.making;
  }

  private async attempt(): Promise<T> {
    try {
      this.value = await this.make();
      return this.value;
    } catch (error) {
      this.making = undefined;
      throw error;
    }
  }
}
