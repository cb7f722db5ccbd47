const CHECK_INTERVAL_MS = 1_000;

/**
 * Makes this process exit, and with it what it has started, on Ctrl+C, SIGTERM or a closed terminal, and also when
 * its parent is gone: npm sends SIGTERM to its shell only, which ends without passing it on.
 */
export function exitWhenTold(): void {
  process.on('SIGINT', () => process.exit(130)); // 128 + the signal's number, as shells have it
  process.on('SIGTERM', () => process.exit(143));
  process.on('SIGHUP', () => process.exit(129));
  const parent = process.ppid;
  const exitIfOrphaned = () => process.ppid === parent || process.exit(143);
  setInterval(exitIfOrphaned, CHECK_INTERVAL_MS).unref();
}
