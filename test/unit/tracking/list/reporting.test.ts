import assert from 'node:assert/strict';
import type { Report } from '../../../../src/operations/operation';
import { idOf, TEN_O_CLOCK } from '../../operations/arbitraries';
import { ListHarness } from './listHarness';

const OFFLINE: Report = { kind: 'problem', problem: { kind: 'offline', message: 'There is no network' } };

describe('a report about operations', () => {
  let harness: ListHarness;
  beforeEach(() => {
    harness = new ListHarness();
    for (const id of ['a1', 'b2']) harness.store.track(idOf(id));
    harness.changes.length = 0;
  });

  it('changes the operation in the list, and returns that change', () => {
    const before = harness.store.get(idOf('a1'));
    const change = harness.store.report(idOf('a1'), { kind: 'running' }, TEN_O_CLOCK + 1000);
    assert.equal(change?.before, before);
    assert.equal(change?.after, harness.store.get(idOf('a1')));
    assert.equal(change?.after.checkedAt, '2026-11-20T10:00:01.000Z');
    assert.equal(harness.changes.length, 1);
  });

  it('about one that is not in the list changes nothing', () => {
    assert.equal(harness.store.report(idOf('c3'), OFFLINE, TEN_O_CLOCK), undefined);
    assert.deepEqual(harness.changes, []);
  });

  it('never makes one run again that has ended', () => {
    harness.store.report(idOf('a1'), { kind: 'filtered' }, TEN_O_CLOCK);
    const change = harness.store.report(idOf('a1'), { kind: 'running' }, TEN_O_CLOCK + 1000);
    assert.equal(change?.after.state, 'filtered');
  });

  it('about several is one change', () => {
    let events = 0;
    harness.store.onDidChange(() => events++);
    const changes = harness.store.reportAll([idOf('a1'), idOf('b2'), idOf('c3')], OFFLINE, TEN_O_CLOCK);
    assert.deepEqual([changes.length, events], [2, 1]);
    assert.ok(harness.store.list().every(({ problem }) => problem?.kind === 'offline'));
  });
});
