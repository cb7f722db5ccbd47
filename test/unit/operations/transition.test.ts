import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Job } from '../../../src/operations/job';
import {
  type Answer,
  hasEnded,
  newOperation,
  type Operation,
  type Report,
} from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';
import { answer, at, idOf, operation, operationIn, problemReport, reports, TEN_O_CLOCK } from './arbitraries';

const started = newOperation(idOf('idrk08ltkg0a'), { label: 'my cat' }, TEN_O_CLOCK);
const now = TEN_O_CLOCK + 1000;
const videos = [{ uri: 'https://a/v1beta/files/b:download', videoId: 'b' }] as const;

describe('transitions: answers', () => {
  it('a running answer leaves it running, checked now and without problem', () => {
    const troubled = withProblem(started, 'timeout', 0);
    assert.deepEqual(transition(troubled, { kind: 'running' }, now), { ...started, checkedAt: at(1000) });
  });

  it('success brings its videos in their order, each with the time until which it is there', () => {
    const inBucket = { uri: 'gs://bucket/2.mp4' };
    const told = { uri: 'https://a/3', expiresAt: at(7000) };
    const given = [videos[0], inBucket, told] as const;
    const { state, videos: found } = transition(started, { kind: 'succeeded', videos: given }, now);
    const inTwoDays = { ...videos[0], expiresAt: at(1000 + 48 * 60 * 60 * 1000) };
    assert.deepEqual({ state, found }, { state: 'succeeded', found: [inTwoDays, inBucket, told] });
  });

  it('the model is what the name tells, else what an answer tells, the first that does', () => {
    const answered = (given: Operation, model?: string) =>
      transition(given, { kind: 'running', ...(model !== undefined && { model }) }, now);
    assert.equal(answered(started, 'another').model, 'veo-3.0-generate-001');
    const unnamed = newOperation({ endpoint: 'a', name: 'video_68d7512d0784' }, {}, TEN_O_CLOCK);
    assert.equal('model' in answered(unnamed), false);
    const told = answered(unnamed, 'veo-3.1');
    assert.equal(told.model, 'veo-3.1');
    assert.equal(answered(told).model, 'veo-3.1');
    assert.equal(answered(told, 'another').model, 'veo-3.1');
    const failed = transition(unnamed, { kind: 'failed', error: { code: 3, message: '' }, model: 'm' }, now);
    assert.equal(failed.model, 'm');
  });

  it('length and size are what an answer tells, the first that does, whatever else it says', () => {
    const told = { seconds: 8, size: '1280x720' };
    const jobOf = ({ seconds, size }: Operation) => ({ seconds, size });
    for (const said of [{ kind: 'running' }, { kind: 'filtered', filterReasons: [] }] as const) {
      assert.deepEqual(jobOf(transition(started, { ...said, job: told }, now)), told);
    }
    const known = transition(started, { kind: 'running', job: { seconds: 8 } }, now);
    const later = transition(known, { kind: 'running', job: { seconds: 4, size: '720x1280' } }, now);
    assert.deepEqual(jobOf(later), { seconds: 8, size: '720x1280' });
    assert.deepEqual(jobOf(transition(later, { kind: 'running' }, now)), { seconds: 8, size: '720x1280' });
  });

  it('a start that is told long before the answer is the start, unless another one is told later', () => {
    const asked = (given: Operation, startedAt: string, ms: number) =>
      transition(given, { kind: 'running', job: { startedAt } }, TEN_O_CLOCK + ms);
    const believed = asked(started, at(-5000), 9000);
    assert.deepEqual(believed, {
      ...started,
      startedAt: at(-5000),
      startTold: { kind: 'one', at: at(-5000) },
      checkedAt: at(9000),
    });
    const doubted = asked(believed, at(19_000), 19_000);
    assert.deepEqual(doubted, { ...started, startTold: { kind: 'several' }, checkedAt: at(19_000) });
    assert.deepEqual(asked(doubted, at(-5000), 29_000).startedAt, undefined);
  });

  it('whatever is answered, what only a newer release knows stays', () => {
    const known = { ...started, cost: 0.4 };
    for (const said of [{ kind: 'running' }, { kind: 'filtered', filterReasons: [] }] as const) {
      assert.equal((transition(known, said, now) as typeof known).cost, 0.4);
    }
    assert.equal((withProblem(known, 'timeout', 0) as typeof known).cost, 0.4);
  });

  it('a filter brings its reasons, or none', () => {
    const told = transition(started, { kind: 'filtered', filterReasons: ['a', 'b'] }, now);
    assert.deepEqual(told.state === 'filtered' && told.filterReasons, ['a', 'b']);
    const untold = transition(started, { kind: 'filtered', filterReasons: [] }, now);
    assert.equal(untold.state, 'filtered');
    assert.equal('filterReasons' in untold, false);
  });

  it('failure brings its error', () => {
    const error = { code: 3, message: 'no' };
    const failed = transition(started, { kind: 'failed', error }, now);
    assert.deepEqual(failed.state === 'failed' && failed.error, error);
  });

  it('an end is dated, and takes problem and denials with it', () => {
    fc.assert(
      fc.property(operationIn.running, answer, (given, report) => {
        const after = transition(given, report, now);
        assert.equal(after.checkedAt, at(1000));
        assert.equal('problem' in after, false);
        assert.equal('denials' in after, false);
        if (hasEnded(after)) assert.equal(after.finishedAt, at(1000));
        assert.equal(after.state, report.kind);
      }),
    );
  });
});

describe('transitions: how closely the end was seen', () => {
  const minute = 60_000;
  const running = (given: Operation, ms: number) => transition(given, { kind: 'running' }, TEN_O_CLOCK + ms);
  const ended = (given: Operation, ms: number, end: Answer = { kind: 'succeeded', videos }) => {
    const after = transition(given, end, TEN_O_CLOCK + ms);
    return hasEnded(after) ? after.endedWithin : 'runs';
  };

  it('is told since the last answer that it still ran, whatever end it came to', () => {
    const error = { code: 3, message: '' };
    assert.equal(ended(running(running(started, 1000), 80_000), 83_400), 3);
    assert.equal(ended(running(started, 80_000), 83_400, { kind: 'filtered', filterReasons: [] }), 3);
    assert.equal(ended(running(started, 80_000), 83_400, { kind: 'failed', error }), 3);
  });

  it('is told also where another problem came between', () => {
    assert.equal(ended(withProblem(running(started, minute), 'timeout', 2 * minute), 3 * minute), 120);
  });

  it('is not known of one that no answer has shown running, however late the first answer comes', () => {
    for (const ms of [300, 4000, 60 * minute]) assert.equal(ended(started, ms), undefined);
    assert.equal(ended(withProblem(started, 'timeout', 0), 4000), undefined);
  });

  it('is not known where the API had last denied that there is such an operation', () => {
    const denial = { kind: 'problem', problem: { kind: 'notFound', message: '' } } as const;
    const denied = transition(running(started, 1000), denial, TEN_O_CLOCK + minute);
    assert.equal(ended(denied, minute + 1000), undefined);
    assert.equal(ended(running(denied, minute + 1000), minute + 2000), 1);
    const missing = [2, 3].reduce((given, n) => transition(given, denial, TEN_O_CLOCK + n * minute), denied);
    assert.equal(missing.state, 'missing');
    assert.equal(ended(missing, 3 * minute + 1000), undefined);
  });

  it('is not known where the clock was set back to before the last answer', () => {
    assert.equal(ended(running(started, 60 * minute), 1000), undefined);
  });
});

describe('transitions: properties', () => {
  it('succeeded is final, whatever comes; only the time of checking changes', () => {
    fc.assert(
      fc.property(operationIn.succeeded, reports, (given, all) => {
        assert.deepEqual(unchecked(afterAll(given, all)), unchecked(given));
      }),
    );
  });

  for (const state of ['filtered', 'failed'] as const) {
    it(`${state} is not undone by an answer that it still runs, nor by a problem`, () => {
      fc.assert(
        fc.property(operationIn[state], reports, (given, all) => {
          const others = all.filter(({ report }) => !isEnd(report) && !isUnknownForm(report));
          assert.deepEqual(unchecked(afterAll(given, others)), unchecked(given));
        }),
      );
    });

    it(`${state} is corrected by another end`, () => {
      fc.assert(
        fc.property(operationIn[state], answer.filter(isEnd), (given, report) => {
          const after = transition(given, report, now);
          assert.equal(after.state, report.kind);
          if (report.kind === state) assert.deepEqual(unchecked(after), unchecked(given));
        }),
      );
    });
  }

  it('missing is corrected by any answer', () => {
    fc.assert(
      fc.property(operationIn.missing, answer, (given, report) => {
        assert.equal(transition(given, report, now).state, report.kind);
      }),
    );
  });

  it('missing stays so whatever problem comes, and tells it unless it is one more denial', () => {
    fc.assert(
      fc.property(operationIn.missing, problemReport, (given, report) => {
        const { problem, checkedAt, ...after } = transition(given, report, now);
        const { problem: _, checkedAt: before, ...rest } = given;
        const kind = report.kind === 'problem' ? report.problem.kind : undefined;
        assert.deepEqual(after, rest);
        assert.deepEqual(
          [problem?.kind, checkedAt],
          kind === 'notFound' ? [undefined, at(1000)] : [kind, before],
        );
      }),
    );
  });

  it('identity, label, time of tracking, length and size survive everything', () => {
    fc.assert(
      fc.property(operation, reports, (given, all) => {
        const { model, seconds, size, ...others } = identity(afterAll(given, all));
        const before = { label: undefined, model, seconds, size, ...known(identity(given)) };
        assert.deepEqual({ ...others, model, seconds, size }, before);
      }),
    );
  });

  it('a start that the person told survives everything', () => {
    fc.assert(
      fc.property(operation, reports, (given, all) => {
        const { startTold: _, ...untold } = given;
        const after = afterAll({ ...untold, startedAt: at(-4000) } as Operation, all);
        assert.deepEqual([after.startedAt, after.startTold], [at(-4000), undefined]);
      }),
    );
  });

  it('the operation given is left as it is', () => {
    fc.assert(
      fc.property(operation, reports, (given, all) => {
        const before = structuredClone(given);
        afterAll(deepFreeze(given), all);
        assert.deepEqual(given, before);
      }),
    );
  });

  it('there are videos in success alone', () => {
    fc.assert(
      fc.property(operation, reports, (given, all) => {
        const after = afterAll(given, all);
        assert.equal(after.videos.length > 0, after.state === 'succeeded');
      }),
    );
  });
});

describe('transitions: ends that were believed too soon', () => {
  const unknownForm = { kind: 'malformed', reason: 'unknownForm', message: 'm0' } as const;
  const filtered = transition(started, { kind: 'filtered' }, now);

  it('an answer of an unknown form takes back a filter that gave no reason, and shows as a problem', () => {
    const after = transition(filtered, { kind: 'problem', problem: unknownForm }, now);
    assert.deepEqual(after, {
      ...started,
      checkedAt: at(1000),
      problem: { ...unknownForm, since: at(1000) },
    });
  });

  it('an answer of an unknown form does not take back a filter that gave a reason', () => {
    const withReason = transition(started, { kind: 'filtered', filterReasons: ['a'] }, now);
    assert.equal(transition(withReason, { kind: 'problem', problem: unknownForm }, now), withReason);
  });

  it('a corrected end is unseen again, keeps its label and counts the deletion from what the API told', () => {
    const seen: Operation = { ...filtered, seenAt: at(2000) } as Operation;
    const job = { completedAt: at(-3_600_000) };
    const after = transition(seen, { kind: 'succeeded', videos, job }, now);
    assert.equal('seenAt' in after, false);
    assert.equal(after.label, 'my cat');
    assert.equal(after.videos[0]?.expiresAt, at(47 * 3_600_000));
  });
});

describe('transitions: what an answer tells beside the state', () => {
  it('an undocumented status is kept with the time since it is told, until another answer comes', () => {
    const word = (given: Operation, told: string | undefined, ms: number) =>
      transition(given, { kind: 'running', ...(told && { word: told }) }, TEN_O_CLOCK + ms);
    const first = word(started, 'polishing', 1000);
    const again = word(first, 'polishing', 9000);
    assert.deepEqual('unknownStatus' in again && again.unknownStatus, { word: 'polishing', since: at(1000) });
    const other = word(again, 'grading', 20_000);
    assert.deepEqual('unknownStatus' in other && other.unknownStatus, { word: 'grading', since: at(20_000) });
    assert.equal('unknownStatus' in word(other, undefined, 30_000), false);
  });

  it('a success tells what the filter kept back', () => {
    const told = { filterReasons: ['a'], filteredCount: 2 };
    const after = transition(started, { kind: 'succeeded', videos, ...told }, now);
    assert.deepEqual(after.state === 'succeeded' && [after.filterReasons, after.filteredCount], [['a'], 2]);
  });

  it('the time left counts from a told end, else from a told start, and never from the future', () => {
    const left = (job: Job) =>
      transition(started, { kind: 'succeeded', videos, job }, now).videos[0]?.expiresAt;
    const days2 = 48 * 3_600_000;
    assert.equal(left({ completedAt: at(-7000), startedAt: at(-90_000) }), at(days2 - 7000));
    assert.equal(left({ startedAt: at(-90_000) }), at(days2 - 90_000));
    assert.equal(left({ completedAt: at(5_000_000) }), at(days2 + 1000));
  });
});

describe('transitions: problems', () => {
  it('a problem keeps the state and tells since when', () => {
    const after = withProblem(started, 'offline', 5000);
    assert.deepEqual(after, { ...started, problem: { kind: 'offline', message: 'm0', since: at(5000) } });
  });

  it('the same problem again keeps its beginning and tells the newer words', () => {
    const after = withProblem(withProblem(started, 'offline', 5000), 'offline', 9000, 'newer');
    assert.deepEqual(after.problem, { kind: 'offline', message: 'newer', since: at(5000) });
  });

  it('another problem begins when it came', () => {
    const after = withProblem(withProblem(started, 'offline', 5000), 'timeout', 9000);
    assert.deepEqual(after.problem, { kind: 'timeout', message: 'm0', since: at(9000) });
  });

  it('a problem that is no answer does not count as checked', () => {
    assert.equal(withProblem(started, 'offline', 5000).checkedAt, undefined);
  });
});

function withProblem(given: Operation, kind: 'offline' | 'timeout', ms: number, message = 'm0'): Operation {
  return transition(given, { kind: 'problem', problem: { kind, message } }, TEN_O_CLOCK + ms);
}

function unchecked({ checkedAt: _, ...operation }: Operation) {
  return operation;
}

function isEnd(report: Report): boolean {
  return ['succeeded', 'filtered', 'failed'].includes(report.kind);
}

function isUnknownForm(report: Report): boolean {
  return report.kind === 'problem' && report.problem.reason === 'unknownForm';
}

type Reports = typeof reports extends fc.Arbitrary<infer T> ? T : never;

function afterAll(given: Operation, all: Reports): Operation {
  let time = TEN_O_CLOCK;
  return all.reduce((current, { report, after }) => {
    time += after;
    return transition(current, report, time);
  }, given);
}

function identity({ endpoint, name, model, label, trackedAt, seconds, size }: Operation) {
  return { endpoint, name, model, label, trackedAt, seconds, size };
}

function known<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
