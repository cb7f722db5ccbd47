import { backoff } from '../base/backoff';
import { NEVER, type Time } from '../base/time';
import { Timer } from '../base/timer';
import { unlessAborted } from '../endpoints/http/abort';
import { VideoApiError } from '../endpoints/videoApi';
import { NoVideoError, type VideoContent, type WantedRange } from '../endpoints/videoContents';
import type { FileWriter } from './files';
import { Mp4Boxes } from './mp4Boxes';
import { type HeadFault, MP4_HEAD_BYTES, Mp4Head } from './mp4Head';
import { ThroughputGuard } from './throughputGuard';

/** Failed attempts in a row, each without new bytes, before we give up. */
const MAX_FAILURES = 5;
/** All attempts: a server that sends a few bytes each time would be asked for ever. */
const MAX_ATTEMPTS = 30;
/** It doubles with each failure in a row. */
const FIRST_PAUSE_MS = 500;
/** When a server asks for a longer pause, we give up. */
const LONGEST_PAUSE_MS = 60_000;

/** A video has some ten million bytes. A response that never ends must not fill the disk. */
const MAX_BYTES = 4 * 1024 ** 3;

/** Bytes so far, and bytes of the whole video if the server says so. */
export interface Progress {
  readonly received: number;
  readonly size: number | undefined;
}

export type FetchTime = Pick<Time, 'now' | 'elapsed' | 'setTimeout' | 'clearTimeout'>;

interface VideoFetch {
  /** Opens the video, or the rest of it. */
  readonly open: (wanted: WantedRange) => Promise<VideoContent>;
  readonly writer: FileWriter;
  readonly time: FetchTime;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** What has been received of a video. */
interface Position {
  received: number;
  size: number | undefined;
  etag: string | undefined;
  head: Mp4Head;
  boxes: Mp4Boxes;
}

/**
 * Downloads a video into a file that the caller commits. After an interruption it resumes where it stopped, if the
 * server supports that. It gives up after several attempts in a row without new bytes, or after too many attempts.
 *
 * @returns bytes
 * @throws NoVideoError, VideoApiError, SaveError; the reason of `signal` when it was aborted
 */
export async function fetchVideo(fetch: VideoFetch): Promise<number> {
  const { time, signal } = fetch;
  const position = startPosition();
  let furthest = 0;
  let failures = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetchRest(position, fetch);
    } catch (error) {
      signal.throwIfAborted();
      failures = position.received > furthest ? 1 : failures + 1;
      furthest = Math.max(furthest, position.received);
      const pause = pauseAfter(error, failures);
      if (pause === undefined || attempt === MAX_ATTEMPTS) throw error;
      await wait(pause, time, signal);
    }
  }
}

async function fetchRest(position: Position, fetch: VideoFetch): Promise<number> {
  const { open, writer } = fetch;
  // Too few bytes to recognise the video are not worth resuming.
  if (position.received < MP4_HEAD_BYTES) await restart(position, writer);
  const content = await open({ start: position.received, etag: position.etag });
  try {
    await restartUnlessResumed(content, position, writer);
  } catch (error) {
    content.discard();
    throw error;
  }
  await receive(content, position, fetch);
  const { received, size = received } = position;
  if (received === size && isComplete(position)) return received;
  // With more bytes than announced, the next attempt starts again; else it continues where the video does.
  if (received > size) await restart(position, writer);
  if (received === size) position.size = undefined;
  throw new NoVideoError('incomplete', { kind: 'incomplete', received, expected: size });
}

async function receive(
  content: VideoContent,
  position: Position,
  { writer, time, onProgress }: VideoFetch,
): Promise<void> {
  const throughput = new ThroughputGuard(time);
  for await (const piece of content.pieces()) {
    const { length } = piece;
    if (throughput.isTooSlow(length)) throw new VideoApiError('timeout', { kind: 'tooSlow' });
    position.head.check(piece);
    position.boxes.add(piece);
    await writer.append(piece);
    position.received += length;
    if (position.received > MAX_BYTES) throw new NoVideoError('notAVideo', { kind: 'tooMuchCame' });
    onProgress(position);
    throughput.startWaiting();
  }
  position.head.checkEnd();
}

/** When no length was announced, only the video itself shows whether it is complete. */
function isComplete({ size, boxes }: Position): boolean {
  return size === undefined ? boxes.isWhole : !boxes.isCutShort;
}

/** Starts again when the server sends the whole video instead of the rest, or when the video has changed. */
async function restartUnlessResumed(
  content: VideoContent,
  position: Position,
  writer: FileWriter,
): Promise<void> {
  const isResumed =
    content.start === position.received &&
    (position.received === 0 ||
      (mayBeSame(content.size, position.size) && mayBeSame(content.etag, position.etag)));
  if (!isResumed) {
    // Asked for the rest, some servers send other bytes as if they were the whole; the next attempt asks for the whole.
    await restart(position, writer, 'incomplete');
    if (content.start !== 0) throw new NoVideoError('incomplete', { kind: 'otherPartCame' });
  }
  position.size = content.size ?? position.size;
  position.etag = content.etag ?? position.etag;
}

/** We compare ETags, too: a weak one cannot be sent as a condition, and some servers ignore conditions. */
function mayBeSame<T>(now: T | undefined, before: T | undefined): boolean {
  return now === undefined || before === undefined || now === before;
}

/** @param fault the kind of error when what follows is no video */
async function restart(position: Position, writer: FileWriter, fault?: HeadFault): Promise<void> {
  if (position.received > 0) await writer.truncate();
  Object.assign(position, startPosition(fault));
}

function startPosition(fault?: HeadFault): Position {
  return {
    received: 0,
    size: undefined,
    etag: undefined,
    head: new Mp4Head(fault),
    boxes: new Mp4Boxes(),
  };
}

/** ms to wait before the next attempt; undefined when we give up. */
function pauseAfter(error: unknown, failures: number): number | undefined {
  if (failures > MAX_FAILURES || !isTransient(error)) return undefined;
  const retryAfter =
    error instanceof VideoApiError || error instanceof NoVideoError ? error.retryAfter : undefined;
  const pause = Math.max(retryAfter ?? 0, backoff(failures, { first: FIRST_PAUSE_MS, cap: NEVER }));
  return pause > LONGEST_PAUSE_MS ? undefined : pause;
}

function isTransient(error: unknown): boolean {
  if (error instanceof NoVideoError) return ['incomplete', 'notReady'].includes(error.kind);
  return (
    error instanceof VideoApiError &&
    ['offline', 'timeout', 'unavailable', 'rateLimited'].includes(error.kind)
  );
}

/** @throws the reason of `signal` when it is aborted */
async function wait(pauseMs: number, time: FetchTime, signal: AbortSignal): Promise<void> {
  let timer: Timer | undefined;
  const isOver = new Promise<unknown>((resolve) => {
    timer = new Timer(time, resolve);
    timer.setIn(pauseMs);
  });
  await unlessAborted(isOver, signal).finally(() => timer?.dispose());
}
