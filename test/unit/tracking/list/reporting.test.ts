import assert from 'node:assert/strict';
import type { Report } from '../../../../src/operations/operation';
import { idOf, TEN_O_CLOCK } from '../../operations/arbitraries';
import { ListHarness } from './listHarness';

const OFFLINE: Report = { kind: 'problem', problem: { kind: 'offline', message: 'There is no network' } };

describe('a report about operations', () => {
  let world: ListHarness;
  beforeEach(() => {
    world = new ListHarness();
    for (const id of ['a1', 'b2']) world.store.track(idOf(id));
    world.changes.length = 0;
  });

  it('changes the operation in the list, and returns that change', () => {
    const before = world.store.get(idOf('a1'));
    const change = world.store.report(idOf('a1'), { kind: 'running' }, TEN_O_CLOCK + 1000);
    assert.equal(change?.before, before);
    assert.equal(change?.after, world.store.get(idOf('a1')));
    assert.equal(change?.after.checkedAt, '2026-11-20T10:00:01.000Z');
    assert.equal(world.changes.length, 1);
  });

  it('about one that is not in the list changes nothing', () => {
    assert.equal(world.store.report(idOf('c3'), OFFLINE, TEN_O_CLOCK), undefined);
    assert.deepEqual(world.changes, []);
  });

  it('never makes one run again that has ended', () => {
    world.store.report(idOf('a1'), { kind: 'filtered' }, TEN_O_CLOCK);
    const change = world.store.report(idOf('a1'), { kind: 'running' }, TEN_O_CLOCK + 1000);
    assert.equal(change?.after.state, 'filtered');
  });

  it('about several is one change', () => {
    let events = 0;
    world.store.onDidChange(() => events++);
    const changes = world.store.reportAll([idOf('a1'), idOf('b2'), idOf('c3')], OFFLINE, TEN_O_CLOCK);
    assert.deepEqual([changes.length, events], [2, 1]);
    assert.ok(world.store.list().every(({ problem }) => problem?.kind === 'offline'));
  });
});
