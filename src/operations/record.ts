import * as v from 'valibot';
import { isoTime } from '../outside/isoTime';
import { printable } from '../outside/oneLine';
import { redact } from '../outside/redaction';
import { shortened } from '../outside/shortened';
import { isWithin, jsonSize } from '../outside/size';
import { cleanStoredFault, type FaultDetail, isStoredFault } from './faultDetail';
import { isVideoLength, VIDEO_SIZE } from './job';
import { withoutKeptCopy } from './keptVideo';
import { isOperationName } from './name';
import { type Filtering, type Operation, PROMPT_LENGTH, SOURCES, type Video } from './operation';
import { PROBLEM_KINDS, PROBLEM_REASONS, type Problem } from './problem';
import { RECORD_VERSION } from './recordVersion';

/** Most characters of a problem's message that are stored, so that VS Code's state holds 500 operations with long ids. */
const MESSAGE_CHARACTERS = 80;

/**
 * A large record has some thousand bytes. An answer without bounds made a larger one, which would slow each start: it is
 * kept aside.
 */
export const MAX_RECORD_BYTES = 64 * 1024;
/** Of an address that a start answer told. */
const MAX_HINT_CHARACTERS = 2048;
/** Most bytes of the videos and the filter reasons in a new record, so that the whole stays below `MAX_RECORD_BYTES`. */
const MAX_VIDEO_BYTES = 56 * 1024;
/** Bytes that a video may need later, for its file, its hash and its times. */
const LATER_BYTES = 500;

// Earlier releases stored the texts of servers unchanged, with control and invisible characters.
const text = v.pipe(v.string(), v.transform(printable));
const word = v.pipe(
  text,
  v.check((value) => value !== ''),
);
/** A text that names something, such as a file. Nothing is cleaned from it, or it would name something else. */
const exact = v.pipe(v.string(), v.nonEmpty());

// Loose objects keep the fields that only a newer release knows, when an older one reads and writes the list.
const video = v.pipe(
  v.looseObject({
    uri: word,
    videoId: v.exactOptional(word),
    mimeType: v.exactOptional(word),
    kept: v.exactOptional(exact),
    file: v.exactOptional(exact),
    sha256: v.exactOptional(word),
    expiresAt: v.exactOptional(isoTime),
    gone: v.exactOptional(v.literal(true)),
    goneAt: v.exactOptional(isoTime),
  }),
  v.transform(withoutKeptCopy),
);

const problem = v.looseObject({
  kind: v.picklist(PROBLEM_KINDS),
  reason: v.exactOptional(v.picklist(PROBLEM_REASONS)),
  message: text,
  detail: v.exactOptional(v.pipe(v.custom<FaultDetail>(isStoredFault), v.transform(cleanStoredFault))),
  since: isoTime,
});

const filtering = {
  filterReasons: v.exactOptional(v.array(text)),
  filteredCount: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
};

const startTold = v.variant('kind', [
  v.looseObject({ kind: v.literal('one'), at: isoTime }),
  v.looseObject({ kind: v.literal('several') }),
]);

const tracked = {
  endpoint: exact,
  name: v.pipe(v.string(), v.check(isOperationName)),
  // Releases up to 0.5.0 stored it as the gateway sent it, which may have been a key.
  model: v.exactOptional(
    v.pipe(
      word,
      v.transform((text) => redact(text)),
    ),
  ),
  label: v.exactOptional(word),
  labelOrigin: v.exactOptional(v.picklist(['person', 'text'])),
  prompt: v.exactOptional(v.pipe(word, v.maxLength(PROMPT_LENGTH))),
  source: v.exactOptional(v.picklist(SOURCES)),
  endpointAssumed: v.exactOptional(v.literal(true)),
  number: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(2))),
  trackedAt: isoTime,
  startedAt: v.exactOptional(isoTime),
  startTold: v.exactOptional(startTold),
  startedWithin: v.exactOptional(v.pipe(v.number(), v.minValue(0))),
  seconds: v.exactOptional(v.pipe(v.number(), v.check(isVideoLength))),
  size: v.exactOptional(v.pipe(v.string(), v.regex(VIDEO_SIZE))),
  cost: v.exactOptional(
    v.looseObject({
      amount: v.pipe(v.number(), v.minValue(0)),
      currency: v.exactOptional(v.literal('USD')),
    }),
  ),
  statusPath: v.exactOptional(v.pipe(word, v.startsWith('/'), v.maxLength(MAX_HINT_CHARACTERS))),
  videoUri: v.exactOptional(v.pipe(word, v.maxLength(MAX_HINT_CHARACTERS))),
  checkedAt: v.exactOptional(isoTime),
  problem: v.exactOptional(problem),
};
const ended = {
  ...tracked,
  finishedAt: isoTime,
  endedWithin: v.exactOptional(v.pipe(v.number(), v.minValue(0))),
  seenAt: v.exactOptional(isoTime),
};
const noVideos = v.strictTuple([]);
type StoredVideo = v.InferOutput<typeof video>;
const someVideos = v.pipe(
  v.array(video),
  v.check(({ length }) => length > 0),
  v.transform((videos) => videos as [StoredVideo, ...StoredVideo[]]),
);

const operationSchema = v.variant('state', [
  v.looseObject({
    ...tracked,
    state: v.literal('running'),
    videos: noVideos,
    denials: v.exactOptional(
      v.looseObject({ times: v.pipe(v.number(), v.integer(), v.minValue(1)), since: isoTime }),
    ),
    unknownStatus: v.exactOptional(v.looseObject({ word, since: isoTime })),
    unfollowedAt: v.exactOptional(isoTime),
  }),
  v.looseObject({
    ...ended,
    state: v.literal('succeeded'),
    videos: someVideos,
    warnedAt: v.exactOptional(isoTime),
    ...filtering,
  }),
  v.looseObject({
    ...ended,
    state: v.literal('filtered'),
    videos: noVideos,
    ...filtering,
  }),
  v.looseObject({
    ...ended,
    state: v.literal('failed'),
    videos: noVideos,
    error: v.looseObject({
      code: v.union([v.number(), text]),
      status: v.exactOptional(word),
      message: text,
    }),
  }),
  v.looseObject({ ...ended, state: v.literal('missing'), videos: noVideos }),
]);

const recordSchema = v.looseObject({ version: v.literal(RECORD_VERSION), operation: operationSchema });

/** What is stored of one operation. */
interface OperationRecord {
  readonly version: typeof RECORD_VERSION;
  readonly operation: Operation;
}

/**
 * The stored form of an operation: plain JSON. The message of a problem is shortened, since all operations of an endpoint
 * may have the same one. `goesOnAt` is left out: it does not hold for the next window.
 */
export function toRecord(operation: Operation): OperationRecord {
  const { problem } = operation;
  return {
    version: RECORD_VERSION,
    operation: problem ? { ...operation, problem: shortProblem(problem) } : operation,
  };
}

function shortProblem({ goesOnAt: _, ...problem }: Problem): Problem {
  const { message, detail } = problem;
  return {
    ...problem,
    message: shortened(message, MESSAGE_CHARACTERS),
    ...(detail &&
      'said' in detail && { detail: { ...detail, said: shortened(detail.said, MESSAGE_CHARACTERS) } }),
  };
}

/**
 * Reads one stored record of any origin; undefined if it is not one of ours, has another version or is larger than
 * 64 KiB.
 */
export function fromRecord(stored: unknown): Operation | undefined {
  if (!isWithin(stored, MAX_RECORD_BYTES)) return undefined;
  const result = v.safeParse(recordSchema, stored);
  return result.success ? result.output.operation : undefined;
}

/** The first of these videos that fit into the record of their operation; always at least one. */
export function videosThatFit(
  [first, ...others]: readonly [Video, ...Video[]],
  { filterReasons = [] }: Filtering,
): [Video, ...Video[]] {
  let bytes = jsonSize(filterReasons) + jsonSize(first) + LATER_BYTES;
  const count = others.findIndex((video) => {
    bytes += jsonSize(video) + LATER_BYTES;
    return bytes > MAX_VIDEO_BYTES;
  });
  return [first, ...others.slice(0, count < 0 ? others.length : count)];
}
