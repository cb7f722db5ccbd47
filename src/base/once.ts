/** Lets something happen once for each key, such as a message once a session. */
export class Once {
  private readonly keys = new Set<string>();

  /** Whether this is the first call with the key. */
  isFirst(key = ''): boolean {
    if (this.keys.has(key)) return false;
    this.keys.add(key);
    return true;
  }
}
