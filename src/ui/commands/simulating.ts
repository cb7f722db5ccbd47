import * as vscode from 'vscode';
import type { OperationStore } from '../../tracking/operationStore';
import { type BuiltInSimulator, trackSamples } from '../builtInSimulator';
import type { Commands } from './command';

/** Try with the Built-in Simulator, and Stop the Simulator. */
export function simulatorCommands(simulator: BuiltInSimulator, store: OperationStore): Commands {
  return {
    'veo.startSimulator': async () => {
      const running = await simulator.start();
      trackSamples(running, store);
      await vscode.commands.executeCommand('veo.showOperations');
    },
    'veo.stopSimulator': () => simulator.stop(),
  };
}
