import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { unlessAborted } from '../../../src/endpoints/abort';

const reason = new Error('given up');

describe('an outcome unless it is given up', () => {
  it('is that of the promise, and leaves no listener', async () => {
    const { signal } = new AbortController();
    assert.equal(await unlessAborted(Promise.resolve(1), signal), 1);
    await assert.rejects(unlessAborted(Promise.reject(new Error('a fault')), signal), { message: 'a fault' });
    await Promise.resolve();
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  });

  it('does not wait for the promise', async () => {
    const aborting = new AbortController();
    const outcome = unlessAborted(new Promise(() => undefined), aborting.signal);
    aborting.abort(reason);
    await assert.rejects(outcome, reason);
  });

  it('is the reason where it was given up before', async () => {
    await assert.rejects(unlessAborted(Promise.resolve(1), AbortSignal.abort(reason)), reason);
  });
});
