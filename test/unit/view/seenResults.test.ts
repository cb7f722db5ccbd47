import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/event';
import type { Operation } from '../../../src/operations/operation';
import { ResultsInSight, SeenResults } from '../../../src/ui/view/seenResults';
import { PollingHarness } from '../tracking/pollingHarness';

describe('results in the view', () => {
  let harness: PollingHarness;
  let isHere: boolean;
  let presence: Emitter<void>;
  let inSight: ResultsInSight;

  beforeEach(async () => {
    harness = new PollingHarness();
    isHere = true;
    presence = new Emitter();
    const person = {
      get isHere() {
        return isHere;
      },
      onDidChange: presence.event,
    };
    const { store, clock } = harness;
    inSight = new ResultsInSight({ store, seen: new SeenResults(store), presence: person }, clock);
    finish('a');
  });
  afterEach(() => inSight.dispose());

  it('count as seen after the view was in sight for 2 s, and not at once', async () => {
    inSight.setVisible(true);
    await harness.clock.advance(1999);
    assert.equal(unseen(), 'a');
    await harness.clock.advance(1);
    assert.equal(unseen(), '');
  });

  it('stay unseen when the view was in sight for less than 2 s each time', async () => {
    inSight.setVisible(true);
    await harness.clock.advance(1500);
    inSight.setVisible(false);
    await harness.clock.advance(10_000);
    inSight.setVisible(true);
    await harness.clock.advance(1500);
    assert.equal(unseen(), 'a');
  });

  it('stay unseen while nobody is at the window, and count as seen 2 s after the person has come back', async () => {
    isHere = false;
    inSight.setVisible(true);
    await harness.clock.advance(60_000);
    assert.equal(unseen(), 'a');
    setPresence(true);
    await harness.clock.advance(1999);
    assert.equal(unseen(), 'a');
    await harness.clock.advance(1);
    assert.equal(unseen(), '');
  });

  it('stay unseen when the person leaves before the 2 s are over', async () => {
    inSight.setVisible(true);
    await harness.clock.advance(1000);
    setPresence(false);
    await harness.clock.advance(60_000);
    assert.equal(unseen(), 'a');
  });

  it('need 2 s each: one that comes later does not count as seen together with an earlier one', async () => {
    inSight.setVisible(true);
    await harness.clock.advance(1500);
    finish('b');
    await harness.clock.advance(500);
    assert.equal(unseen(), 'b');
    await harness.clock.advance(2000);
    assert.equal(unseen(), '');
  });

  it('stay unseen once the view is disposed of', async () => {
    inSight.setVisible(true);
    inSight.dispose();
    await harness.clock.advance(10_000);
    assert.equal(unseen(), 'a');
  });

  function setPresence(here: boolean): void {
    isHere = here;
    presence.fire();
  }

  function finish(name: string): void {
    const operation = harness.store.track({ endpoint: 'google', name });
    harness.store.update([
      { ...operation, state: 'failed', error: { code: 13, message: 'no' }, finishedAt: operation.trackedAt },
    ] as Operation[]);
  }

  function unseen(): string {
    return harness.store.unseen.map(({ name }) => name).join(' ');
  }
});
