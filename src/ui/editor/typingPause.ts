import type { Time } from '../../base/time';

/** ms without an edit after which a document is read: longer than between two keystrokes of most people. */
const PAUSE_MS = 250;
/** ms after which a document is read although it is edited all the time, as a log is that grows. */
const MAX_WAIT_MS = 3000;

/** When a document was edited and read last, in ms of `Time.monotonic`. */
interface Moments {
  edited?: number;
  read?: number;
}

/**
 * When documents are read: in a pause of typing. VS Code asks for links and states after each keystroke, and withdraws what
 * it asked for at the next; to read for each would cost the typist more than the states are worth at that moment.
 */
export class TypingPause {
  private readonly moments = new WeakMap<object, Moments>();

  constructor(private readonly time: Pick<Time, 'monotonic' | 'setTimeout'>) {}

  edited(document: object): void {
    this.momentsOf(document).edited = this.time.monotonic();
  }

  /**
   * Resolves once a document is to be read; to false if that is no longer wanted.
   *
   * @param token of the request that the document is read for
   */
  async reached(document: object, token: { readonly isCancellationRequested: boolean }): Promise<boolean> {
    const moments = this.momentsOf(document);
    for (let wait = this.waitOf(moments); wait > 0; wait = this.waitOf(moments)) {
      await new Promise<void>((resolve) => this.time.setTimeout(resolve, wait));
      if (token.isCancellationRequested) return false;
    }
    moments.read = this.time.monotonic();
    return true;
  }

  private waitOf({ edited = -PAUSE_MS, read = -MAX_WAIT_MS }: Moments): number {
    return Math.min(edited + PAUSE_MS, read + MAX_WAIT_MS) - this.time.monotonic();
  }

  private momentsOf(document: object): Moments {
    const known = this.moments.get(document) ?? {};
    this.moments.set(document, known);
    return known;
  }
}
