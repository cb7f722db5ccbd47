import assert from 'node:assert/strict';
import { SIMULATOR_TIMEOUT_MS, STEP_TIMEOUT_MS, startUp } from '../../../src/composition/startUp';
import { type FakeClock, fakeClock } from '../base/fakeClock';

const STEPS = ['resumeSimulator', 'openArchive', 'sweepUnusedVideos', 'readOtherWindows', 'start'] as const;
type Step = (typeof STEPS)[number];

describe('a start', () => {
  let clock: FakeClock;
  let taken: string[];
  let logged: string[];

  beforeEach(() => {
    clock = fakeClock();
    [taken, logged] = [[], []];
  });

  it('resumes the simulator, opens the archive, sweeps, reads the other windows, and then polls', async () => {
    await run({});
    assert.deepEqual([taken, logged], [STEPS, []]);
  });

  it('polls without the simulator when it does not start, and logs why', async () => {
    await run({ resumeSimulator: () => Promise.reject(new Error('port taken')) });
    assert.deepEqual([taken, logged], [STEPS, ['The simulator could not be started again: port taken']]);
  });

  it('goes on without a simulator that does not answer, after ten seconds and no earlier', async () => {
    const started = run({ resumeSimulator: never });
    await clock.advance(SIMULATOR_TIMEOUT_MS - 1);
    assert.deepEqual(taken, ['resumeSimulator']);
    await clock.advance(1);
    await started;
    assert.deepEqual([taken, logged], [STEPS, []]);
  });

  it('logs why a slow simulator did not start in the end', async () => {
    const failing = () => after(15_000).then(() => Promise.reject(new Error('port taken')));
    const started = run({ resumeSimulator: failing });
    await clock.advance(15_000);
    await started;
    assert.deepEqual(logged, ['The simulator could not be started again: port taken']);
  });

  it('sweeps no video while the archive rejects, logs that once, and polls', async () => {
    await run({ openArchive: () => Promise.reject(new Error('no permission')) });
    const without = STEPS.filter((step) => step !== 'sweepUnusedVideos');
    assert.deepEqual([taken, logged], [without, ['The archive could not be opened: no permission']]);
  });

  it('sweeps no video when the archive opens too late, also not later, and polls', async () => {
    const started = run({ openArchive: () => after(5000) });
    await clock.advance(60_000);
    await started;
    assert.deepEqual(
      taken,
      STEPS.filter((step) => step !== 'sweepUnusedVideos'),
    );
  });

  it('polls only when the sweep is over, however long that takes', async () => {
    const started = run({ sweepUnusedVideos: () => after(60_000) });
    await clock.advance(59_999);
    assert.ok(!taken.includes('start'));
    await clock.advance(1);
    await started;
    assert.deepEqual(taken, STEPS);
  });

  it('polls when the sweep fails, and logs why', async () => {
    await run({ sweepUnusedVideos: () => Promise.reject(new Error('no folder')) });
    assert.deepEqual([taken, logged], [STEPS, ['Unused videos could not be looked for: no folder']]);
  });

  it('polls when the other windows cannot be read, and logs why', async () => {
    await run({ readOtherWindows: () => Promise.reject(new Error('no folder')) });
    assert.deepEqual([taken, logged], [STEPS, ['The other windows could not be looked at: no folder']]);
  });

  it('polls a second after it began to read the other windows, when their folder does not answer', async () => {
    const started = run({ readOtherWindows: never });
    await clock.advance(STEP_TIMEOUT_MS - 1);
    assert.ok(!taken.includes('start'));
    await clock.advance(1);
    await started;
    assert.deepEqual(taken, STEPS);
  });

  it('takes a step that throws at once like one that rejects', async () => {
    await run({
      openArchive: () => {
        throw new Error('no file system');
      },
    });
    assert.deepEqual(logged, ['The archive could not be opened: no file system']);
    assert.ok(taken.includes('start'));
  });

  it('leaves no timer behind', async () => {
    await run({});
    assert.equal(clock.countTimers(), 0);
  });

  function after(ms: number): Promise<void> {
    return new Promise((resolve) => void clock.setTimeout(resolve, ms));
  }

  /** Starts up with steps that succeed at once, but for those given. */
  function run(given: Partial<Record<Step, () => unknown>>): Promise<void> {
    const step = (name: Step) => (): Promise<void> => {
      taken.push(name);
      return (given[name]?.() ?? Promise.resolve()) as Promise<void>;
    };
    return startUp({
      simulator: { resume: step('resumeSimulator') },
      store: { openArchive: step('openArchive') },
      sweepUnusedVideos: step('sweepUnusedVideos'),
      limits: { ready: step('readOtherWindows') },
      start: step('start'),
      clock,
      log: { error: (what, error) => logged.push(`${what} ${(error as Error).message}`) },
    });
  }
});

function never(): Promise<never> {
  return new Promise(() => {});
}
