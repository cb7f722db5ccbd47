import type * as vscode from 'vscode';
import type { Platform } from '../platform/platform';
import type { Simulator } from '../simulator/simulator';
import type { EndpointList } from './endpointList';

/** The port at which the simulator ran when VS Code ended; absent when it had been stopped. */
const PORT_KEY = 'veo.simulator.port';

/** The simulator inside the extension, for trying everything without a key and without a network. */
export class BuiltInSimulator implements vscode.Disposable {
  private running: Simulator | undefined;
  private starting: Promise<Simulator> | undefined;

  constructor(
    private readonly platform: Platform,
    private readonly sampleVideo: string,
    private readonly endpoints: EndpointList,
    private readonly workspaceState: vscode.Memento,
  ) {}

  /** Whether there is one at all: in a browser no server can be started. */
  get isAvailable(): boolean {
    return this.platform.startSimulator !== undefined;
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** Starts it again if it ran when VS Code ended: its operations are still in the list. */
  async resume(): Promise<void> {
    if (this.isAvailable && this.workspaceState.get(PORT_KEY) !== undefined) await this.start();
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
    const running = (await this.starting) ?? this.running;
    this.running = undefined;
    this.endpoints.setSimulator(undefined);
    await this.workspaceState.update(PORT_KEY, undefined);
    await running?.stop();
  }

  dispose(): void {
    void this.running?.stop();
    void this.starting?.then((simulator) => simulator.stop());
  }

  private async startServer(): Promise<Simulator> {
    const { startSimulator } = this.platform;
    if (!startSimulator) throw new Error('No simulator can be started here');
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
