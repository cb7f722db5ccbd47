import type * as vscode from 'vscode';
import type { Platform } from '../platform/platform';
import type { Simulator } from '../simulator/simulator';
import type { EndpointList } from './endpointList';
import { PORT_KEY, simulatorRan } from './simulatorPort';

interface BuiltInSimulatorParts {
  readonly platform: Pick<Platform, 'startSimulator'>;
  /** The path of the video that it serves. */
  readonly sampleVideo: string;
  readonly endpoints: EndpointList;
  readonly workspaceState: vscode.Memento;
}

/** The simulator inside the extension: everything can be tried without a key and without a network. */
export class BuiltInSimulator implements vscode.Disposable {
  private running: Simulator | undefined;
  private starting: Promise<Simulator> | undefined;

  constructor(private readonly parts: BuiltInSimulatorParts) {}

  /** Whether a server can be started here: not in a browser. */
  get isAvailable(): boolean {
    return this.parts.platform.startSimulator !== undefined;
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** Starts it if it ran when VS Code ended, since its operations are still in the list. */
  async resume(): Promise<void> {
    if (simulatorRan(this.parts)) await this.start();
  }

  /** Starts it, or returns the running one. It keeps its former port, since the list has addresses of its videos. */
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
    const running = (await this.starting) ?? this.running;
    this.running = undefined;
    this.parts.endpoints.setSimulator(undefined);
    await this.parts.workspaceState.update(PORT_KEY, undefined);
    await running?.stop();
  }

  dispose(): void {
    void this.running?.stop();
    void this.starting?.then((simulator) => simulator.stop());
  }

  private async startServer(): Promise<Simulator> {
    const { platform, sampleVideo, endpoints, workspaceState } = this.parts;
    if (!platform.startSimulator) throw new Error('No simulator can be started here');
    const former = workspaceState.get(PORT_KEY);
    const simulator = await platform.startSimulator({
      sampleVideo,
      ...(typeof former === 'number' && { port: former }),
    });
    this.running = simulator;
    endpoints.setSimulator(simulator.url);
    await workspaceState.update(PORT_KEY, Number(new URL(simulator.url).port));
    return simulator;
  }
}
