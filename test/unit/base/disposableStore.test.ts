import assert from 'node:assert/strict';
import { DisposableStore } from '../../../src/base/disposableStore';

describe('a disposable store', () => {
  let disposed: string[];
  beforeEach(() => {
    disposed = [];
  });

  it('disposes of all it owns, in the order in which it got them', () => {
    const store = new DisposableStore(disposable('first'), disposable('second'));
    store.add(disposable('third'));
    store.dispose();
    assert.deepEqual(disposed, ['first', 'second', 'third']);
  });

  it('disposes of each only once, however often it is disposed of itself', () => {
    const store = new DisposableStore();
    const one = disposable('one');
    store.add(one);
    store.add(one);
    store.dispose();
    store.dispose();
    assert.deepEqual(disposed, ['one']);
  });

  it('returns what it is given', () => {
    const one = disposable('one');
    assert.equal(new DisposableStore().add(one), one);
  });

  it('that was disposed of disposes of what it is given at once', () => {
    const store = new DisposableStore();
    store.dispose();
    store.add(disposable('late'));
    assert.deepEqual(disposed, ['late']);
  });

  it('disposes of the others though one throws, and throws that in the end', () => {
    const faulty = {
      dispose: () => {
        throw new Error('busy');
      },
    };
    const store = new DisposableStore(faulty, disposable('other'));
    assert.throws(() => store.dispose(), { message: 'busy' });
    assert.deepEqual(disposed, ['other']);
  });

  function disposable(name: string) {
    return { dispose: () => void disposed.push(name) };
  }
});
