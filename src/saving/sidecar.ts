import * as v from 'valibot';
import type { SucceededOperation } from '../operations/operation';
import { parseJson } from '../outside/json';

/** What lies beside a saved video, so that one still knows in a year where it came from. */
export interface Sidecar {
  /** The operation's name. */
  readonly operation: string;
  /** The id of its endpoint. */
  readonly endpoint: string;
  readonly model?: string;
  readonly label?: string;
  readonly prompt?: string;
  /** Counts from 1. */
  readonly sample: number;
  readonly videoId?: string;
  readonly trackedAt: string;
  readonly finishedAt: string;
  readonly savedAt: string;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** What is noted beside a video. `index` counts from 0; `now` in ms since the epoch. */
export function sidecarOf(
  operation: SucceededOperation,
  index: number,
  file: { readonly sha256: string; readonly size: number },
  now: number,
): Sidecar {
  const { name, endpoint, model, label, prompt, trackedAt, finishedAt, videos } = operation;
  const videoId = videos[index]?.videoId;
  return {
    operation: name,
    endpoint,
    ...(model !== undefined && { model }),
    ...(label !== undefined && { label }),
    ...(prompt !== undefined && { prompt }),
    sample: index + 1,
    ...(videoId !== undefined && { videoId }),
    trackedAt,
    finishedAt,
    savedAt: new Date(now).toISOString(),
    sha256: file.sha256,
    size: file.size,
  };
}

/** Whether a file's text is one of ours, and so may be written anew. */
export function isSidecar(text: string): boolean {
  return readSidecar(text) !== undefined;
}

/** What tells a video again. */
export type VideoIdentity = Pick<Sidecar, 'operation' | 'endpoint' | 'sha256'> & { readonly sample?: number };

/** What a file's text notes of a video, as far as it is one of ours. */
export function readSidecar(text: string): VideoIdentity | undefined {
  const read = v.safeParse(sidecar, parseJson(text));
  return read.success ? read.output : undefined;
}

const sidecar = v.looseObject({
  operation: v.string(),
  endpoint: v.string(),
  sha256: v.string(),
  sample: v.exactOptional(v.number()),
});
