import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/event';

describe('events', () => {
  it('are emitted to all listeners in the order in which they came', () => {
    const { emitter, heard } = withListeners('first', 'second');
    emitter.fire('a');
    assert.deepEqual(heard, ['first a', 'second a']);
  });

  it('that a listener fires are emitted after the present one, so that all hear one order', () => {
    const emitter = new Emitter<string>();
    const heard: string[] = [];
    emitter.event((event) => event === 'a' && emitter.fire('b'));
    emitter.event((event) => heard.push(event));
    emitter.fire('a');
    assert.deepEqual(heard, ['a', 'b']);
  });

  it('are no longer emitted to a listener that was removed, though it was added twice', () => {
    const emitter = new Emitter<string>();
    const heard: string[] = [];
    const listener = (event: string) => heard.push(event);
    const first = emitter.event(listener);
    emitter.event(listener);
    first.dispose();
    first.dispose();
    emitter.fire('a');
    assert.deepEqual(heard, ['a']);
  });

  it('are emitted to the others though one is removed meanwhile', () => {
    const emitter = new Emitter<string>();
    const heard: string[] = [];
    const first = emitter.event(() => first.dispose());
    emitter.event((event) => heard.push(event));
    emitter.fire('a');
    assert.deepEqual(heard, ['a']);
  });

  it('are emitted to the others though one throws, and what it threw is thrown in the end', () => {
    const emitter = new Emitter<string>();
    const heard: string[] = [];
    emitter.event((event) => {
      if (event === 'a') emitter.fire('b');
      throw new Error(`at ${event}`);
    });
    emitter.event((event) => heard.push(event));
    assert.throws(() => emitter.fire('a'), { message: 'at a' });
    assert.deepEqual(heard, ['a', 'b']);
  });

  it('are emitted to nobody after the emitter was disposed of', () => {
    const { emitter, heard } = withListeners('first');
    emitter.dispose();
    emitter.fire('a');
    assert.deepEqual(heard, []);
  });
});

function withListeners(...names: readonly string[]) {
  const emitter = new Emitter<string>();
  const heard: string[] = [];
  for (const name of names) emitter.event((event) => heard.push(`${name} ${event}`));
  return { emitter, heard };
}
