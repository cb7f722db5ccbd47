const CHECK_INTERVAL_MS = 1_000;

/**
 * Makes this process, and with it what it has started, exit on SIGINT, SIGTERM and SIGHUP, and also when its parent has
 * exited: npm sends SIGTERM only to its shell, which exits without forwarding it.
 */
export function exitOnSignal(): void {
  process.on('SIGINT', () => process.exit(130)); // 128 plus the number of the signal, as in shells
  process.on('SIGTERM', () => process.exit(143));
  process.on('SIGHUP', () => process.exit(129));
  const parent = process.ppid;
  const exitIfOrphaned = () => process.ppid === parent || process.exit(143);
  setInterval(exitIfOrphaned, CHECK_INTERVAL_MS).unref();
}
