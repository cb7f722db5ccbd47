/** An API that fails about so many operations, with no good answer between, does not fail because of one of them. */
const OPERATIONS_OF_OUTAGE = 3;

/**
 * Tells an outage of an endpoint from operations that it always fails about: a gateway may answer 5xx about some jobs for
 * ever, and these must not keep it from being asked about the others. Operations go by their names.
 */
export class OutageSigns {
  /** It failed about these since its last good answer. */
  private readonly failing = new Set<string>();
  /** It failed about these while it answered about others. */
  private readonly lost = new Set<string>();

  /** It failed about an operation. @returns whether it fails about any */
  failedAbout(name: string): boolean {
    if (!this.lost.has(name)) this.failing.add(name);
    return this.failing.size >= OPERATIONS_OF_OUTAGE;
  }

  /** It gave a good answer about an operation. */
  answeredAbout(name: string): void {
    for (const other of this.failing) this.lost.add(other);
    this.failing.clear();
    this.lost.delete(name);
  }

  /** What is known of it counts no more, such as with a new key. */
  clear(): void {
    this.failing.clear();
    this.lost.clear();
  }
}
