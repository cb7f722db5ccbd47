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
import { ScriptedUser } from './scriptedUser';
import { changeSetting } from './settings';

const ID = 'gateway';
const MODEL = 'veo-3.1-generate-preview';

/** The redactor recognises any eight characters in a row of a key. */
export const GATEWAY_KEY = 'sk-integration-Key0987654321';

export interface GatewayOptions {
  readonly kind?: 'litellm' | 'google';
  /** The key that the user enters: the right one by default, none when null. */
  readonly enteredKey?: string | null;
}

/** A server that requires a key, listed in `veo.endpoints`; the user has entered its key. */
export class Gateway {
  readonly endpoint = ID;

  private constructor(
    private readonly api: VeoOperationsApi,
    readonly simulator: Simulator,
  ) {}

  static async open(api: VeoOperationsApi, options: GatewayOptions = {}): Promise<Gateway> {
    const simulator = await startServer();
    await changeSetting('endpoints', [{ id: ID, kind: options.kind ?? 'litellm', url: simulator.url }]);
    const gateway = new Gateway(api, simulator);
    const { enteredKey = GATEWAY_KEY } = options;
    if (enteredKey !== null) await gateway.enterKey(enteredKey);
    return gateway;
  }

  /**
   * Enters a key where there is none, or a refused one. Resolves once the extension has sent the new key: by then all
   * events about it have fired.
   */
  async enterKey(key: string): Promise<void> {
    const probe = this.newId();
    const refused = nextChange(this.api, ({ name, problem }) => name === probe.name && problem !== undefined);
    await this.track(probe);
    await refused;
    const requested = this.simulator.nextRequest(({ path }) => path.endsWith(probe.name));
    await setKey(ID, key);
    await requested;
    await this.api.remove(probe);
  }

  /** The ID of a new operation on this server, not tracked yet. By default it runs for an hour and then fails. */
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

  /** Tracks an operation that has succeeded, and waits for its videos. */
  async trackSucceeded(
    samples: SampleCount = 1,
    order: Pick<OperationOrder, 'contract' | 'startedAt'> = {},
  ): Promise<SucceededOperation> {
    return asSucceeded(await this.trackAndPoll(this.newId({ kind: 'succeeded', samples }, 0, order)));
  }

  async track(id: OperationId): Promise<OperationId> {
    await this.api.track(id.name, id);
    return id;
  }

  /** Tracks an operation and waits for the result of its first poll. */
  async trackAndPoll(id: OperationId): Promise<Operation> {
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

  /** Answers the next status request with a fault. */
  scriptFault(fault: Fault): void {
    this.simulator.script(fault);
  }

  /** Answers the next download with a fault. */
  scriptDownloadFault(fault: Fault): void {
    this.simulator.script({ once: fault, step: 'download' });
  }

  /** The ID of a new operation. The answer to the next status request has a video at `uri`. */
  newIdWithVideoAt(uri: string): OperationId {
    return this.newIdWithVideos({ uri });
  }

  /** Like `newIdWithVideoAt`, for videos in any form. */
  newIdWithVideos(...videos: readonly object[]): OperationId {
    const id = this.newId();
    const response = { generateVideoResponse: { generatedSamples: videos.map((video) => ({ video })) } };
    const body = JSON.stringify({ name: id.name, done: true, response });
    this.scriptFault({ kind: 'answer', status: 200, body });
    return id;
  }

  /** How many status requests about an operation the server has received. */
  statusRequestCount({ name }: OperationId): number {
    return this.simulator.requests.filter(({ path }) => path.endsWith(name)).length;
  }

  /** The requests so far for videos of an operation. */
  downloadsOf({ videos }: Operation): readonly SeenRequest[] {
    const ids = videos.flatMap(({ videoId }) => videoId ?? []);
    return this.simulator.requests.filter(
      (request) =>
        isDownloadRequest(request) && ids.some((id) => decodeURIComponent(request.path).includes(id)),
    );
  }

  /** The entry of this gateway in `veo.endpoints`. */
  get setting(): object {
    return { id: ID, kind: 'litellm', url: this.simulator.url };
  }

  async close(): Promise<void> {
    await removeAll(this.api);
    await changeSetting('endpoints', undefined);
    await this.simulator.stop();
  }
}

/** Whether a request is for a video. */
export function isDownloadRequest({ path }: SeenRequest): boolean {
  return /:download\b|\/content$/.test(path);
}

/** Narrows an operation to one that has succeeded. */
export function asSucceeded(operation: Operation | undefined): SucceededOperation {
  if (operation?.state !== 'succeeded') throw new Error(`The operation is ${operation?.state}`);
  return operation;
}

/** The path of the video that every simulated operation yields. */
export function sampleVideo(): string {
  const extensionPath = vscode.extensions.getExtension(EXTENSION_ID)?.extensionPath ?? '';
  return join(extensionPath, 'media', 'sample.mp4');
}

/** Starts a server that requires the gateway's key: at a port, or else at an address that is new in this session. */
export function startServer(port?: number): Promise<Simulator> {
  return port === undefined ? startAtNewAddress() : start(port);
}

function start(port?: number): Promise<Simulator> {
  return startSimulator({
    sampleVideo: sampleVideo(),
    key: GATEWAY_KEY,
    ...(port !== undefined && { port }),
  });
}

/** Addresses used so far by all suites. It is global, since each suite is a bundle with its own copy of this module. */
const session = globalThis as { veoFormerAddresses?: Set<string> };
session.veoFormerAddresses ??= new Set();
const formerAddresses = session.veoFormerAddresses;

/** The extension remembers keys and limits by address, so that a server at a former address would inherit them. */
async function startAtNewAddress(): Promise<Simulator> {
  const simulator = await start();
  if (!formerAddresses.has(simulator.url)) {
    formerAddresses.add(simulator.url);
    return simulator;
  }
  const other = await startAtNewAddress();
  await simulator.stop();
  return other;
}

async function setKey(endpoint: string, key: string): Promise<void> {
  const user = new ScriptedUser();
  // Twice: the input box warns once about a key that looks wrong.
  user.willType(key, key);
  try {
    await vscode.commands.executeCommand('veo.setApiKey', endpoint);
  } finally {
    user.restore();
  }
}
