import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergedDuplicate, movedToEndpoint } from '../../../src/operations/endpointChange';
import type { KnownStart } from '../../../src/operations/knownStart';
import { newOperation, type Operation, type TrackingDetails } from '../../../src/operations/operation';
import { fromRecord, toRecord } from '../../../src/operations/record';
import { runTimeOf, startAfter } from '../../../src/operations/start';
import { ToldStarts } from '../../../src/operations/toldStarts';
import { trackingDetailsOf, withTrackingDetails } from '../../../src/operations/trackingDetails';
import { transition } from '../../../src/operations/transition';
import { mergeArchived } from '../../../src/tracking/list/archiveAccess';
import { at, idOf, TEN_O_CLOCK } from './arbitraries';

const HOUR_MS = 3_600_000;

/** Printed at ten o'clock, by a program that ran for 4 s, and tracked a moment later. */
const PRINTED: TrackingDetails = { source: 'terminal', startedAt: at(0), startedWithin: 4 };
const captured = newOperation(idOf('a1'), PRINTED, TEN_O_CLOCK + 100);
const print = (ms: number, startedWithin = 4): TrackingDetails => ({ startedAt: at(ms), startedWithin });

/** What is known after answers that tell a start; both times in ms after ten o'clock. */
function after(told: readonly (readonly [start: number, now: number])[], from: Operation = captured) {
  let known: Operation = from;
  for (const [start, now] of told)
    known = transition(known, { kind: 'running', job: { startedAt: at(start) } }, TEN_O_CLOCK + now);
  return startOf(known);
}

function startOf({ startedAt, startTold, startedWithin }: Operation): KnownStart {
  return JSON.parse(JSON.stringify({ startedAt, startTold, startedWithin }));
}

describe('a start that is known because a program printed the name', () => {
  it('stays through answers that tell no start', () => {
    const later = transition(captured, { kind: 'running' }, TEN_O_CLOCK + 9000);
    assert.deepEqual(startOf(later), { startedAt: at(0), startedWithin: 4 });
  });

  it('gives way to a start that the API tells, be it within the time of the program or long before it', () => {
    for (const start of [-3000, -90_000])
      assert.deepEqual(after([[start, 9000]]), {
        startedAt: at(start),
        startTold: { kind: 'one', at: at(start) },
      });
  });

  it('holds against a start that the API tells after the print, for no name is printed before it is given', () => {
    assert.deepEqual(
      after([
        [3000, 9000],
        [3000, 30_000],
      ]),
      { ...print(0), startTold: { kind: 'one', at: at(3000) } },
    );
  });

  it('bounds what the API tells also where the person said yes only a minute later', () => {
    const later = newOperation(idOf('a1'), PRINTED, TEN_O_CLOCK + 60_000);
    const told = after([[30_000, 70_000]], later);
    assert.deepEqual([told.startedAt, told.startedWithin], [at(0), 4]);
  });

  it('holds where the API tells the time of the poll, be that known before or found out', () => {
    const several = { ...print(0), startTold: { kind: 'several' } };
    assert.deepEqual(
      after([
        [500, 500],
        [9000, 9000],
      ]),
      several,
    );
    const known = { start: at(-60_000), meaning: 'pollTime' } as const;
    assert.deepEqual(startAfter(captured, known, TEN_O_CLOCK + 500), several);
  });

  it('shows which of two readings of a wrong clock is right', () => {
    const reported = { start: at(-2000), clockAhead: 60_000 };
    assert.equal(startAfter(captured, reported, TEN_O_CLOCK + 9000).startedAt, at(-2000));
    const { startedAt, ...unprinted } = captured;
    assert.equal(startAfter(unprinted, reported, TEN_O_CLOCK + 9000).startedAt, at(-62_000));
  });

  it('gives way to a start that a person gives, and never replaces one', () => {
    const given = withTrackingDetails<Operation>(captured, { startedAt: at(-5000) });
    assert.deepEqual(startOf(given), { startedAt: at(-5000) });
    assert.equal(withTrackingDetails(given, print(0)), given);
    assert.deepEqual(after([[-1000, 9000]], given), { startedAt: at(-5000) });
  });

  it('is not moved by a later print, of it or of one that was tracked before', () => {
    assert.equal(withTrackingDetails(captured, { ...print(60_000), source: 'terminal' }), captured);
    const pasted = newOperation(idOf('a1'), { source: 'pasted' }, TEN_O_CLOCK);
    assert.equal(withTrackingDetails(pasted, print(60_000)), pasted);
  });

  it('counts for an operation that was tracked after the print, such as when the person said yes', () => {
    const pasted: Operation = newOperation(idOf('a1'), { source: 'pasted' }, TEN_O_CLOCK + 60_000);
    assert.deepEqual(startOf(withTrackingDetails(pasted, print(0))), print(0));
    assert.deepEqual(startOf(withTrackingDetails(captured as Operation, print(-9000, 2))), print(-9000, 2));
  });

  it('does not show that the endpoint tells starts', () => {
    const starts = new ToldStarts();
    starts.note({ ...captured, startTold: { kind: 'one', at: at(3000) } });
    assert.equal(starts.of(captured.endpoint), undefined);
  });

  it('is stored, moved and merged with its operation, the earlier print first', () => {
    assert.deepEqual(fromRecord(JSON.parse(JSON.stringify(toRecord(captured)))), captured);
    const moved = movedToEndpoint({ endpoint: 'simulator' }, captured);
    assert.deepEqual(startOf(moved), print(0));
    const doubted: Operation = { ...captured, startTold: { kind: 'one', at: at(3000) } };
    assert.deepEqual(startOf(newOperation(idOf('a1'), trackingDetailsOf(doubted), 0)), print(0));
    const earlier: Operation = { ...captured, ...print(-500, 1) };
    for (const [present, moving] of [
      [captured, earlier],
      [earlier, captured],
    ] as const)
      assert.deepEqual(startOf(mergedDuplicate<Operation>(present, moving)), print(-500, 1));
  });

  it('is none for an operation that proves to have been tracked long before, at another endpoint or in the archive', () => {
    const { startedAt: _, startedWithin: __, ...plain } = captured;
    const before: Operation = { ...plain, trackedAt: at(-HOUR_MS), state: 'running' };
    assert.deepEqual(startOf(mergedDuplicate<Operation>(captured, before)), {});
    assert.deepEqual(startOf(mergedDuplicate<Operation>(before, captured)), {});
    const missing: Operation = { ...before, state: 'missing', finishedAt: at(-1000) };
    assert.deepEqual(startOf(mergeArchived(captured, missing)), {});
  });

  it('is where the run time counts from', () => {
    assert.equal(runTimeOf(captured, TEN_O_CLOCK + 80_000), 80_000);
  });

  it('is never later than the print, whatever the API tells', () => {
    const answer = fc.tuple(fc.integer({ min: -8e6, max: 8e6 }), fc.nat(1e7));
    fc.assert(
      fc.property(fc.array(answer), (answers) => {
        const { startedAt = '' } = after(answers);
        assert.ok(startedAt <= at(0) || startedAt === '');
      }),
    );
  });
});
