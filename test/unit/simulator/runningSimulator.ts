import { join } from 'node:path';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../src/simulator/simulator';

/** The video that every simulated success yields. */
export const sampleVideo = join(__dirname, '../../../media/sample.mp4');

/** A moment to start operations at: 2026-11-20 10:00 UTC, in milliseconds. */
export const TEN_O_CLOCK = Date.UTC(2026, 10, 20, 10);

/** A clock that stands still until it is put forward. */
export class HandClock {
  #now = TEN_O_CLOCK;

  readonly now = (): number => this.#now;

  forward(seconds: number): void {
    this.#now += seconds * 1000;
  }
}

/** A simulator for one test, stopped afterwards in any case. */
export async function withSimulator(
  options: Partial<SimulatorOptions>,
  test: (simulator: Simulator) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({ sampleVideo, ...options });
  try {
    await test(simulator);
  } finally {
    await simulator.stop();
  }
}

/** Status and JSON body of a GET. */
export async function getJson(url: string, headers: Record<string, string> = {}): Promise<JsonAnswer> {
  const response = await fetch(url, { headers });
  return { status: response.status, body: (await response.json()) as JsonAnswer['body'] };
}

export interface JsonAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the server sent; the assertions tell what it must be.
  readonly body: any;
}
