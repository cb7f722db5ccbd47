import assert from 'node:assert/strict';
import type { Report } from '../../../../src/operations/operation';
import { at, idOf, TEN_O_CLOCK } from '../../operations/arbitraries';
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

  it('tells what the endpoint means by starts, for its other operations, too, and after a restart', async () => {
    const answer = (id: string, told: number, now: number) =>
      harness.store.report(idOf(id), { kind: 'running', job: { startedAt: at(told) } }, TEN_O_CLOCK + now)
        ?.after.startedAt;
    assert.deepEqual([answer('a1', 0, 500), answer('a1', 9500, 10_000)], [undefined, undefined]);
    assert.equal(answer('b2', -60_000, 11_000), undefined);
    await harness.store.flush();
    harness.restart();
    harness.store.track(idOf('c3'));
    assert.equal(answer('c3', -60_000, 12_000), undefined);
  });

  it('about several is one change', () => {
    let events = 0;
    harness.store.onDidChange(() => events++);
    const changes = harness.store.reportAll([idOf('a1'), idOf('b2'), idOf('c3')], OFFLINE, TEN_O_CLOCK);
    assert.deepEqual([changes.length, events], [2, 1]);
    assert.ok(harness.store.list().every(({ problem }) => problem?.kind === 'offline'));
  });
});
