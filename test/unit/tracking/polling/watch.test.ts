import assert from 'node:assert/strict';
import { newOperation } from '../../../../src/operations/operation';
import { Watch } from '../../../../src/tracking/polling/polledOperation';
import { idOf, TEN_O_CLOCK } from '../../operations/arbitraries';

const id = idOf('a1');
const operation = newOperation(id, {}, TEN_O_CLOCK);

describe('a watched operation', () => {
  it('is asked for until the answer comes, to all who asked', async () => {
    const watch = new Watch(id);
    assert.equal(watch.isAsked, false);
    const both = [watch.ask(undefined), watch.ask(undefined)];
    assert.equal(watch.isAsked, true);
    watch.end(operation);
    assert.deepEqual(await Promise.all(both), [operation, operation]);
    assert.equal(watch.isAsked, false);
  });

  it('is under way from its beginning to its end', () => {
    const watch = new Watch(id);
    assert.equal(watch.isUnderWay, false);
    const signal = watch.begin(undefined);
    assert.equal(watch.isUnderWay, true);
    watch.end(operation);
    assert.deepEqual([watch.isUnderWay, signal.aborted], [false, false]);
  });

  it('is asked for no more by one who gave up, but by the others', async () => {
    const watch = new Watch(id);
    const giveUp = new AbortController();
    const reason = new Error('enough');
    const given = assert.rejects(watch.ask(giveUp.signal), (error) => error === reason);
    const kept = watch.ask(undefined);
    giveUp.abort(reason);
    await given;
    assert.equal(watch.isAsked, true);
    watch.end(operation);
    assert.equal(await kept, operation);
  });

  it('is not asked for by one who gave up before', async () => {
    const watch = new Watch(id);
    const reason = new Error('enough');
    await assert.rejects(watch.ask(AbortSignal.abort(reason)), (error) => error === reason);
    assert.equal(watch.isAsked, false);
  });

  it('lets those who ask wait for the next request when one is interrupted', async () => {
    const watch = new Watch(id);
    const waiting = watch.ask(undefined);
    const signal = watch.begin(undefined);
    watch.interrupt();
    assert.deepEqual([signal.aborted, watch.isUnderWay, watch.isAsked], [true, false, true]);
    watch.end(operation);
    assert.equal(await waiting, operation);
  });

  it('disappoints those who ask when it is abandoned', async () => {
    const watch = new Watch(id);
    const waiting = assert.rejects(watch.ask(undefined), { message: 'a1 was removed' });
    const signal = watch.begin(undefined);
    watch.abandon('a1 was removed');
    await waiting;
    assert.deepEqual([signal.aborted, watch.isAsked], [true, false]);
  });
});
