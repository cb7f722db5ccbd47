import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { unlessAborted } from '../../../../src/endpoints/http/abort';

const reason = new Error('given up');

describe('a promise that is awaited unless a signal is aborted', () => {
  it('settles as it does by itself, and leaves no listener', async () => {
    const { signal } = new AbortController();
    assert.equal(await unlessAborted(Promise.resolve(1), signal), 1);
    await assert.rejects(unlessAborted(Promise.reject(new Error('a fault')), signal), { message: 'a fault' });
    await Promise.resolve();
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  });

  it('is not waited for once the signal is aborted', async () => {
    const aborting = new AbortController();
    const outcome = unlessAborted(new Promise(() => undefined), aborting.signal);
    aborting.abort(reason);
    await assert.rejects(outcome, reason);
  });

  it('rejects with the reason where the signal was aborted before', async () => {
    await assert.rejects(unlessAborted(Promise.resolve(1), AbortSignal.abort(reason)), reason);
  });
});
