import FakeTimers, { type Clock } from '@sinonjs/fake-timers';

/**
 * Time goes on only as the test says, while sockets work as ever: how fast the machine is does not matter. To be used
 * where the time of an answer is what is tested.
 */
export async function withStoppedTime(test: (time: Clock) => Promise<void>): Promise<void> {
  const time = FakeTimers.install({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    await test(time);
  } finally {
    time.uninstall();
  }
}
