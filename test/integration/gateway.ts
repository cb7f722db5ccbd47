import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Operation, OperationId, SucceededOperation } from '../../src/operations/operation';
import {
  type Fault,
  type OperationOrder,
  type SampleCount,
  type SeenRequest,
  type SimulatedOutcome,
  type Simulator,
  startSimulator,
} from '../../src/simulator/simulator';
import type { VeoOperationsApi } from '../../src/ui/exportedApi';
import { EXTENSION_ID, nextChange, removeAll } from './extension';
import { Person } from './scriptedUser';
import { change } from './settings';

const ID = 'gateway';
const MODEL = 'veo-3.1-generate-preview';

/** Eight characters in a row of it would be recognised anywhere. */
export const GATEWAY_KEY = 'sk-integration-Key0987654321';

export interface GatewayOptions {
  readonly kind?: 'litellm' | 'google';
  /** What the person enters: the key that the server accepts when not given, no key at all when null. */
  readonly entered?: string | null;
}

/** A server of the suite's own that wants a key, listed in `veo.endpoints`, and its key entered by the person. */
export class Gateway {
  readonly endpoint = ID;

  private constructor(
    private readonly api: VeoOperationsApi,
    readonly simulator: Simulator,
  ) {}

  static async open(api: VeoOperationsApi, options: GatewayOptions = {}): Promise<Gateway> {
    const simulator = await serve();
    await change('endpoints', [{ id: ID, kind: options.kind ?? 'litellm', url: simulator.url }]);
    const gateway = new Gateway(api, simulator);
    const { entered = GATEWAY_KEY } = options;
    if (entered !== null) await gateway.enterKey(entered);
    return gateway;
  }

  /** For one that has no key, or a refused one. Resolves once the extension has used the new key: then no event of it is still on its way. */
  async enterKey(key: string): Promise<void> {
    const probe = this.newId();
    const stuck = nextChange(this.api, ({ name, problem }) => name === probe.name && problem !== undefined);
    await this.track(probe);
    await stuck;
    const asked = this.simulator.nextRequest(({ path }) => path.endsWith(probe.name));
    await setKey(ID, key);
    await asked;
    await this.api.remove(probe);
  }

  /** An operation that this server knows, not tracked yet. It runs for an hour unless told otherwise. */
  newId(
    outcome: SimulatedOutcome = { kind: 'failed' },
    durationSeconds = 3600,
    order: Pick<OperationOrder, 'contract' | 'startedAt'> = {},
  ): OperationId {
    return {
      endpoint: ID,
      name: this.simulator.operationName({ model: MODEL, durationSeconds, outcome, ...order }),
    };
  }

  /** A tracked operation whose videos are there. */
  async ready(
    samples: SampleCount = 1,
    order: Pick<OperationOrder, 'contract' | 'startedAt'> = {},
  ): Promise<SucceededOperation> {
    return succeeded(await this.firstPoll(this.newId({ kind: 'succeeded', samples }, 0, order)));
  }

  async track(id: OperationId): Promise<OperationId> {
    await this.api.track(id.name, id);
    return id;
  }

  /** Tracks an operation and waits for what comes of the first request, which nobody asks for. */
  async firstPoll(id: OperationId): Promise<Operation> {
    const polled = nextChange(this.api, ({ name, checkedAt, problem }) => {
      return name === id.name && (checkedAt !== undefined || problem !== undefined);
    });
    await this.track(id);
    return polled;
  }

  /** The status address of an operation. */
  addressOf({ name }: OperationId): string {
    return `${this.simulator.url}/gemini/v1beta/${name}`;
  }

  /** Lets the next status request run into a fault. */
  script(fault: Fault): void {
    this.simulator.script(fault);
  }

  /** Lets the next download run into a fault. */
  scriptDownload(fault: Fault): void {
    this.simulator.script({ once: fault, step: 'download' });
  }

  /** A new operation; the next status request is answered with a video at `uri`. */
  scriptVideoAt(uri: string): OperationId {
    return this.scriptVideos({ uri });
  }

  /** The same for videos in any form. */
  scriptVideos(...videos: readonly object[]): OperationId {
    const id = this.newId();
    const response = { generateVideoResponse: { generatedSamples: videos.map((video) => ({ video })) } };
    const body = JSON.stringify({ name: id.name, done: true, response });
    this.script({ kind: 'answer', status: 200, body });
    return id;
  }

  /** How often the server was asked about an operation. */
  requestsFor({ name }: OperationId): number {
    return this.simulator.requests.filter(({ path }) => path.endsWith(name)).length;
  }

  /** The requests for the videos of an operation so far. */
  downloadsOf({ videos }: Operation): readonly SeenRequest[] {
    const ids = videos.flatMap(({ videoId }) => videoId ?? []);
    return this.simulator.requests.filter(
      (request) => isDownload(request) && ids.some((id) => decodeURIComponent(request.path).includes(id)),
    );
  }

  /** Its entry in `veo.endpoints`. */
  get setting(): object {
    return { id: ID, kind: 'litellm', url: this.simulator.url };
  }

  async close(): Promise<void> {
    await removeAll(this.api);
    await change('endpoints', undefined);
    await this.simulator.stop();
  }
}

/** Whether a request is for a video. */
export function isDownload({ path }: SeenRequest): boolean {
  return /:download\b|\/content$/.test(path);
}

/** The operation as one that has videos. */
export function succeeded(operation: Operation | undefined): SucceededOperation {
  if (operation?.state !== 'succeeded') throw new Error(`The operation is ${operation?.state}`);
  return operation;
}

/** The video that every simulated operation yields. */
export function sampleVideo(): string {
  const extensionPath = vscode.extensions.getExtension(EXTENSION_ID)?.extensionPath ?? '';
  return join(extensionPath, 'media', 'sample.mp4');
}

/** A server that wants the gateway's key, at a port, else at an address where none has been in this session. */
export function serve(port?: number): Promise<Simulator> {
  return port === undefined ? serveAtNewAddress() : start(port);
}

function start(port?: number): Promise<Simulator> {
  return startSimulator({
    sampleVideo: sampleVideo(),
    key: GATEWAY_KEY,
    ...(port !== undefined && { port }),
  });
}

/** Of all suites: each is a bundle with a copy of this module, while the extension under test is one. */
const session = globalThis as { veoFormerAddresses?: Set<string> };
session.veoFormerAddresses ??= new Set();
const formerAddresses = session.veoFormerAddresses;

/** What the extension knows of an address, such as its key and its limits, it would know of the next one there too. */
async function serveAtNewAddress(): Promise<Simulator> {
  const simulator = await start();
  if (!formerAddresses.has(simulator.url)) {
    formerAddresses.add(simulator.url);
    return simulator;
  }
  const other = await serveAtNewAddress();
  await simulator.stop();
  return other;
}

async function setKey(endpoint: string, key: string): Promise<void> {
  const person = new Person();
  // Twice, for a key that the box has doubts about.
  person.types(key, key);
  try {
    await vscode.commands.executeCommand('veo.setApiKey', endpoint);
  } finally {
    person.leave();
  }
}
