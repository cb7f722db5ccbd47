/** Where integration suites run. */
export type HostName = 'code-server' | 'desktop';

/** A VS Code whose storage outlives its sessions. */
export interface Sessions {
  /** Runs `suites` in an extension host, which then ends; resolves to 0 when they passed. */
  run(suites: string, environment: Record<string, string>): Promise<number>;
  stop(): Promise<void>;
}
