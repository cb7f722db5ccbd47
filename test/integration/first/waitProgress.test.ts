import assert from 'node:assert/strict';
import type { Operation } from '../../../src/operations/operation';
import { Pause } from '../../../src/ui/pause';
import { TaskScreen } from '../../../src/ui/tasks/taskScreen';
import { WaitProgress } from '../../../src/ui/tasks/waitProgress';
import { type FakeClock, fakeClock } from '../../unit/base/fakeClock';
import { CommandParts } from '../commandParts';
import { MemoryMemento } from '../memoryStorage';
import { idOf } from '../sampleOperations';

describe('the last line of a task', () => {
  let parts: CommandParts;
  let clock: FakeClock;
  let drawn: string[];
  let progress: WaitProgress;
  let operations: readonly Operation[];

  beforeEach(() => {
    parts = new CommandParts();
    clock = fakeClock(Date.now());
    drawn = [];
    operations = Array.from({ length: 100 }, (_, index) => parts.store.track(idOf(`shot${index}x`)));
    const screen = new TaskScreen((text) => drawn.push(text));
    const pause = new Pause(new MemoryMemento());
    progress = new WaitProgress(operations, screen, { ...parts.context, pause }, clock);
  });
  afterEach(() => {
    progress.dispose();
    parts.dispose();
  });

  it('is drawn at most ten times a second, however many operations end at once, and each second by itself', async () => {
    for (const operation of operations.slice(1)) progress.ended(operation);
    assert.match(drawn.join(), /0 of 100 ended/);
    const { length } = drawn;
    await clock.advance(100);
    assert.equal(drawn.length, length + 1);
    assert.match(drawn.at(-1) ?? '', /99 of 100 ended/);
    await clock.advance(1000);
    assert.equal(drawn.length, length + 2);
  });

  it('stays empty once the task is over, also when a download is given up after that', async () => {
    progress.dispose();
    const { length } = drawn;
    for (const operation of operations) progress.downloading(operation, undefined);
    await clock.advance(5000);
    assert.deepEqual([drawn.length, clock.countTimers()], [length, 0]);
  });
});
