import { execFileSync } from 'node:child_process';

/** Whether this machine has Python, so that programs for it can be run. */
export function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
