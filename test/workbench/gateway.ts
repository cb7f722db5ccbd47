import { join } from 'node:path';
import type { Settings } from '../../scripts/host/userSettings';
import { repository } from '../../scripts/repository';
import { type SimulatedOutcome, type Simulator, startSimulator } from '../../src/simulator/simulator';

/** The only key that the gateway accepts. */
export const gatewayKey = 'sk-workbench-4f1c9a7e2d';

export const model = 'veo-3.1-generate-preview';

const oneVideo: SimulatedOutcome = { kind: 'succeeded', samples: 1 };
const secondsOfAnHour = 3600;

/** Starts the gateway that a workbench is to use. `now`: its clock, in milliseconds since 1970. */
export function startGateway(now?: () => number): Promise<Simulator> {
  const sampleVideo = join(repository, 'media', 'sample.mp4');
  return startSimulator({ sampleVideo, key: gatewayKey, ...(now && { now }) });
}

/** Settings under which it serves all operations whose text does not tell. */
export function gatewaySettings({ url }: Simulator): Settings {
  const own = { id: 'own', label: 'Own Gateway', kind: 'litellm', url };
  return { 'veo.endpoints': [own], 'veo.endpoint': 'own' };
}

/** The name of an operation that ended long ago. */
export function endedOperation(gateway: Simulator, outcome = oneVideo): string {
  const startedAt = Date.now() - 2 * secondsOfAnHour * 1000;
  return gateway.operationName({ model, startedAt, durationSeconds: 60, outcome });
}

/** The name of an operation that runs for an hour, or as long as told. */
export function runningOperation(
  gateway: Simulator,
  { durationSeconds = secondsOfAnHour, outcome = oneVideo } = {},
): string {
  return gateway.operationName({ model, durationSeconds, outcome });
}

/** What the row of an operation without a label is called. */
export function titleOf(name: string): string {
  const id = idOf(name);
  return `${id.slice(0, 8)}…${id.slice(-8)}`;
}

export function idOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** The ID of a video of an operation; `sample` counts from 1. */
export function videoIdOf(name: string, sample = 1): string {
  return `${idOf(name)}-${sample}`;
}

/** The address of that video. */
export function videoUriOf(gateway: Simulator, name: string, sample = 1): string {
  return `${gateway.url}/v1beta/files/${videoIdOf(name, sample)}:download?alt=media`;
}

/** For `nextRequest`: a status request about this operation. */
export function asksAbout(name: string): (request: { path: string }) => boolean {
  return ({ path }) => path === `/gemini/v1beta/${name}`;
}
