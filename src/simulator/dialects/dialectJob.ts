import { readFile } from 'node:fs/promises';
import { percentDecoded } from '../../base/percentDecoded';
import type { Backend } from '../contract';
import { signedPath } from '../signedPath';
import { endOf, finishTime, type SimulatedOperation, sampleCountOf } from '../simulatedOperation';
import type { Dialect, DialectJob, JobState } from './dialect';
import type { PackedOperation } from './packedId';

/** A job that its id named. */
export interface FoundJob extends PackedOperation {
  readonly dialect: Dialect;
  readonly id: string;
}

/** The job with this id, which may still be percent-encoded; undefined if the service did not give it. */
export function findJob(dialect: Dialect, id: string): FoundJob | undefined {
  for (const form of [id, percentDecoded(id) ?? id, id.replaceAll('/', '%2F')]) {
    const packed = dialect.ids.decode(form);
    if (packed) return { dialect, id: form, ...packed };
  }
  return undefined;
}

/** A job as it is now. */
export async function jobOf(found: FoundJob, backend: Backend): Promise<DialectJob> {
  const { dialect, id, operation, isSpecial } = found;
  const { root, paths, model } = dialect;
  const written = encodeURIComponent(id);
  const statusPath = root + paths.status.replace('{id}', written);
  const now = backend.now();
  return {
    id,
    model,
    state: stateOf(found, now),
    outcome: operation.outcome,
    progress: progressOf(operation, now),
    startedAt: operation.startedAt,
    endsAt: finishTime(operation),
    expiresAt: expiryOf(found),
    statusPath,
    statusUrl: backend.url + statusPath,
    contentUrl: backend.url + root + (paths.content ?? '').replace('{id}', written),
    signedUrls: signedUrlsOf(found, await backend.signedHost()),
    base64: isSpecial ? (await readFile(backend.sampleVideo)).toString('base64') : undefined,
  };
}

function signedUrlsOf(found: FoundJob, host: string): string[] {
  const { dialect, id, operation } = found;
  const url = host + signedPath({ service: dialect.id, id, expiresAt: expiryOf(found) });
  return Array.from({ length: sampleCountOf(operation) }, (_, index) => `${url}&sample=${index + 1}`);
}

/** When the video of a job is deleted, in ms since the epoch. */
export function expiryOf({ dialect, operation }: FoundJob): number {
  return finishTime(operation) + dialect.lifetime;
}

/** Whether a job has its video now. */
export function hasVideo(found: FoundJob, now: number): boolean {
  const { operation } = found;
  return endOf(operation) === 'succeeded' && finishTime(operation) <= now && now < expiryOf(found);
}

function stateOf({ dialect, operation }: FoundJob, now: number): JobState {
  const end = finishTime(operation);
  if (now >= end) return { kind: 'ended', outcome: operation.outcome };
  const words = dialect.runningWords;
  const part = Math.floor(((now - operation.startedAt) / (end - operation.startedAt)) * words.length);
  return { kind: 'running', word: words[Math.max(part, 0)] ?? words[0] };
}

function progressOf(operation: SimulatedOperation, now: number): number {
  const whole = finishTime(operation) - operation.startedAt;
  if (now >= finishTime(operation)) return 100;
  return Math.max(0, Math.floor(((now - operation.startedAt) / whole) * 100));
}
