/** A program and its arguments, which no shell reads. */
export type CommandLine = readonly [program: string, ...args: string[]];

/** How a program ended. What it printed besides its output is not known to anybody. */
export type ProgramEnd =
  | { readonly kind: 'exited'; readonly code: number; readonly output: string }
  /** `said`: the error code of the system, or the name of the signal. */
  | {
      readonly kind: 'failed';
      readonly fault: 'notFound' | 'notStarted' | 'timedOut' | 'printedTooMuch' | 'failed';
      readonly said: string;
    };

/** Port: runs a program to its end, or until the signal is aborted, which ends it. Never rejects. */
export type RunProgram = (command: CommandLine, signal: AbortSignal) => Promise<ProgramEnd>;
