import fc from 'fast-check';
import type { Job } from '../../../src/operations/job';
import type {
  Answer,
  Filtering,
  Operation,
  OperationId,
  Report,
  StartTold,
  Video,
} from '../../../src/operations/operation';
import { PROBLEM_KINDS, PROBLEM_REASONS, type Problem } from '../../../src/operations/problem';
import { encodedId } from './encodedId';

/** 2026-11-20 10:00 UTC, in ms since the epoch. */
export const TEN_O_CLOCK = Date.UTC(2026, 10, 20, 10);

/** So many ms after ten o'clock, in ISO 8601. */
export function at(milliseconds: number): string {
  return new Date(TEN_O_CLOCK + milliseconds).toISOString();
}

const segment = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}(\.{1,2}[A-Za-z0-9_-]{1,20}){0,2}$/);

/** Any name that the Gemini API may give. */
export const operationName = fc
  .tuple(segment, segment)
  .map(([model, id]) => `models/${model}/operations/${id}`);
/** Any name that an API may give. */
export const anyName = fc.oneof(
  operationName,
  fc.stringMatching(/^video_[A-Za-z0-9+/_-]{1,40}={0,2}$/),
  segment.map((model) => encodedId(model)),
);

const time = fc
  .date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const word = fc.string({ minLength: 1 });

const video: fc.Arbitrary<Video> = optional(
  { uri: word },
  {
    videoId: word,
    mimeType: word,
    kept: word,
    file: word,
    expiresAt: time,
    gone: fc.constant(true),
    goneAt: time,
  },
);
const videos = fc
  .array(video, { minLength: 1, maxLength: 4 })
  .map((samples) => samples as unknown as readonly [Video, ...Video[]]);
const operationError = optional(
  { code: fc.oneof(fc.integer(), word), message: fc.string() },
  { status: word },
);
const reason = fc.constantFrom(...PROBLEM_REASONS);
const problem = optional<Omit<Problem, 'reason'>, Pick<Problem, 'reason'>>(
  { kind: fc.constantFrom(...PROBLEM_KINDS), message: fc.string(), since: time },
  { reason },
);
const filteringFields = { filterReasons: fc.array(fc.string()), filteredCount: fc.integer({ min: 1 }) };
const filtering = optional<object, Filtering>({}, filteringFields);

const seconds = fc.double({ min: 0, max: 3600, minExcluded: true, noNaN: true });
const size = fc.stringMatching(/^[0-9]{2,5}x[0-9]{2,5}$/);
const startTold = fc.oneof(
  fc.constant<StartTold>({ kind: 'several' }),
  time.map((told): StartTold => ({ kind: 'one', at: told })),
);
const job = optional<object, Job>({}, { startedAt: time, completedAt: time, seconds, size });

const tracked = {
  required: { endpoint: word, name: anyName, trackedAt: time },
  optional: { model: word, label: word, checkedAt: time, problem, startedAt: time, startTold, seconds, size },
};
const noVideos = fc.constant([] as const);
const denials = optional({ times: fc.integer({ min: 1 }), since: time }, {});

function ended<T extends object, U extends object>(required: Fields<T>, extra: Fields<U>) {
  return optional(
    { ...tracked.required, finishedAt: time, ...required },
    { ...tracked.optional, seenAt: time, endedWithin: seconds, ...extra },
  );
}

/** Any operation in a given state. */
export const operationIn = {
  running: optional(
    { ...tracked.required, state: fc.constant('running'), videos: noVideos },
    { ...tracked.optional, denials, unknownStatus: optional({ word, since: time }, {}), unfollowedAt: time },
  ),
  succeeded: ended({ state: fc.constant('succeeded'), videos }, { warnedAt: time, ...filteringFields }),
  filtered: ended({ state: fc.constant('filtered'), videos: noVideos }, filteringFields),
  failed: ended({ state: fc.constant('failed'), videos: noVideos, error: operationError }, {}),
  missing: ended({ state: fc.constant('missing'), videos: noVideos }, {}),
} as Readonly<Record<Operation['state'], fc.Arbitrary<Operation>>>;

/** Any operation. */
export const operation: fc.Arbitrary<Operation> = fc.oneof(...Object.values(operationIn));

/** Any answer of an API. */
export const answer: fc.Arbitrary<Answer> = fc
  .tuple(
    fc.oneof(
      optional<object, { word: string }>({}, { word }).map((told): Answer => ({ kind: 'running', ...told })),
      fc
        .tuple(videos, filtering)
        .map(([samples, told]): Answer => ({ kind: 'succeeded', videos: samples, ...told })),
      filtering.map((told): Answer => ({ kind: 'filtered', ...told })),
      operationError.map((error): Answer => ({ kind: 'failed', error })),
    ),
    optional<object, { model: string; job: Job }>({}, { model: segment, job }),
  )
  .map(([said, beside]) => ({ ...said, ...beside }));

/** Any problem in place of an answer. */
export const problemReport: fc.Arbitrary<Report> = problem.map(({ since: _, ...reported }) => ({
  kind: 'problem',
  problem: reported,
}));

/** Any outcomes of status requests, each with the ms since the one before. */
export const reports = fc.array(
  fc.record({ report: fc.oneof(answer, problemReport), after: fc.integer({ min: 0, max: 100_000 }) }),
  { maxLength: 12 },
);

/** The operation with this id at Google. */
export function idOf(id: string): OperationId {
  return { endpoint: 'google', name: `models/veo-3.0-generate-001/operations/${id}` };
}

type Fields<T> = { [K in keyof T]: fc.Arbitrary<T[K]> };

/** Plain objects with all required fields and some of the others. */
function optional<T extends object, U extends object>(
  required: Fields<T>,
  others: Fields<U>,
): fc.Arbitrary<T & Partial<U>> {
  const keys = Object.keys(required);
  return fc.record({ ...required, ...others } as Fields<object>, {
    requiredKeys: keys as never,
    noNullPrototype: true,
  }) as unknown as fc.Arbitrary<T & Partial<U>>;
}
