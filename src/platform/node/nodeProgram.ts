import type { ChildProcess } from 'node:child_process';
import { homedir } from 'node:os';
import spawn from 'cross-spawn';
import type { CommandLine, ProgramEnd } from '../../tracking/programs';

/** `gcloud` takes a second or two, and more when it renews its own credentials. */
const TIME_LIMIT_MS = 20_000;
/** A token has at most some thousand characters. */
const MAX_OUTPUT_BYTES = 16 * 1024;

/**
 * Runs a program to its end, without a shell. On Windows, `gcloud` is a file for `cmd.exe`, which Node refuses to start:
 * cross-spawn finds that file, and escapes the arguments so that `cmd.exe` takes them as they are.
 *
 * @param timeLimit ms until the program is ended, with all that it started
 */
export async function runProgram(
  command: CommandLine,
  signal: AbortSignal,
  timeLimit = TIME_LIMIT_MS,
): Promise<ProgramEnd> {
  try {
    return await untilEnd(start(command), signal, timeLimit);
  } catch (error) {
    // Node throws what some systems say of a program, and its own words have the whole command.
    return notStarted(error as NodeJS.ErrnoException);
  }
}

function untilEnd(child: ChildProcess, signal: AbortSignal, timeLimit: number): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const run = new ProgramRun(child, (end) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      resolve(end);
    });
    const abort = () => run.endWith('failed');
    const timer = setTimeout(() => run.endWith('timedOut'), timeLimit);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
}

/** It waits for no input. What it writes to stderr may be a secret, too, so nobody reads it. */
function start([program, ...args]: CommandLine): ChildProcess {
  return spawn(program, args, {
    cwd: homedir(),
    // It leads a group of its own, which can be ended as a whole.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
}

/** A program that runs, and what it has printed. */
class ProgramRun {
  private readonly pieces: Buffer[] = [];
  private bytes = 0;

  /** @param settle is called with how it ended; only the first call counts */
  constructor(
    private readonly child: ChildProcess,
    private readonly settle: (end: ProgramEnd) => void,
  ) {
    child.stdout?.on('data', (piece: Buffer) => this.add(piece));
    child.on('error', (error) => settle(notStarted(error)));
    child.on('close', (code, name) => settle(this.endOf(code, name ?? '')));
  }

  /** Ends the program and what it has started: `gcloud` is a script that starts others. */
  endWith(fault: 'timedOut' | 'printedTooMuch' | 'failed'): void {
    this.settle({ kind: 'failed', fault, said: '' });
    this.child.stdout?.destroy();
    if (this.child.pid !== undefined) endGroup(this.child.pid);
  }

  private add(piece: Buffer): void {
    this.bytes += piece.length;
    if (this.bytes > MAX_OUTPUT_BYTES) this.endWith('printedTooMuch');
    else this.pieces.push(piece);
  }

  private endOf(code: number | null, signalName: string): ProgramEnd {
    if (code === null) return { kind: 'failed', fault: 'failed', said: signalName };
    return { kind: 'exited', code, output: Buffer.concat(this.pieces).toString('utf8') };
  }
}

function notStarted({ code = '' }: NodeJS.ErrnoException): ProgramEnd {
  return { kind: 'failed', fault: code === 'ENOENT' ? 'notFound' : 'notStarted', said: code };
}

function endGroup(pid: number): void {
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' }).on('error', () => undefined);
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
