import { NEVER, type Time } from '../../base/time';
import { pollingOf } from '../../operations/following';
import type { Operation, OperationId } from '../../operations/operation';
import { transition } from '../../operations/transition';
import type { Lane } from '../limits/lane';
import type { Lanes } from '../limits/lanes';
import { scopeOf } from '../limits/problemScope';
import type { LaneProblem } from '../limits/standing';
import type { OperationStore } from '../list/operationStore';
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
  readonly time: Time;
  readonly watchesOn: (lane: Lane) => readonly Watch[];
}

type Hindrance = Exclude<Outcome, { kind: 'answered' }>;
type Failure = Hindrance & { kind: 'failed' };

/** What is done when something stands in the way: of one operation, or of all on its lane. */
export class Hindrances {
  constructor(private readonly parts: HindrancesParts) {}

  /**
   * Slows a lane down where it is meant.
   *
   * @returns what to report, with the time at which the lane goes on
   */
  hinder(id: OperationId, outcome: Hindrance): Hindrance['report'] {
    const lane = this.parts.lanes.of(id);
    const { report } = outcome;
    if (!lane) return report;
    if (outcome.kind === 'failed' && !this.slowDown(lane, outcome)) return report;
    return { kind: 'problem', problem: this.withTime(report.problem, lane) };
  }

  /** Decides when to poll an operation, as it is now, again, and tells the others on its lane where that is meant. */
  meet(watch: Watch, operation: Operation, outcome: Hindrance): void {
    const { lanes, turns, expectations } = this.parts;
    const lane = lanes.of(watch.id);
    const delay = outcome.kind === 'failed' ? this.retryDelay(watch, operation, outcome) : 0;
    turns.plan(watch, lane ? expectations.retryTime(watch, operation, delay) : NEVER);
    if (lane && outcome.kind === 'failed' && isOfLane(outcome)) {
      this.tellOthers(lane, this.withTime(outcome.report.problem, lane));
    }
  }

  /** Tells an operation what stands in the way of all on its lane, if anything does and it would be polled now. */
  tell(operation: Operation): void {
    const { lanes, time, store } = this.parts;
    if (!isScheduled(operation)) return;
    const lane = lanes.of(operation);
    const problem = lane?.standing.problem(time.steady());
    const told = lane && problem && this.withProblem(operation, this.withTime(problem, lane));
    if (told) store.update([told]);
  }

  /**
   * ms until the same request may go again, as far as its operation is concerned. A running one waits for its lane where
   * that is meant; what is looked at rarely, or answered in a form we do not know, waits longer with each failure.
   */
  private retryDelay(watch: Watch, { state }: Operation, failure: Failure): number {
    if (isOfLane(failure) && state === 'running') return 0;
    const { report, retryAfter } = failure;
    watch.failures++;
    const longest =
      state === 'missing' || report.problem.reason === 'unknownForm' ? LONGEST_RARE_RETRY : undefined;
    return retryDelay(watch.failures, retryAfter, this.parts.time.random, longest);
  }

  /** @returns whether the lane was meant */
  private slowDown(lane: Lane, { report: { problem }, retryAfter }: Failure): boolean {
    const scope = scopeOf(problem.kind, retryAfter);
    const now = this.parts.time.steady();
    if (problem.kind === 'noKey') lane.takeBack();
    if (scope === 'blockedEndpoint') lane.standing.block(problem, now);
    if (scope === 'slowEndpoint') lane.slowDown(problem, retryAfter, now);
    return scope !== 'operation';
  }

  /** People see the time by the clock on their wall. */
  private withTime(problem: LaneProblem, lane: Lane): LaneProblem {
    const { time } = this.parts;
    const until = lane.waitsUntil(time.steady());
    if (until === undefined) return problem;
    return { ...problem, goesOnAt: new Date(time.now() + until - time.steady()).toISOString() };
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
    return operation && transition(operation, { kind: 'problem', problem }, this.parts.time.now());
  }
}

function isOfLane({ report, retryAfter }: Failure): boolean {
  return scopeOf(report.problem.kind, retryAfter) !== 'operation';
}

function isScheduled(operation: Operation): boolean {
  return pollingOf(operation).kind === 'scheduled';
}
