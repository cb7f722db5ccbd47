import { pollingOf } from '../../operations/following';
import type { Operation, OperationId } from '../../operations/operation';
import { transition } from '../../operations/transition';
import { type Clock, NEVER } from '../clock';
import type { Lane } from '../limits/lane';
import type { Lanes } from '../limits/lanes';
import { scopeOf } from '../limits/problemScope';
import type { LaneProblem } from '../limits/standing';
import type { OperationStore } from '../list/operationStore';
import type { Random } from '../schedule/pollSchedule';
import { LONGEST_RARE_RETRY, retryDelay } from '../schedule/retryDelay';
import type { Expectations } from './expectations';
import type { Outcome } from './inquiry';
import type { Turns } from './turns';
import type { Watch } from './watch';

export interface HindrancesParts {
  readonly store: OperationStore;
  readonly lanes: Lanes;
  readonly turns: Turns;
  readonly expectations: Expectations;
  readonly clock: Clock;
  readonly steady: Clock;
  readonly random: Random;
  readonly watchesOn: (lane: Lane) => readonly Watch[];
}

type Hindrance = Exclude<Outcome, { kind: 'answered' }>;
type Failure = Hindrance & { kind: 'failed' };

/** What is done when something stands in the way: of one operation, or of all on its lane. */
export class Hindrances {
  constructor(private readonly parts: HindrancesParts) {}

  /** Decides when to poll an operation, as it is now, again, and slows its lane down where the lane is meant. */
  meet(watch: Watch, operation: Operation, outcome: Hindrance): void {
    const { lanes, turns, expectations } = this.parts;
    const lane = lanes.of(watch.id);
    const delay = outcome.kind === 'failed' ? this.retryDelay(watch, operation, outcome) : 0;
    turns.plan(watch, lane ? expectations.retryTime(watch, operation, delay) : NEVER);
    if (lane && outcome.kind === 'failed') this.hinder(lane, outcome);
  }

  /** Tells an operation what stands in the way of all on its lane, if anything does and it would be polled now. */
  tell(operation: Operation): void {
    const { lanes, steady, store } = this.parts;
    if (!isScheduled(operation)) return;
    const problem = lanes.of(operation)?.standing.problem(steady.now());
    const told = problem && this.withProblem(operation, problem);
    if (told) store.update([told]);
  }

  /**
   * ms until the same request may go again, as far as its operation is concerned. A running one waits for its lane where
   * that is meant; what is looked at rarely, or answered in a form we do not know, waits longer with each failure.
   */
  private retryDelay(watch: Watch, { state }: Operation, { report, retryAfter }: Failure): number {
    const { kind, reason } = report.problem;
    const isOfLane = scopeOf(kind, retryAfter) !== 'operation';
    if (isOfLane && state === 'running') return 0;
    watch.failures++;
    const longest = state === 'missing' || reason === 'unknownForm' ? LONGEST_RARE_RETRY : undefined;
    return retryDelay(watch.failures, retryAfter, this.parts.random, longest);
  }

  private hinder(lane: Lane, { report: { problem }, retryAfter }: Failure): void {
    const scope = scopeOf(problem.kind, retryAfter);
    if (scope === 'operation') return;
    const now = this.parts.steady.now();
    if (problem.kind === 'noKey') lane.takeBack();
    if (scope === 'blockedEndpoint') lane.standing.block(problem, now);
    else lane.slowDown(problem, retryAfter, now);
    this.tellOthers(lane, problem);
  }

  /**
   * The problem of a whole endpoint shows on all its operations that are polled by schedule, although only one was asked
   * about; who asked about others has the answer with that, before the listeners of the list hear of it and something
   * asks again.
   */
  private tellOthers(lane: Lane, problem: LaneProblem): void {
    const others = this.parts.watchesOn(lane).filter((watch) => this.isConcerned(watch));
    const told = others.flatMap((watch) => {
      const operation = this.withProblem(watch.id, problem);
      if (operation) watch.end(operation);
      return operation ?? [];
    });
    this.parts.store.update(told);
  }

  private isConcerned(watch: Watch): boolean {
    const operation = this.parts.store.get(watch.id);
    if (!operation || watch.isUnderWay) return false;
    return watch.isAsked || isScheduled(operation);
  }

  private withProblem(id: OperationId, problem: LaneProblem): Operation | undefined {
    const operation = this.parts.store.get(id);
    return operation && transition(operation, { kind: 'problem', problem }, this.parts.clock.now());
  }
}

function isScheduled(operation: Operation): boolean {
  return pollingOf(operation).kind === 'scheduled';
}
