import type { Simulator } from '../../../src/simulator/simulator';
import { startGateway } from '../../../test/workbench/gateway';
import type { SeededJobs, TimedJob } from './liveTrace';
import type { LiveWay } from './liveWay';
import { StartDesk } from './startDesk';
import { isNoticed, type WatchedJob } from './watchedJob';

/** What an endpoint plays: `way` decides by which contract, as only `/v1/videos` tells the start. */
export interface LiveOrder {
  readonly label: string;
  readonly way: LiveWay;
  readonly jobs: SeededJobs;
}

/** A status address, and the job behind it. */
type Watch = WatchedJob & { readonly path: string; readonly requests: number[]; printedAt?: number };

/** A simulator that plays the jobs of one seed, and notes when it is asked for each of them. */
export class LiveEndpoint {
  private readonly rounds: Watch[][] = [];
  private onRequest = () => {};

  private constructor(
    readonly order: LiveOrder,
    readonly simulator: Simulator,
  ) {
    void this.watch();
  }

  static async open(order: LiveOrder): Promise<LiveEndpoint> {
    return new LiveEndpoint(order, await startGateway());
  }

  get url(): string {
    return this.simulator.url;
  }

  /** Starts the jobs of the next round. @returns their status addresses */
  startRound(): string[] {
    const startedAt = Date.now();
    const jobs = this.order.jobs.rounds[this.rounds.length] ?? [];
    const started = jobs.map((job) => ({ job, startedAt, requests: [], path: this.start(job, startedAt) }));
    this.rounds.push(started);
    return started.map(({ path }) => this.url + path);
  }

  /** Opens the desk at which a program starts the jobs of the next round. `whenOver` resolves when all are started. */
  async openDesk(): Promise<{ readonly url: string; readonly whenOver: Promise<void> }> {
    const jobs = [...(this.order.jobs.rounds[this.rounds.length] ?? [])];
    const round: Watch[] = [];
    this.rounds.push(round);
    let [desk, end]: [StartDesk | undefined, () => void] = [undefined, () => {}];
    const whenOver = new Promise<void>((resolve) => {
      end = resolve;
    });
    const next = () => {
      const job = jobs.shift();
      if (job) return this.url + this.startInto(round, job);
      desk?.close();
      end();
      return undefined;
    };
    desk = await StartDesk.open(next, (address) => this.notePrint(address));
    return { url: desk.url, whenOver };
  }

  /** Resolves when somebody has been told of the end of each job that was started. */
  allNoticed(): Promise<void> {
    return new Promise((resolve) => {
      this.onRequest = () => {
        if (this.rounds.flat().every(isNoticed)) resolve();
      };
      this.onRequest();
    });
  }

  /** The jobs that were started, by round. */
  get watched(): readonly (readonly WatchedJob[])[] {
    return this.rounds;
  }

  private startInto(round: Watch[], job: TimedJob): string {
    const startedAt = Date.now();
    const path = this.start(job, startedAt);
    round.push({ job, startedAt, requests: [], path });
    return path;
  }

  private notePrint(address: string): void {
    const watched = this.rounds.flat().find(({ path }) => this.url + path === address);
    if (watched) watched.printedAt = Date.now();
  }

  private start({ model, duration }: TimedJob, startedAt: number): string {
    const contract = this.order.way === 'told' ? 'videos' : 'gemini';
    const name = this.simulator.operationName({
      ...{ model, startedAt, contract, durationSeconds: duration },
      outcome: { kind: 'succeeded', samples: 1 },
    });
    return contract === 'gemini' ? `/gemini/v1beta/${name}` : `/v1/videos/${name.replaceAll('/', '%2F')}`;
  }

  /** Until the simulator stops. */
  private async watch(): Promise<void> {
    for (;;) {
      const request = await this.simulator.nextRequest().catch(() => undefined);
      if (!request) return;
      const watched = this.rounds.flat().find(({ path }) => path === request.path);
      watched?.requests.push(request.at);
      this.onRequest();
    }
  }
}
