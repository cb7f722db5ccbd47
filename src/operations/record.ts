import * as v from 'valibot';
import { printable } from '../outside/oneLine';
import { redact } from '../outside/redaction';
import { shortened } from '../outside/shortened';
import { isWithin } from '../outside/size';
import { cleanStoredFault, type FaultDetail, isStoredFault } from './faultDetail';
import { isVideoLength, isVideoSize } from './job';
import { isOperationName } from './name';
import { type Operation, PROMPT_LENGTH, SOURCES } from './operation';
import { PROBLEM_KINDS, PROBLEM_REASONS, type Problem } from './problem';

/** The version of the stored form; a record of another version is kept aside until a release that can read it. */
export const RECORD_VERSION = 1;

/** Characters of what was said of a problem that are stored: so 500 operations with long ids have room in VS Code's state. */
const MESSAGE_LENGTH = 80;

/**
 * Bytes of a record, of which a large one has some thousand. What is larger was made by an answer that nobody
 * bounded, and would slow each start: it is kept aside.
 */
export const MOST_RECORD_BYTES = 64 * 1024;

// Earlier releases stored texts as servers gave them, with control and invisible characters.
const text = v.pipe(v.string(), v.transform(printable));
const word = v.pipe(
  text,
  v.check((value) => value !== ''),
);
/** What names something exactly as it is, and is shown by nobody as it stands here: another text would name another thing. */
const exact = v.pipe(v.string(), v.nonEmpty());
const time = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((at) => !Number.isNaN(Date.parse(at))),
);

// Loose: a field that only a newer release knows stays where it is when an older one has read the list.
const video = v.looseObject({
  uri: word,
  videoId: v.exactOptional(word),
  mimeType: v.exactOptional(word),
  kept: v.exactOptional(exact),
  file: v.exactOptional(exact),
  sha256: v.exactOptional(word),
  expiresAt: v.exactOptional(time),
  gone: v.exactOptional(v.literal(true)),
  goneAt: v.exactOptional(time),
});

const problem = v.looseObject({
  kind: v.picklist(PROBLEM_KINDS),
  reason: v.exactOptional(v.picklist(PROBLEM_REASONS)),
  message: text,
  detail: v.exactOptional(v.pipe(v.custom<FaultDetail>(isStoredFault), v.transform(cleanStoredFault))),
  since: time,
});

const filtering = {
  filterReasons: v.exactOptional(v.array(text)),
  filteredCount: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
};

const startTold = v.variant('kind', [
  v.looseObject({ kind: v.literal('one'), at: time }),
  v.looseObject({ kind: v.literal('several') }),
]);

const tracked = {
  endpoint: exact,
  name: v.pipe(v.string(), v.check(isOperationName)),
  // Releases up to 0.5.0 stored it as a gateway had told it, also where that was a key.
  model: v.exactOptional(
    v.pipe(
      word,
      v.transform((told) => redact(told)),
    ),
  ),
  label: v.exactOptional(word),
  labelOrigin: v.exactOptional(v.picklist(['person', 'text'])),
  prompt: v.exactOptional(v.pipe(word, v.maxLength(PROMPT_LENGTH))),
  source: v.exactOptional(v.picklist(SOURCES)),
  endpointAssumed: v.exactOptional(v.literal(true)),
  number: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(2))),
  trackedAt: time,
  startedAt: v.exactOptional(time),
  startTold: v.exactOptional(startTold),
  seconds: v.exactOptional(v.pipe(v.number(), v.check(isVideoLength))),
  size: v.exactOptional(v.pipe(v.string(), v.check(isVideoSize))),
  checkedAt: v.exactOptional(time),
  problem: v.exactOptional(problem),
};
const ended = {
  ...tracked,
  finishedAt: time,
  endedWithin: v.exactOptional(v.pipe(v.number(), v.minValue(0))),
  seenAt: v.exactOptional(time),
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
      v.looseObject({ times: v.pipe(v.number(), v.integer(), v.minValue(1)), since: time }),
    ),
    unknownStatus: v.exactOptional(v.looseObject({ word, since: time })),
    unfollowedAt: v.exactOptional(time),
  }),
  v.looseObject({
    ...ended,
    state: v.literal('succeeded'),
    videos: someVideos,
    warnedAt: v.exactOptional(time),
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
export interface OperationRecord {
  readonly version: typeof RECORD_VERSION;
  readonly operation: Operation;
}

/**
 * The stored form of an operation: plain JSON. What a problem says is shortened: all of an endpoint may have the same.
 * Until when an endpoint waits, the next window does not heed.
 */
export function toRecord(operation: Operation): OperationRecord {
  const { problem } = operation;
  return {
    version: RECORD_VERSION,
    operation: problem ? { ...operation, problem: brief(problem) } : operation,
  };
}

function brief(problem: Problem): Problem {
  const { goesOnAt: _, ...stored } = problem;
  const { message, detail } = stored;
  const briefDetail = detail &&
    'said' in detail && { ...detail, said: shortened(detail.said, MESSAGE_LENGTH) };
  return {
    ...stored,
    message: shortened(message, MESSAGE_LENGTH),
    ...(briefDetail && { detail: briefDetail }),
  };
}

/**
 * Reads back one stored record of whatever origin; undefined when it is not one of ours, of another version, or larger
 * than 64 KiB.
 */
export function fromRecord(stored: unknown): Operation | undefined {
  if (!isWithin(stored, MOST_RECORD_BYTES)) return undefined;
  const result = v.safeParse(recordSchema, stored);
  return result.success ? result.output.operation : undefined;
}
