import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isAnythingUnderWay } from '../../../src/composition/underWay';
import {
  isUnseen,
  newOperation,
  type Operation,
  type Report,
  type Video,
} from '../../../src/operations/operation';
import { pollingModeOf } from '../../../src/operations/pollingMode';
import { toRecord } from '../../../src/operations/record';
import { transition } from '../../../src/operations/transition';
import { hasUnsavedOnServer } from '../../../src/operations/video';
import { areSettled, storedRecords } from '../../../src/tracking/list/storedRecords';
import { operation } from '../operations/arbitraries';

const NOW = Date.UTC(2026, 10, 29, 10);
const HOUR_MS = 60 * 60 * 1000;
const ID = { endpoint: 'google', name: 'models/veo-3.1/operations/abc' };
const SETTLED = { areRecordsSettled: true, simulatorRan: false, settingsNeedCheck: false };

const running = newOperation(ID, {}, NOW - HOUR_MS);

/** An operation that ended an hour ago and was seen. */
function seen(report: Report): Operation {
  const ended = transition(running, report, NOW - HOUR_MS);
  return { ...ended, seenAt: ended.checkedAt } as Operation;
}

const failed = seen({ kind: 'failed', error: { code: 3, message: 'No' } });
const uri = 'https://generativelanguage.googleapis.com/v1beta/files/abc:download?alt=media';
const succeeded = seen({ kind: 'succeeded', videos: [{ uri }] });

function isUnderWay(...operations: readonly Operation[]): boolean {
  return areUnderWay(operations.map(toRecord));
}

function areUnderWay(listed: unknown, aside?: unknown): boolean {
  const state: Record<string, unknown> = { 'veo.operations': listed, 'veo.operations.unreadable': aside };
  const areRecordsSettled = areSettled(storedRecords({ get: (key) => state[key] }), NOW);
  return isAnythingUnderWay({ ...SETTLED, areRecordsSettled });
}

/** As the second stage would say, which reads the records in full. */
function waits(operation: Operation): boolean {
  return (
    pollingModeOf(operation).kind !== 'never' || isUnseen(operation) || hasUnsavedOnServer(operation, NOW)
  );
}

/** The succeeded operation, with something else known of its video. */
function withVideo(known: object): Operation {
  return { ...succeeded, videos: [{ ...succeeded.videos[0], ...known }] } as unknown as Operation;
}

describe('a start', () => {
  it('has nothing under way with an empty list, or when all is seen and saved, kept or lost', () => {
    assert.equal(isUnderWay(), false);
    const saved = withVideo({ file: '/videos/a.mp4' });
    const expired = withVideo({ expiresAt: new Date(NOW - 1).toISOString() });
    const gone = withVideo({ gone: true, goneAt: new Date(NOW).toISOString() });
    const kept = 'file:///storage/a.mp4';
    const { expiresAt: _, ...inside } = succeeded.videos[0] as Video;
    const onlyKept = { ...succeeded, videos: [{ ...inside, uri: kept, kept }] } as unknown as Operation;
    assert.equal(isUnderWay(failed, saved, expired, gone, onlyKept), false);
  });

  it('has an operation under way that runs, even one that is polled on request only', () => {
    assert.equal(isUnderWay(failed, running), true);
    assert.equal(isUnderWay({ ...running, unfollowedAt: new Date(NOW).toISOString() }), true);
  });

  it('has a result under way that nobody has seen', () => {
    const { seenAt: _, ...unseen } = failed as Operation & { seenAt?: string };
    assert.equal(isUnderWay(unseen as Operation), true);
  });

  it('has a missing operation under way until the last recheck', () => {
    const finishedAt = new Date(NOW - HOUR_MS).toISOString();
    const missing = {
      ...running,
      ...{ state: 'missing', finishedAt, checkedAt: finishedAt, seenAt: finishedAt },
    } as Operation;
    assert.equal(isUnderWay(missing), true);
    const checkedAt = new Date(NOW + 30 * HOUR_MS).toISOString();
    assert.equal(isUnderWay({ ...missing, checkedAt } as Operation), false);
  });

  it('has a video under way that only the server has', () => {
    assert.equal(isUnderWay(succeeded), true);
  });

  it('has a video under way of which the release that stored it did not know when it is deleted', () => {
    const { expiresAt: _, ...video } = succeeded.videos[0] as Video;
    assert.equal(isUnderWay({ ...succeeded, videos: [video] } as unknown as Operation), true);
  });

  it('has records under way that may not be readable, whatever they are', () => {
    const record = toRecord(failed);
    assert.equal(areUnderWay([record]), false);
    const others = [{ ...record, version: 2 }, { version: 1 }, { ...record, operation: 'x' }, null, 'x', 7];
    const times = [7, 'yesterday', { toString: 1 }];
    const faulty = [
      ...[{ state: 'paused' }, { seenAt: 1 }, { videos: 'x' }, { videos: [null] }],
      ...times.flatMap((at) => [
        { finishedAt: at },
        { checkedAt: at },
        { videos: [{ file: 'a', expiresAt: at }] },
      ]),
    ];
    const broken = faulty.map((fault) => ({ ...record, operation: { ...failed, ...fault } }));
    for (const one of [...others, ...broken])
      assert.equal(areUnderWay([record, one]), true, JSON.stringify(one));
    assert.equal(areUnderWay('x'), true);
  });

  it('has a record under way that was set aside and may be readable now, not one of another version', () => {
    assert.equal(areUnderWay([], [toRecord(failed)]), true);
    assert.equal(areUnderWay([], [{ ...toRecord(failed), version: 2 }, 'x']), false);
  });

  it('has everything under way that waits for something, and nothing else where all is known', () => {
    fc.assert(
      fc.property(operation, (one) => {
        const isKnown = one.videos.every(
          ({ file, kept, gone, expiresAt }) => file ?? kept ?? gone ?? expiresAt,
        );
        assert.equal(isUnderWay(one), !isKnown || waits(one));
      }),
    );
  });

  it('has a simulator under way that ran, and settings that may be faulty', () => {
    assert.equal(isAnythingUnderWay(SETTLED), false);
    assert.equal(isAnythingUnderWay({ ...SETTLED, simulatorRan: true }), true);
    assert.equal(isAnythingUnderWay({ ...SETTLED, settingsNeedCheck: true }), true);
  });
});
