import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Quota, quotaOf } from '../../../../src/tracking/limits/quota';
import { RequestWindow } from '../../../../src/tracking/limits/requestWindow';
import { acquire } from './sentRequests';

const MINUTE_MS = 60_000;
const TWENTY = quotaOf(20, 1);
const THREE = alone({ background: 3, everything: 4, burst: 2 });

describe('the request window of an origin', () => {
  it('lets a few go at once, and the others evenly as far as the minute has room', () => {
    assert.deepEqual(sentAt(newWindow(), THREE, 6), [0, 0, 20_000, 60_000, 60_000, 80_000]);
    const [, , , , ...evenly] = sentAt(newWindow(), alone({ background: 60, everything: 60, burst: 4 }), 34);
    assert.deepEqual(
      evenly,
      Array.from({ length: 30 }, (_, i) => 1000 * (i + 1)),
    );
  });

  it('earns no more than the burst in a rest, however long', () => {
    const requestWindow = newWindow();
    sentAt(requestWindow, THREE, 2);
    assert.deepEqual(sentAt(requestWindow, THREE, 3, 86_400_000), [0, 0, 20_000]);
  });

  it('lets the person use the whole minute at once, for which the background waits', () => {
    const requestWindow = newWindow();
    for (const _ of [1, 2, 3, 4]) spendForPerson(requestWindow, THREE, 0);
    assert.equal(requestWindow.nextAt(0, THREE, 'person'), MINUTE_MS);
    assert.equal(requestWindow.nextAt(0, THREE, 'background'), MINUTE_MS);
  });

  it('has the person go ahead of the background in the same minute', () => {
    const requestWindow = newWindow();
    sentAt(requestWindow, THREE, 3);
    assert.equal(requestWindow.nextAt(20_000, THREE, 'background'), MINUTE_MS);
    assert.equal(requestWindow.nextAt(20_000, THREE, 'person'), 20_000);
  });

  it('does not let the background pay off for long what the person used', () => {
    const requestWindow = newWindow();
    for (let i = 0; i < 20; i++) spendForPerson(requestWindow, TWENTY, 0);
    assert.deepEqual(sentAt(requestWindow, TWENTY, 6, MINUTE_MS), [0, 0, 0, 0, 0, 4000]);
    for (let i = 0; i < 10; i++) spendForPerson(requestWindow, TWENTY, 2 * MINUTE_MS);
    assert.ok(requestWindow.nextAt(2 * MINUTE_MS, TWENTY, 'background') <= 2 * MINUTE_MS + 8000);
  });

  it('counts other requests in their minute, but does not spread the background for them', () => {
    const requestWindow = newWindow();
    for (let i = 0; i < 14; i++) {
      requestWindow.acquire();
      requestWindow.release(0);
    }
    assert.deepEqual(sentAt(requestWindow, TWENTY, 2), [0, MINUTE_MS]);
  });

  it('gives back what was not sent, but never more than the burst', () => {
    const requestWindow = newWindow();
    sentAt(requestWindow, THREE, 1);
    acquire(requestWindow, THREE, 0);
    assert.equal(requestWindow.nextAt(0, THREE, 'background'), 20_000);
    requestWindow.cancel(true);
    assert.equal(requestWindow.nextAt(0, THREE, 'background'), 0);
    for (const _ of [1, 2, 3, 4]) {
      acquire(requestWindow, THREE, 60_000);
      requestWindow.cancel(true);
    }
    assert.deepEqual(sentAt(requestWindow, THREE, 3, 60_000), [0, 0, 20_000]);
  });

  it('gives back what was not sent to the minute too', () => {
    const requestWindow = newWindow();
    for (const _ of [1, 2, 3]) spendForPerson(requestWindow, THREE, 0);
    acquire(requestWindow, THREE, 0);
    requestWindow.cancel(true);
    assert.equal(requestWindow.nextAt(0, THREE, 'person'), 0);
  });

  it('counts for a minute what others have used, as the server tells', () => {
    const requestWindow = newWindow();
    spendForPerson(requestWindow, TWENTY, 0);
    requestWindow.setRemaining(2, 0, TWENTY);
    assert.equal(requestWindow.nextAt(0, TWENTY, 'background'), MINUTE_MS);
    for (const _ of [1, 2]) spendForPerson(requestWindow, TWENTY, 0);
    assert.equal(requestWindow.nextAt(0, TWENTY, 'person'), MINUTE_MS);
    assert.equal(requestWindow.nextAt(MINUTE_MS, TWENTY, 'background'), MINUTE_MS);
  });

  it('leaves the background what the server still takes beyond the part of the person', () => {
    const requestWindow = newWindow();
    requestWindow.setRemaining(7, 0, TWENTY);
    assert.deepEqual(sentAt(requestWindow, TWENTY, 3), [0, 0, MINUTE_MS]);
  });

  it('uses the last remaining count that the server sent', () => {
    const requestWindow = newWindow();
    requestWindow.setRemaining(0, 0, TWENTY);
    assert.equal(requestWindow.nextAt(1000, TWENTY, 'person'), MINUTE_MS);
    requestWindow.setRemaining(20, 2000, TWENTY);
    assert.equal(requestWindow.nextAt(2000, TWENTY, 'background'), 2000);
  });

  it('ignores a remaining count above the limit, and takes a negative one for 0', () => {
    const generous = newWindow();
    generous.setRemaining(1000, 0, TWENTY);
    assert.equal(sentAt(generous, TWENTY, 16).at(-1), MINUTE_MS);
    const strict = newWindow();
    strict.setRemaining(-50, 0, TWENTY);
    for (const purpose of ['background', 'person'] as const)
      assert.equal(strict.nextAt(0, TWENTY, purpose), MINUTE_MS);
  });

  it('has no room for the background after a refusal until it is earned anew', () => {
    const requestWindow = newWindow();
    requestWindow.empty(0, THREE);
    assert.equal(requestWindow.nextAt(0, THREE, 'background'), 20_000);
    assert.equal(requestWindow.nextAt(0, THREE, 'person'), 0);
    spendForPerson(requestWindow, THREE, 0);
    requestWindow.empty(0, THREE);
    assert.equal(requestWindow.nextAt(0, THREE, 'background'), 40_000);
  });

  it('follows a quota that is lowered and one that is raised', () => {
    const requestWindow = newWindow();
    sentAt(requestWindow, TWENTY, TWENTY.burst);
    assert.equal(requestWindow.nextAt(0, { ...TWENTY, background: 3 }, 'background'), MINUTE_MS);
    assert.equal(requestWindow.nextAt(0, { ...TWENTY, background: 60 }, 'background'), 1000);
    assert.equal(requestWindow.nextAt(0, { ...TWENTY, everything: 4 }, 'person'), MINUTE_MS);
    const rested = newWindow();
    rested.nextAt(0, alone({ background: 60, everything: 60, burst: 4 }), 'background');
    assert.deepEqual(sentAt(rested, alone({ background: 2, everything: 2, burst: 1 }), 2), [0, 30_000]);
  });

  it('earns nothing while the clock stands still', () => {
    const requestWindow = newWindow();
    sentAt(requestWindow, THREE, 2, 1_000_000);
    for (const _ of [1, 2, 3]) assert.equal(requestWindow.nextAt(1_000_000, THREE, 'background'), 1_020_000);
  });

  it('counts a request for a minute after its answer, for it may have come to the server until then', () => {
    const requestWindow = newWindow();
    for (const _ of [1, 2, 3, 4]) acquire(requestWindow, THREE, 0);
    assert.equal(requestWindow.nextAt(500, THREE, 'person'), 500 + MINUTE_MS);
    for (const at of [700, 800, 900, 1000]) requestWindow.release(at);
    assert.equal(requestWindow.nextAt(1000, THREE, 'person'), 700 + MINUTE_MS);
  });

  it('has room only for what the other windows have not sent', () => {
    const requestWindow = newWindow(() => [100, 200, 300]);
    spendForPerson(requestWindow, THREE, 400);
    assert.equal(requestWindow.nextAt(400, THREE, 'person'), 100 + MINUTE_MS);
    assert.equal(requestWindow.nextAt(400, THREE, 'background'), 200 + MINUTE_MS);
    assert.equal(requestWindow.nextAt(300 + MINUTE_MS, THREE, 'person'), 300 + MINUTE_MS);
  });

  it('counts once what the other windows have sent and the server has told of before they do', () => {
    let others: number[] = [];
    const requestWindow = newWindow(() => others);
    spendForPerson(requestWindow, TWENTY, 1000);
    requestWindow.setRemaining(9, 2000, TWENTY);
    others = Array(10).fill(1500);
    for (let i = 0; i < 9; i++) spendForPerson(requestWindow, TWENTY, 3000);
    assert.equal(requestWindow.nextAt(3000, TWENTY, 'person'), 1000 + MINUTE_MS);
    others = [...others, 4000];
    assert.equal(requestWindow.nextAt(4000, TWENTY, 'person'), 1500 + MINUTE_MS);
  });

  it('counts by themselves what the other windows send after the server has told', () => {
    let others: number[] = [];
    const requestWindow = newWindow(() => others);
    requestWindow.setRemaining(15, 2000, TWENTY);
    others = Array(10).fill(2500);
    for (let i = 0; i < 5; i++) spendForPerson(requestWindow, TWENTY, 3000);
    assert.equal(requestWindow.nextAt(3000, TWENTY, 'person'), 2000 + MINUTE_MS);
  });

  it('sends one in more than a minute where this window has less than one a minute', () => {
    const half = { ...THREE, background: 0.25, everything: 0.5 };
    const requestWindow = newWindow();
    spendForPerson(requestWindow, half, 0);
    assert.equal(requestWindow.nextAt(MINUTE_MS, half, 'person'), 2 * MINUTE_MS);
    assert.equal(requestWindow.nextAt(MINUTE_MS, half, 'background'), 4 * MINUTE_MS);
  });

  it('does so by and by at another time than windows that began at the same', () => {
    const half = { ...THREE, everything: 0.5 };
    const requestWindow = new RequestWindow(
      () => [],
      () => 0.4,
    );
    spendForPerson(requestWindow, half, 0);
    assert.equal(requestWindow.nextAt(0, half, 'person'), 2.2 * MINUTE_MS);
    spendForPerson(requestWindow, THREE, 3 * MINUTE_MS);
    assert.equal(requestWindow.nextAt(3 * MINUTE_MS, { ...THREE, everything: 1 }, 'person'), 4 * MINUTE_MS);
  });

  it('tells when it has sent, for a minute', () => {
    const requestWindow = newWindow();
    for (const at of [0, 1000]) spendForPerson(requestWindow, THREE, at);
    assert.deepEqual(requestWindow.sent(2000), [0, 1000]);
    assert.deepEqual(requestWindow.sent(MINUTE_MS), [1000]);
    assert.deepEqual(requestWindow.sent(2 * MINUTE_MS), []);
  });

  it('has room at the very time that it told, whatever the quota', () => {
    const given = fc.record({
      limit: fc.integer({ min: 1, max: 3000 }),
      share: fc.double({ min: 0.01, max: 1, noNaN: true }),
      pauses: fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 30 }),
      purpose: fc.constantFrom('background' as const, 'person' as const),
    });
    fc.assert(
      fc.property(given, ({ limit, share, pauses, purpose }) => {
        const [requestWindow, quota] = [newWindow(), quotaOf(limit, share)];
        let now = 0;
        for (const pause of pauses) {
          now = requestWindow.nextAt(now + pause, quota, purpose);
          assert.ok(requestWindow.nextAt(now, quota, purpose) - now <= 1);
          acquire(requestWindow, quota, now);
          requestWindow.release(now);
        }
      }),
    );
  });
});

function newWindow(sentByOthers: () => readonly number[] = () => []): RequestWindow {
  return new RequestWindow(sentByOthers, () => 0);
}

/** Of the only window. */
function alone({ burst, ...limits }: Omit<Quota, 'all'>): Quota {
  return { ...limits, burst, all: limits };
}

function spendForPerson(requestWindow: RequestWindow, quota: Quota, now: number): void {
  assert.equal(requestWindow.nextAt(now, quota, 'person'), now);
  acquire(requestWindow, quota, now);
  requestWindow.release(now);
}

/** When so many requests of the background are sent one after the other, in ms from `start`. */
function sentAt(requestWindow: RequestWindow, quota: Quota, count: number, start = 0): number[] {
  let now = start;
  return Array.from({ length: count }, () => {
    now = requestWindow.nextAt(now, quota, 'background');
    acquire(requestWindow, quota, now);
    requestWindow.release(now);
    return now - start;
  });
}
