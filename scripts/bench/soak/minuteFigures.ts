/** What stands at the end of a minute. */
export interface MinuteFigures {
  readonly running: number;
  readonly ended: number;
  readonly saved: number;
  /** Bytes of the whole extension host, after garbage collection. */
  readonly heap: number;
  /** Open files and sockets of the extension host, as `/proc/self/fd` lists them. */
  readonly handles: number;
  /** Of the extension's own events. */
  readonly listeners: number;
  /** Of the extension, that will fire. */
  readonly timers: number;
}

/** How long the live soak takes. */
export const MINUTES = 20;
