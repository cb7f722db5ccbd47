import { backoff } from '../base/backoff';
import { NEVER, type WallClock } from '../base/time';
import { VideoApiError } from '../endpoints/videoApi';
import { NoVideoError, type VideoContent, type WantedRange } from '../endpoints/videoContents';
import { Mp4Boxes } from './mp4Boxes';
import { HEAD_LENGTH, Mp4Head } from './mp4Head';
import type { FileWriter } from './saveError';
import { ThroughputGuard } from './throughputGuard';

/** Attempts in a row that bring nothing new, before we give up. */
const MOST_FAILURES = 5;
/** Attempts in all: a server that gives a little each time would be asked for ever. */
const MOST_ATTEMPTS = 30;
/** ms; doubled with each failure in a row. */
const FIRST_PAUSE = 500;
/** ms; a server that wants a longer pause is not waited for. */
const LONGEST_PAUSE = 60_000;

/** Bytes; a video has some ten million, and a server that never ends must not fill the disk. */
const MOST_BYTES = 4 * 1024 ** 3;

/** Bytes so far, and of the whole video where the server tells. */
export interface Progress {
  readonly received: number;
  readonly size: number | undefined;
}

/** What fetching works with. */
export interface Fetching {
  /** Opens the video, or what is still wanted of it. */
  readonly open: (wanted: WantedRange) => Promise<VideoContent>;
  readonly file: FileWriter;
  readonly clock: WallClock;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** How far a video has come. */
interface Position {
  received: number;
  size: number | undefined;
  etag: string | undefined;
  boxes: Mp4Boxes;
}

/**
 * Fetches a video into a file that has no name yet. Where it breaks off it goes on from there, as far as the server
 * can, until several attempts in a row brought nothing new, or there were too many.
 *
 * @returns bytes
 * @throws NoVideoError, VideoApiError, SaveError; the reason of `signal` when it was aborted.
 */
export async function fetchVideo(fetching: Fetching): Promise<number> {
  const { clock, signal } = fetching;
  const position: Position = { received: 0, size: undefined, etag: undefined, boxes: new Mp4Boxes() };
  let furthest = 0;
  let failures = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetchRest(position, fetching);
    } catch (error) {
      signal.throwIfAborted();
      failures = position.received > furthest ? 1 : failures + 1;
      furthest = Math.max(furthest, position.received);
      const pause = pauseAfter(error, failures);
      if (pause === undefined || attempt === MOST_ATTEMPTS) throw error;
      await wait(pause, clock, signal);
    }
  }
}

async function fetchRest(position: Position, fetching: Fetching): Promise<number> {
  const { open, file } = fetching;
  // A part too short to be recognised is not worth going on from.
  if (position.received < HEAD_LENGTH) await restart(position, file);
  const asked = position.received;
  const content = await open({ start: asked, etag: position.etag });
  try {
    await settle(content, position, file);
  } catch (error) {
    content.discard();
    throw error;
  }
  // Some servers send the rest as if it were the whole; the next attempt asks for the whole.
  const head = new Mp4Head(position.received, asked > 0 ? 'incomplete' : 'notAVideo');
  await receive(content, position, head, fetching);
  head.end();
  const { received, size = received } = position;
  if (received === size && isComplete(position)) return received;
  // The next attempt begins anew where more came than was told of, and goes on where the video does.
  if (received > size) await restart(position, file);
  if (received === size) position.size = undefined;
  throw new NoVideoError('incomplete', { kind: 'incomplete', received, expected: size });
}

async function receive(
  content: VideoContent,
  position: Position,
  head: Mp4Head,
  { file, clock, onProgress }: Fetching,
): Promise<void> {
  const pace = new ThroughputGuard(clock);
  for await (const piece of content.pieces()) {
    if (pace.dripsWith(piece.length)) throw new VideoApiError('timeout', { kind: 'tooSlow' });
    head.check(piece);
    await file.append(piece);
    position.boxes.add(piece);
    position.received += piece.length;
    if (position.received > MOST_BYTES) throw new NoVideoError('notAVideo', { kind: 'tooMuchCame' });
    onProgress(position);
    pace.goOn();
  }
}

/** Where no length was told, only the video itself tells that it is whole. */
function isComplete({ size, boxes }: Position): boolean {
  return size === undefined ? boxes.isWhole : !boxes.isCutShort;
}

/** Begins anew when the server gives the whole video again, or another one than that of which we have a part. */
async function settle(content: VideoContent, position: Position, file: FileWriter): Promise<void> {
  const isContinued =
    content.start === position.received &&
    (position.received === 0 ||
      (maySame(content.size, position.size) && maySame(content.etag, position.etag)));
  if (!isContinued) {
    await restart(position, file);
    if (content.start !== 0) throw new NoVideoError('incomplete', { kind: 'otherPartCame' });
  }
  position.size = content.size ?? position.size;
  position.etag = content.etag ?? position.etag;
}

/** A weak ETag cannot be a condition of a request, and not every server heeds one. */
function maySame<T>(now: T | undefined, before: T | undefined): boolean {
  return now === undefined || before === undefined || now === before;
}

async function restart(position: Position, file: FileWriter): Promise<void> {
  if (position.received > 0) await file.empty();
  position.received = 0;
  position.size = undefined;
  position.etag = undefined;
  position.boxes = new Mp4Boxes();
}

/** ms to wait before the next attempt; undefined when another one is of no use. */
function pauseAfter(error: unknown, failures: number): number | undefined {
  if (failures > MOST_FAILURES || !mayPass(error)) return undefined;
  const asked =
    error instanceof VideoApiError || error instanceof NoVideoError ? error.retryAfter : undefined;
  const pause = Math.max(asked ?? 0, backoff(failures, { first: FIRST_PAUSE, cap: NEVER }));
  return pause > LONGEST_PAUSE ? undefined : pause;
}

function mayPass(error: unknown): boolean {
  if (error instanceof NoVideoError) return ['incomplete', 'notReady'].includes(error.kind);
  return (
    error instanceof VideoApiError &&
    ['offline', 'timeout', 'unavailable', 'rateLimited'].includes(error.kind)
  );
}

function wait(pause: number, clock: WallClock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      clock.clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = clock.setTimeout(() => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    }, pause);
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
