import type { Disposable } from '../base/event';
import { MINUTE_MS, type Time } from '../base/time';
import { tokenFrom } from './commandToken';
import type { CommandLine, RunProgram } from './programs';

/** Tokens of Google are valid for an hour, and some of it may be over when the command prints one that it has kept. */
const KEPT_MS = 50 * MINUTE_MS;

interface KeptToken {
  readonly token: string;
  /** ms since the epoch */
  readonly until: number;
}

/** The tokens that commands print, in memory only. A command runs once for all who want its token at the same time. */
export class CommandTokens implements Disposable {
  private readonly kept = new Map<string, KeptToken>();
  private readonly runs = new Map<string, Promise<string>>();
  private readonly end = new AbortController();

  constructor(
    private readonly run: RunProgram,
    private readonly clock: Pick<Time, 'now'>,
  ) {}

  /** @throws VideoApiError as `tokenFrom` */
  async get(command: CommandLine): Promise<string> {
    const id = idOf(command);
    const kept = this.kept.get(id);
    if (kept && kept.until > this.clock.now()) return kept.token;
    const run = this.runs.get(id) ?? this.start(command);
    this.runs.set(id, run);
    return run;
  }

  /** Forgets a token that an API refused, unless there is a newer one. */
  forget(command: CommandLine, token: string): void {
    const id = idOf(command);
    if (this.kept.get(id)?.token === token) this.kept.delete(id);
  }

  dispose(): void {
    this.end.abort();
    this.kept.clear();
  }

  private async start(command: CommandLine): Promise<string> {
    const id = idOf(command);
    try {
      const token = tokenFrom(await this.run(command, this.end.signal));
      this.kept.set(id, { token, until: this.clock.now() + KEPT_MS });
      return token;
    } finally {
      this.runs.delete(id);
    }
  }
}

function idOf(command: CommandLine): string {
  return JSON.stringify(command);
}
