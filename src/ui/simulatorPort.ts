import type * as vscode from 'vscode';
import type { Platform } from '../platform/platform';

/** Holds the port of the simulator while it runs; it is absent once the simulator was stopped. */
export const PORT_KEY = 'veo.simulator.port';

interface SimulatorState {
  readonly platform: Pick<Platform, 'startSimulator'>;
  readonly workspaceState: vscode.Memento;
}

/** Whether the simulator ran when VS Code ended, and can run here. */
export function simulatorRan({ platform, workspaceState }: SimulatorState): boolean {
  return platform.startSimulator !== undefined && workspaceState.get(PORT_KEY) !== undefined;
}
