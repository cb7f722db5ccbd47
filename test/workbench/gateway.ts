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
export const gatewayKey = 'sk-workbench-4f1c9a7e2d';

export const model = 'veo-3.1-generate-preview';

let modelsMade = 0;

/** A model that no other operation has: where nobody has named it, a row is known by its model. */
function ownModel(): string {
  modelsMade += 1;
  return `veo-3.1-take${modelsMade}-generate-preview`;
}

const oneVideo: SimulatedOutcome = { kind: 'succeeded', samples: 1 };
const secondsOfAnHour = 3600;

/** The file that every operation yields. */
export const sampleVideo = join(repository, 'media', 'sample.mp4');

/** What an operation is, where it matters to a test. */
interface Wanted {
  readonly contract?: NonNullable<OperationOrder['contract']>;
  /** ms since 1970 */
  readonly startedAt?: number;
  readonly durationSeconds?: number;
  readonly outcome?: SimulatedOutcome;
  readonly model?: string;
}

/** Starts the gateway that a workbench is to use. `now`: its clock, in milliseconds since 1970. */
export function startGateway(now?: () => number): Promise<Simulator> {
  return startSimulator({ sampleVideo, key: gatewayKey, ...(now && { now }) });
}

/** Settings under which it serves all operations whose text does not tell. */
export function gatewaySettings({ url }: Simulator): Settings {
  const own = { id: 'own', label: 'Own Gateway', kind: 'litellm', url };
  return { 'veo.endpoints': [own], 'veo.endpoint': 'own' };
}

/**
 * The name of an operation that ended long ago: some hours, of which the server keeps its videos 48. Half an hour less,
 * so that the whole hours that are left stay the same while the test runs.
 */
export function endedOperation(
  gateway: Simulator,
  outcome = oneVideo,
  { hoursAgo = 2, ...wanted }: Wanted & { readonly hoursAgo?: number } = {},
): string {
  const startedAt = Date.now() - (hoursAgo - 0.5) * secondsOfAnHour * 1000;
  return gateway.operationName({ model: ownModel(), startedAt, durationSeconds: 60, outcome, ...wanted });
}

/** The name of an operation that runs for an hour, or as long as told. */
export function runningOperation(
  gateway: Simulator,
  { durationSeconds = secondsOfAnHour, outcome = oneVideo, ...wanted }: Wanted = {},
): string {
  return gateway.operationName({ model: ownModel(), durationSeconds, outcome, ...wanted });
}

/** What the row of an operation without a label is called, but for the time. */
export function titleOf(name: string): string {
  return `${modelTitle(modelOf(name) ?? '')} ·`;
}

/** An ID as a row shows it. */
export function shortened(id: string): string {
  const telling = id.replace(/=+$/, '');
  return `${telling.slice(0, 8)}…${telling.slice(-8)}`;
}

export function idOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** The ID of a video of an operation; `sample` counts from 1. One of `/v1/videos` is its operation's. */
export function videoIdOf(name: string, sample = 1): string {
  if (isOfVideos(name)) return name;
  return `${idOf(name)}-${sample}`;
}

/** The address of that video. */
export function videoUriOf(gateway: Simulator, name: string, sample = 1): string {
  return `${gateway.url}/v1beta/files/${videoIdOf(name, sample)}:download?alt=media`;
}

/** What the file of its first video is called. */
export function fileNameOf(name: string): string {
  return `${modelOf(name)}-${stemOf(name)}-1.mp4`;
}

/** What the name begins with of a copy of its first video that is only played; a digest follows. */
export function copyNameStartOf(name: string): string {
  return `${stemOf(name)}-1-`;
}

function stemOf(name: string): string {
  return isOfVideos(name) ? `video-${name.replace(/[^A-Za-z0-9]/g, '').slice(-12)}` : idOf(name);
}

/** For `nextRequest`: a status request about this operation. */
export function asksAbout(name: string): (request: { path: string }) => boolean {
  const expected = isOfVideos(name) ? `/v1/videos/${name}` : `/gemini/v1beta/${name}`;
  return ({ path }) => path === expected;
}

function isOfVideos(name: string): boolean {
  return name.startsWith('video_');
}
