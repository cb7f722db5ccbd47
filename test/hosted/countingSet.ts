/**
 * A Set for code whose events keep their listeners in sets: it reports how many functions it has more or fewer than before.
 */
export function countingSet(onChange: (change: number) => void): typeof Set {
  const counted = (value: unknown) => (typeof value === 'function' ? 1 : 0);
  return class<T> extends Set<T> {
    override add(value: T): this {
      if (!this.has(value)) onChange(counted(value));
      return super.add(value);
    }

    override delete(value: T): boolean {
      const isDeleted = super.delete(value);
      if (isDeleted) onChange(-counted(value));
      return isDeleted;
    }

    override clear(): void {
      for (const value of this) onChange(-counted(value));
      super.clear();
    }
  } as typeof Set;
}
