/**
 * The ms that something took of this thread, which can be no more than what passed, nor than what the process used: a machine
 * that is busy with something else makes a test with a limit no slower.
 */
export function processorMs(run: () => unknown): number {
  const [begun, before] = [performance.now(), process.cpuUsage()];
  run();
  const { user, system } = process.cpuUsage(before);
  return Math.min(performance.now() - begun, (user + system) / 1000);
}
