import assert from 'node:assert/strict';
import { isAnythingUnderWay } from '../../../src/composition/underWay';
import { newOperation, type Operation, type Report } from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';

const NOW = Date.UTC(2026, 10, 29, 10);
const HOUR_MS = 60 * 60 * 1000;
const ID = { endpoint: 'google', name: 'models/veo-3.1/operations/abc' };
const NOTHING = {
  operations: [],
  newlyUnreadable: 0,
  simulatorRan: false,
  settingsNeedCheck: false,
  now: NOW,
};

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
  return isAnythingUnderWay({ ...NOTHING, operations });
}

/** The succeeded operation, with something else known of its video. */
function withVideo(known: object): Operation {
  return { ...succeeded, videos: [{ ...succeeded.videos[0], ...known }] } as unknown as Operation;
}

describe('a start', () => {
  it('has nothing under way with an empty list, or when all is seen and saved or lost', () => {
    assert.equal(isUnderWay(), false);
    const saved = withVideo({ file: '/videos/a.mp4' });
    const expired = withVideo({ expiresAt: new Date(NOW - 1).toISOString() });
    const gone = withVideo({ gone: true, goneAt: new Date(NOW).toISOString() });
    assert.equal(isUnderWay(failed, saved, expired, gone), false);
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

  it('has records under way that could not be read, a simulator that ran, and settings that may be faulty', () => {
    assert.equal(isAnythingUnderWay({ ...NOTHING, newlyUnreadable: 1 }), true);
    assert.equal(isAnythingUnderWay({ ...NOTHING, simulatorRan: true }), true);
    assert.equal(isAnythingUnderWay({ ...NOTHING, settingsNeedCheck: true }), true);
  });
});
