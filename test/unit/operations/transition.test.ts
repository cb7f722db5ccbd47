import assert from 'node:assert/strict';
import fc from 'fast-check';
import { deepFreeze } from '../../../src/base/deepFreeze';
import { defined } from '../../../src/base/defined';
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

describe('an operation after an answer', () => {
  it('still runs if the answer is running, is checked and has no problem', () => {
    const troubled = withProblem(started, 'timeout', 0);
    assert.deepEqual(transition(troubled, { kind: 'running' }, now), { ...started, checkedAt: at(1000) });
  });

  it('has the videos of a success in their order, each with its expiry', () => {
    const inBucket = { uri: 'gs://bucket/2.mp4' };
    const told = { uri: 'https://a/3', expiresAt: at(7000) };
    const given = [videos[0], inBucket, told] as const;
    const { state, videos: found } = transition(started, { kind: 'succeeded', videos: given }, now);
    const inTwoDays = { ...videos[0], expiresAt: at(1000 + 48 * 60 * 60 * 1000) };
    assert.deepEqual({ state, found }, { state: 'succeeded', found: [inTwoDays, inBucket, told] });
  });

  it('has the model of its name, else of the first answer that tells it', () => {
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

  it('has length and size of the first answer that tells them', () => {
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

  it('has a start that is long before the answer, unless a later answer tells another', () => {
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

  it('keeps the fields that only a newer release knows, whatever the answer', () => {
    const known = { ...started, price: 0.4 };
    for (const said of [{ kind: 'running' }, { kind: 'filtered', filterReasons: [] }] as const) {
      assert.equal((transition(known, said, now) as typeof known).price, 0.4);
    }
    assert.equal((withProblem(known, 'timeout', 0) as typeof known).price, 0.4);
  });

  it('has the reasons of a filter, if any', () => {
    const told = transition(started, { kind: 'filtered', filterReasons: ['a', 'b'] }, now);
    assert.deepEqual(told.state === 'filtered' && told.filterReasons, ['a', 'b']);
    const untold = transition(started, { kind: 'filtered', filterReasons: [] }, now);
    assert.equal(untold.state, 'filtered');
    assert.equal('filterReasons' in untold, false);
  });

  it('has the error of a failure', () => {
    const error = { code: 3, message: 'no' };
    const failed = transition(started, { kind: 'failed', error }, now);
    assert.deepEqual(failed.state === 'failed' && failed.error, error);
  });

  it('has the time of its end, and no problem and no denials any more', () => {
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

describe('the uncertainty of the end', () => {
  const minute = 60_000;
  const running = (given: Operation, ms: number) => transition(given, { kind: 'running' }, TEN_O_CLOCK + ms);
  const ended = (given: Operation, ms: number, end: Answer = { kind: 'succeeded', videos }) => {
    const after = transition(given, end, TEN_O_CLOCK + ms);
    return hasEnded(after) ? after.endedWithin : 'runs';
  };

  it('is the time since the last answer running, whatever the end', () => {
    const error = { code: 3, message: '' };
    assert.equal(ended(running(running(started, 1000), 80_000), 83_400), 3);
    assert.equal(ended(running(started, 80_000), 83_400, { kind: 'filtered', filterReasons: [] }), 3);
    assert.equal(ended(running(started, 80_000), 83_400, { kind: 'failed', error }), 3);
  });

  it('is known also if a problem came between', () => {
    assert.equal(ended(withProblem(running(started, minute), 'timeout', 2 * minute), 3 * minute), 120);
  });

  it('is unknown if no answer was running, however late the first one came', () => {
    for (const ms of [300, 4000, 60 * minute]) assert.equal(ended(started, ms), undefined);
    assert.equal(ended(withProblem(started, 'timeout', 0), 4000), undefined);
  });

  it('is unknown if the last answer was a 404', () => {
    const denial = { kind: 'problem', problem: { kind: 'notFound', message: '' } } as const;
    const denied = transition(running(started, 1000), denial, TEN_O_CLOCK + minute);
    assert.equal(ended(denied, minute + 1000), undefined);
    assert.equal(ended(running(denied, minute + 1000), minute + 2000), 1);
    const missing = [2, 3].reduce((given, n) => transition(given, denial, TEN_O_CLOCK + n * minute), denied);
    assert.equal(missing.state, 'missing');
    assert.equal(ended(missing, 3 * minute + 1000), undefined);
  });

  it('is unknown if the clock was set back to before the last answer', () => {
    assert.equal(ended(running(started, 60 * minute), 1000), undefined);
  });
});

describe('any operation', () => {
  it('that succeeded is final, whatever comes: only the time of the check changes', () => {
    fc.assert(
      fc.property(operationIn.succeeded, reports, (given, all) => {
        assert.deepEqual(unchecked(afterAll(given, all)), unchecked(given));
      }),
    );
  });

  for (const state of ['filtered', 'failed'] as const) {
    it(`that is ${state} stays so after an answer running and after a problem`, () => {
      fc.assert(
        fc.property(operationIn[state], reports, (given, all) => {
          const others = all.filter(({ report }) => !isEnd(report) && !isUnknownForm(report));
          assert.deepEqual(unchecked(afterAll(given, others)), unchecked(given));
        }),
      );
    });

    it(`that is ${state} is corrected by another end`, () => {
      fc.assert(
        fc.property(operationIn[state], answer.filter(isEnd), (given, report) => {
          const after = transition(given, report, now);
          assert.equal(after.state, report.kind);
          if (report.kind === state) assert.deepEqual(unchecked(after), unchecked(given));
        }),
      );
    });
  }

  it('that is missing is corrected by any answer', () => {
    fc.assert(
      fc.property(operationIn.missing, answer, (given, report) => {
        assert.equal(transition(given, report, now).state, report.kind);
      }),
    );
  });

  it('that is missing stays so after any problem, and has it unless it is one more 404', () => {
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

  it('keeps its identity, label, time of tracking, length and size, whatever comes', () => {
    fc.assert(
      fc.property(operation, reports, (given, all) => {
        const { model, seconds, size, ...others } = identity(afterAll(given, all));
        const before = { label: undefined, model, seconds, size, ...defined(identity(given)) };
        assert.deepEqual({ ...others, model, seconds, size }, before);
      }),
    );
  });

  it('keeps the start that a person gave, whatever comes', () => {
    fc.assert(
      fc.property(operation, reports, (given, all) => {
        const { startTold: _, ...untold } = given;
        const after = afterAll({ ...untold, startedAt: at(-4000) } as Operation, all);
        assert.deepEqual([after.startedAt, after.startTold], [at(-4000), undefined]);
      }),
    );
  });

  it('is not changed itself', () => {
    fc.assert(
      fc.property(operation, reports, (given, all) => {
        const before = structuredClone(given);
        afterAll(deepFreeze(given), all);
        assert.deepEqual(given, before);
      }),
    );
  });

  it('has videos only if it succeeded', () => {
    fc.assert(
      fc.property(operation, reports, (given, all) => {
        const after = afterAll(given, all);
        assert.equal(after.videos.length > 0, after.state === 'succeeded');
      }),
    );
  });
});

describe('an end that was believed too soon', () => {
  const unknownForm = { kind: 'malformed', reason: 'unknownForm', message: 'm0' } as const;
  const filtered = transition(started, { kind: 'filtered' }, now);

  it('is undone by an answer of an unknown form, if it was a filter without reason, and has a problem', () => {
    const after = transition(filtered, { kind: 'problem', problem: unknownForm }, now);
    assert.deepEqual(after, {
      ...started,
      checkedAt: at(1000),
      problem: { ...unknownForm, since: at(1000) },
    });
  });

  it('stays after an answer of an unknown form if it was a filter with a reason', () => {
    const withReason = transition(started, { kind: 'filtered', filterReasons: ['a'] }, now);
    assert.equal(transition(withReason, { kind: 'problem', problem: unknownForm }, now), withReason);
  });

  it('is unseen again once corrected, keeps its label and has the expiry from the time of the API', () => {
    const seen: Operation = { ...filtered, seenAt: at(2000) } as Operation;
    const job = { completedAt: at(-3_600_000) };
    const after = transition(seen, { kind: 'succeeded', videos, job }, now);
    assert.equal('seenAt' in after, false);
    assert.equal(after.label, 'my cat');
    assert.equal(after.videos[0]?.expiresAt, at(47 * 3_600_000));
  });
});

describe('what an answer tells beside the state', () => {
  it('may be an undocumented status, kept with its first time until another answer comes', () => {
    const word = (given: Operation, told: string | undefined, ms: number) =>
      transition(given, { kind: 'running', ...(told && { word: told }) }, TEN_O_CLOCK + ms);
    const first = word(started, 'polishing', 1000);
    const again = word(first, 'polishing', 9000);
    assert.deepEqual('unknownStatus' in again && again.unknownStatus, { word: 'polishing', since: at(1000) });
    const other = word(again, 'grading', 20_000);
    assert.deepEqual('unknownStatus' in other && other.unknownStatus, { word: 'grading', since: at(20_000) });
    assert.equal('unknownStatus' in word(other, undefined, 30_000), false);
  });

  it('may be what the filter blocked, also in a success', () => {
    const told = { filterReasons: ['a'], filteredCount: 2 };
    const after = transition(started, { kind: 'succeeded', videos, ...told }, now);
    assert.deepEqual(after.state === 'succeeded' && [after.filterReasons, after.filteredCount], [['a'], 2]);
  });

  it('may be the end or the start, from which the expiry counts, but never from the future', () => {
    const left = (job: Job) =>
      transition(started, { kind: 'succeeded', videos, job }, now).videos[0]?.expiresAt;
    const days2 = 48 * 3_600_000;
    assert.equal(left({ completedAt: at(-7000), startedAt: at(-90_000) }), at(days2 - 7000));
    assert.equal(left({ startedAt: at(-90_000) }), at(days2 - 90_000));
    assert.equal(left({ completedAt: at(5_000_000) }), at(days2 + 1000));
  });
});

describe('the problem of an operation', () => {
  it('keeps the state and has the time at which it began', () => {
    const after = withProblem(started, 'offline', 5000);
    assert.deepEqual(after, { ...started, problem: { kind: 'offline', message: 'm0', since: at(5000) } });
  });

  it('keeps that time and has the newer message if the same kind comes again', () => {
    const after = withProblem(withProblem(started, 'offline', 5000), 'offline', 9000, 'newer');
    assert.deepEqual(after.problem, { kind: 'offline', message: 'newer', since: at(5000) });
  });

  it('has a new time if another kind comes', () => {
    const after = withProblem(withProblem(started, 'offline', 5000), 'timeout', 9000);
    assert.deepEqual(after.problem, { kind: 'timeout', message: 'm0', since: at(9000) });
  });

  it('does not count as checked if it is no answer', () => {
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
