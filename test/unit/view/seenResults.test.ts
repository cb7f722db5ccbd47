import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/event';
import { isUnseen, type Operation } from '../../../src/operations/operation';
import { ResultsInSight } from '../../../src/ui/view/seenResults';
import { PollingHarness } from '../tracking/pollingHarness';

describe('results in the view', () => {
  let world: PollingHarness;
  let isHere: boolean;
  let presence: Emitter<void>;
  let inSight: ResultsInSight;

  beforeEach(async () => {
    world = new PollingHarness();
    isHere = true;
    presence = new Emitter();
    const markSeen = (operations: readonly Operation[]) =>
      world.store.update(operations.filter(isUnseen).map((one) => ({ ...one, seenAt: one.finishedAt })));
    const parts = {
      get isHere() {
        return isHere;
      },
      onDidChange: presence.event,
    };
    inSight = new ResultsInSight({ store: world.store, seen: { markSeen }, presence: parts }, world.clock);
    end('a');
  });
  afterEach(() => inSight.dispose());

  it('count as seen when the view was in sight for 2 s, and not at once', async () => {
    inSight.setVisible(true);
    await world.clock.advance(1999);
    assert.equal(unseen(), 'a');
    await world.clock.advance(1);
    assert.equal(unseen(), '');
  });

  it('stay unseen when the view was in sight for a glance only', async () => {
    inSight.setVisible(true);
    await world.clock.advance(1500);
    inSight.setVisible(false);
    await world.clock.advance(10_000);
    inSight.setVisible(true);
    await world.clock.advance(1500);
    assert.equal(unseen(), 'a');
  });

  it('stay unseen while nobody is at the window, and are seen 2 s after the person has come back', async () => {
    isHere = false;
    inSight.setVisible(true);
    await world.clock.advance(60_000);
    assert.equal(unseen(), 'a');
    comeOrGo(true);
    await world.clock.advance(1999);
    assert.equal(unseen(), 'a');
    await world.clock.advance(1);
    assert.equal(unseen(), '');
  });

  it('stay unseen when the person leaves before the 2 s are over', async () => {
    inSight.setVisible(true);
    await world.clock.advance(1000);
    comeOrGo(false);
    await world.clock.advance(60_000);
    assert.equal(unseen(), 'a');
  });

  it('have 2 s each: one that comes later does not count as seen with the one before', async () => {
    inSight.setVisible(true);
    await world.clock.advance(1500);
    end('b');
    await world.clock.advance(500);
    assert.equal(unseen(), 'b');
    await world.clock.advance(2000);
    assert.equal(unseen(), '');
  });

  it('are no longer watched once the view is gone', async () => {
    inSight.setVisible(true);
    inSight.dispose();
    await world.clock.advance(10_000);
    assert.equal(unseen(), 'a');
  });

  function comeOrGo(here: boolean): void {
    isHere = here;
    presence.fire();
  }

  function end(name: string): void {
    const operation = world.store.track({ endpoint: 'google', name });
    world.store.update([
      { ...operation, state: 'failed', error: { code: 13, message: 'no' }, finishedAt: operation.trackedAt },
    ] as Operation[]);
  }

  function unseen(): string {
    return world.store.unseen.map(({ name }) => name).join(' ');
  }
});
