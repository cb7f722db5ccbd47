/** The hosts in which integration suites can run. */
export type HostName = 'code-server' | 'desktop';

/** A VS Code that can be started several times with the same storage. */
export interface Sessions {
  /** Runs `suites` in a new extension host; resolves to 0 when they passed. */
  run(suites: string, environment: Record<string, string>): Promise<number>;
  stop(): Promise<void>;
}
