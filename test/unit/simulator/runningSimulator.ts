import { once } from 'node:events';
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../src/simulator/simulator';

/** The video of every simulated success. */
export const sampleVideo = join(__dirname, '../../../media/sample.mp4');

/** A time at which tests start operations: 2026-11-20 10:00 UTC, in ms since the epoch. */
export const TEN_O_CLOCK = Date.UTC(2026, 10, 20, 10);

/** A clock that stands still until it is advanced. */
export class ManualClock {
  private time = TEN_O_CLOCK;

  readonly now = (): number => this.time;

  advance(seconds: number): void {
    this.time += seconds * 1000;
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

/**
 * All bytes of an answer, until it is complete or torn. The connection is one that the client would keep, so that only
 * the simulator ends it early.
 */
export async function receive(
  url: string,
  headers: Record<string, string> = {},
  agent = new Agent({ keepAlive: true }),
): Promise<Received> {
  const asked = request(url, { headers, agent }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  // A torn stream drops what it has not emitted yet, so read each chunk as it comes.
  response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => undefined);
  await new Promise((resolve) => response.once('close', resolve));
  const { statusCode: status = 0, complete } = response;
  const reused = asked.reusedSocket;
  return { status, headers: response.headers, body: Buffer.concat(chunks), complete, reused };
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly complete: boolean;
  /** Whether the connection carried an earlier answer. */
  readonly reused: boolean;
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
