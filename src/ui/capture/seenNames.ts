/** More names are not remembered: those that were printed longest ago are forgotten. */
const MAX_NAMES = 5000;

/** The names of operations that programs printed in this window. */
export class SeenNames {
  private readonly names = new Set<string>();

  has(name: string): boolean {
    return this.names.has(name);
  }

  add(name: string): void {
    this.names.delete(name);
    this.names.add(name);
    const [oldest] = this.names;
    if (this.names.size > MAX_NAMES && oldest !== undefined) this.names.delete(oldest);
  }
}
