import type { Problem } from '../../operations/operation';
import { NEVER } from '../clock';
import type { Random } from '../schedule/pollSchedule';
import { retryDelay } from '../schedule/retryDelay';

/** Why an endpoint cannot be asked, and so none of its operations. `message` is redacted. */
export type LaneProblem = Omit<Problem, 'since'>;

/**
 * `unproven`: no good answer since the start or since the key changed, so one request goes ahead of the others.
 * `resting`: it failed, and we leave it alone until then; the person may try.
 * `held`: the server told us to wait until then.
 * `blocked`: asking is useless until the person does something; the person may try.
 */
type State =
  | { readonly kind: 'unproven' | 'open' }
  | Waiting
  | { readonly kind: 'blocked'; readonly problem: LaneProblem };
interface Waiting {
  readonly kind: 'resting' | 'held';
  readonly until: number;
  readonly problem: LaneProblem;
}

/** How we stand with an endpoint: whether it may be asked, by what it has answered. Times: ms of the steady clock. */
export class Standing {
  private state: State = { kind: 'unproven' };
  private failures = 0;
  private isProven = false;

  constructor(private readonly random: Random) {}

  /** It has answered well the last time. */
  get isOpen(): boolean {
    return this.state.kind === 'open';
  }

  /** From when on it may be asked; NEVER when something else has to happen first. */
  askableAt(forPerson: boolean): number {
    const { state } = this;
    if (state.kind === 'held') return state.until;
    if (forPerson) return 0;
    if (state.kind === 'blocked') return NEVER;
    return state.kind === 'resting' ? state.until : 0;
  }

  /** Why not even the person's request may go now: the server has told us to wait. */
  heldBack(now: number): LaneProblem | undefined {
    return this.state.kind === 'held' && this.state.until > now ? this.state.problem : undefined;
  }

  /** What stands in the way of all requests, as far as it is known. */
  problem(now: number): LaneProblem | undefined {
    return this.state.kind === 'blocked' ? this.state.problem : this.waitingFor(now)?.problem;
  }

  /**
   * A good answer came. One that had been under way when the server told us to wait does not end the waiting.
   *
   * @returns whether it is the first since the start or since the key changed
   */
  prove(now: number): boolean {
    if (this.heldBack(now)) return false;
    const isFirst = !this.isProven;
    this.isProven = true;
    this.failures = 0;
    this.state = { kind: 'open' };
    return isFirst;
  }

  /** What stood in the way may be gone, e.g. there is a new key. */
  reopen(): void {
    this.failures = 0;
    this.isProven = false;
    this.state = { kind: 'unproven' };
  }

  /** Nothing is asked until the person does something. */
  block(problem: LaneProblem): void {
    this.state = { kind: 'blocked', problem };
  }

  /** The network may be back, or the computer awake: no need to rest any longer. What the server told still holds. */
  rouse(): void {
    if (this.state.kind === 'resting') this.state = { ...this.state, until: 0 };
  }

  /**
   * Waits as the server told (`retryAfter`, ms), else ever longer with each failure.
   *
   * @returns whether this failure is one of its own: requests that were under way together fail together
   */
  slowDown(problem: LaneProblem, retryAfter: number | undefined, now: number): boolean {
    // What failed had been under way: only the person ends a block.
    if (this.state.kind === 'blocked') return false;
    const waiting = this.waitingFor(now);
    if (!waiting || retryAfter) {
      this.failures++;
      const until = now + retryDelay(this.failures, retryAfter, this.random);
      const kind = retryAfter ? 'held' : 'resting';
      this.state = { kind, until: Math.max(until, waiting?.until ?? 0), problem };
    }
    return !waiting;
  }

  private waitingFor(now: number): Waiting | undefined {
    if (this.state.kind !== 'resting' && this.state.kind !== 'held') return undefined;
    return this.state.until > now ? this.state : undefined;
  }
}
