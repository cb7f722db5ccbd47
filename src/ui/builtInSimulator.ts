import * as vscode from 'vscode';
import { SIMULATOR_ID } from '../endpoints/endpoint';
import type { SimulatedOutcome, Simulator } from '../simulator/simulator';
import type { OperationStore } from '../tracking/operationStore';
import type { EndpointList } from './endpointList';

/** The port at which the simulator ran when VS Code ended; absent when it had been stopped. */
const PORT_KEY = 'veo.simulator.port';

/** The simulator inside the extension, for trying everything without a key and without a network. */
export class BuiltInSimulator implements vscode.Disposable {
  private running: Simulator | undefined;
  private starting: Promise<Simulator> | undefined;

  constructor(
    private readonly sampleVideo: string,
    private readonly endpoints: EndpointList,
    private readonly workspaceState: vscode.Memento,
  ) {}

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** Starts it again if it ran when VS Code ended: its operations are still in the list. */
  async resume(): Promise<void> {
    if (this.workspaceState.get(PORT_KEY) !== undefined) await this.start();
  }

  /** Starts it, or returns the one that runs. Keeps to its former port, for addresses of its videos are in the list. */
  async start(): Promise<Simulator> {
    if (this.running) return this.running;
    this.starting ??= this.startServer();
    try {
      return await this.starting;
    } finally {
      this.starting = undefined;
    }
  }

  async stop(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    this.endpoints.setSimulator(undefined);
    await this.workspaceState.update(PORT_KEY, undefined);
    await running?.stop();
  }

  dispose(): void {
    void this.running?.stop();
  }

  private async startServer(): Promise<Simulator> {
    // Loaded when it is wanted, for with the servers of Node it would slow every start of VS Code.
    const { startSimulator } = await import('../simulator/simulator');
    const former = this.workspaceState.get(PORT_KEY);
    const simulator = await startSimulator({
      sampleVideo: this.sampleVideo,
      ...(typeof former === 'number' && { port: former }),
    });
    this.running = simulator;
    this.endpoints.setSimulator(simulator.url);
    await this.workspaceState.update(PORT_KEY, Number(new URL(simulator.url).port));
    return simulator;
  }
}

/** One operation of each outcome, under way, so that something can be seen at once and the rest soon. */
export function trackSamples(simulator: Simulator, store: OperationStore): void {
  for (const { label, model, durationSeconds, outcome } of samples()) {
    const name = simulator.operationName({ model, durationSeconds, outcome });
    store.track({ endpoint: SIMULATOR_ID, name }, label);
  }
}

interface Sample {
  readonly label: string;
  readonly model: string;
  readonly durationSeconds: number;
  readonly outcome: SimulatedOutcome;
}

function samples(): Sample[] {
  return [
    {
      label: vscode.l10n.t('Lantern festival, 4 takes'),
      model: 'veo-3.1-generate-preview',
      durationSeconds: 75,
      outcome: { kind: 'succeeded', samples: 4 },
    },
    {
      label: vscode.l10n.t('Rejected prompt'),
      model: 'veo-3.0-generate-001',
      durationSeconds: 45,
      outcome: { kind: 'failed' },
    },
    {
      label: vscode.l10n.t('Filtered prompt'),
      model: 'veo-3.0-fast-generate-001',
      durationSeconds: 30,
      outcome: { kind: 'filtered', reasons: 'given' },
    },
    {
      label: vscode.l10n.t('Sunrise in Hạ Long'),
      model: 'veo-3.1-fast-generate-preview',
      durationSeconds: 9,
      outcome: { kind: 'succeeded', samples: 1 },
    },
  ];
}
