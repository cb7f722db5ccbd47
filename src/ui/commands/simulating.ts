import * as vscode from 'vscode';
import { SIMULATOR_ID } from '../../endpoints/endpoint';
import type { SimulatedOutcome, Simulator } from '../../simulator/simulator';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { BuiltInSimulator } from '../builtInSimulator';
import { t } from '../language/t';
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

/** Tracks a running operation for each outcome, so that the list shows something at once and each end soon. */
function trackSamples(simulator: Simulator, store: OperationStore): void {
  for (const { label, model, durationSeconds, outcome } of samples()) {
    const name = simulator.operationName({ model, durationSeconds, outcome });
    store.track({ endpoint: SIMULATOR_ID, name }, { label });
  }
}

interface SampleOperation {
  readonly label: string;
  readonly model: string;
  readonly durationSeconds: number;
  readonly outcome: SimulatedOutcome;
}

function samples(): SampleOperation[] {
  return [
    {
      label: t('Lantern festival, 4 takes'),
      model: 'veo-3.1-generate-preview',
      durationSeconds: 75,
      outcome: { kind: 'succeeded', samples: 4 },
    },
    {
      label: t('Rejected prompt'),
      model: 'veo-3.0-generate-001',
      durationSeconds: 45,
      outcome: { kind: 'failed' },
    },
    {
      label: t('Filtered prompt'),
      model: 'veo-3.0-fast-generate-001',
      durationSeconds: 30,
      outcome: { kind: 'filtered', reasons: 'given' },
    },
    {
      label: t('Sunrise in Hạ Long'),
      model: 'veo-3.1-fast-generate-preview',
      durationSeconds: 9,
      outcome: { kind: 'succeeded', samples: 1 },
    },
  ];
}
