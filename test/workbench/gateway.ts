import { join } from 'node:path';
import type { Settings } from '../../scripts/host/userSettings';
import { repository } from '../../scripts/repository';
import { modelTitle } from '../../src/operations/modelTitle';
import { modelOf } from '../../src/operations/name';
import {
  type OperationOrder,
  type SimulatedOutcome,
  type Simulator,
  startSimulator,
} from '../../src/simulator/simulator';

/** The only key that the gateway accepts. */
export const GATEWAY_KEY = 'sk-workbench-4f1c9a7e2d';

export const model = 'veo-3.1-generate-preview';

let modelCount = 0;

/** A model that no other operation has, so that a row without a label can be found by its model. */
function newModel(): string {
  modelCount += 1;
  return `veo-3.1-take${modelCount}-generate-preview`;
}

const ONE_VIDEO: SimulatedOutcome = { kind: 'succeeded', samples: 1 };
const HOUR_S = 3600;

/** The file that every simulated operation yields as its video. */
export const sampleVideo = join(repository, 'media', 'sample.mp4');

/** What a test may choose about an operation. */
interface OperationOptions {
  readonly contract?: NonNullable<OperationOrder['contract']>;
  /** In ms since 1970. */
  readonly startedAt?: number;
  readonly durationSeconds?: number;
  readonly outcome?: SimulatedOutcome;
  readonly model?: string;
}

/** Starts the gateway of a workbench. `now`: its clock, in ms since 1970. */
export function startGateway(now?: () => number): Promise<Simulator> {
  return startSimulator({ sampleVideo, key: GATEWAY_KEY, ...(now && { now }) });
}

/** Settings that make the gateway the default endpoint for operations pasted without an address. */
export function gatewaySettings({ url }: Simulator): Settings {
  const own = { id: 'own', label: 'Own Gateway', kind: 'litellm', url };
  return { 'veo.endpoints': [own], 'veo.endpoint': 'own' };
}

/**
 * The name of an operation that ended `hoursAgo`, less half an hour: so the whole hours for which the server still
 * keeps its videos (48 in all) stay the same while the test runs.
 */
export function endedOperation(
  gateway: Simulator,
  outcome = ONE_VIDEO,
  { hoursAgo = 2, ...wanted }: OperationOptions & { readonly hoursAgo?: number } = {},
): string {
  const startedAt = Date.now() - (hoursAgo - 0.5) * HOUR_S * 1000;
  return gateway.operationName({ model: newModel(), startedAt, durationSeconds: 60, outcome, ...wanted });
}

/** The name of an operation that runs for an hour by default. */
export function runningOperation(
  gateway: Simulator,
  { durationSeconds = HOUR_S, outcome = ONE_VIDEO, ...wanted }: OperationOptions = {},
): string {
  return gateway.operationName({ model: newModel(), durationSeconds, outcome, ...wanted });
}

/** The beginning of the title of a row without a label; the time follows. */
export function titleOf(name: string): string {
  return `${modelTitle(modelOf(name) ?? '')} ·`;
}

/** An ID as a tooltip shows it: its first and its last eight characters. */
export function shortenedId(id: string): string {
  const unpadded = id.replace(/=+$/, '');
  return `${unpadded.slice(0, 8)}…${unpadded.slice(-8)}`;
}

export function idOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** The ID of a video of an operation; `sample` counts from 1. In `/v1/videos` it is the ID of the operation. */
export function videoIdOf(name: string, sample = 1): string {
  if (isOfVideosApi(name)) return name;
  return `${idOf(name)}-${sample}`;
}

/** The address of that video. */
export function videoUriOf(gateway: Simulator, name: string, sample = 1): string {
  return `${gateway.url}/v1beta/files/${videoIdOf(name, sample)}:download?alt=media`;
}

/** The name of the file of the first video of an operation. */
export function fileNameOf(name: string): string {
  return `${modelOf(name)}-${stemOf(name)}-1.mp4`;
}

/** The beginning of the name of a file of an operation of `/v1/videos` without a label; the time of its end follows. */
export function fileNameStartOf(name: string): string {
  return `${modelOf(name)} `;
}

function stemOf(name: string): string {
  return isOfVideosApi(name) ? `video-${name.replace(/[^A-Za-z0-9]/g, '').slice(-12)}` : idOf(name);
}

/** A filter for `nextRequest` that finds status requests about an operation. */
export function isStatusRequestFor(name: string): (request: { path: string }) => boolean {
  const expected = isOfVideosApi(name) ? `/v1/videos/${name}` : `/gemini/v1beta/${name}`;
  return ({ path }) => path === expected;
}

function isOfVideosApi(name: string): boolean {
  return name.startsWith('video_');
}
