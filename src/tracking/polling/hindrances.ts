import { NEVER, type Time } from '../../base/time';
import { pollingOf } from '../../operations/following';
import type { Operation, OperationId } from '../../operations/operation';
import { transition } from '../../operations/transition';
import type { EndpointProblem } from '../limits/endpointHealth';
import type { OriginLimiter } from '../limits/originLimiter';
import type { OriginLimiters } from '../limits/originLimiters';
import { scopeOf } from '../limits/problemScope';
import type { OperationStore } from '../list/operationStore';
import { LONGEST_RARE_RETRY, retryDelay } from '../schedule/retryDelay';
import type { Expectations } from './operationAge';
import type { Watch } from './polledOperation';
import type { Turns } from './pollQueue';
import type { Outcome } from './statusRequest';

export interface HindrancesParts {
  readonly store: OperationStore;
  readonly limiters: OriginLimiters;
  readonly turns: Turns;
  readonly expectations: Expectations;
  readonly time: Time;
  readonly watchesOn: (limiter: OriginLimiter) => readonly Watch[];
}

type Hindrance = Exclude<Outcome, { kind: 'answered' }>;
type Failure = Hindrance & { kind: 'failed' };

/** What is done when something stands in the way: of one operation, or of all on its limiter. */
export class Hindrances {
  constructor(private readonly parts: HindrancesParts) {}

  /**
   * Slows a limiter down where it is meant.
   *
   * @returns what to report, with the time at which the limiter goes on
   */
  hinder(id: OperationId, outcome: Hindrance): Hindrance['report'] {
    const limiter = this.parts.limiters.of(id);
    const { report } = outcome;
    if (!limiter) return report;
    if (outcome.kind === 'failed' && !this.slowDown(limiter, outcome)) return report;
    return { kind: 'problem', problem: this.withTime(report.problem, limiter) };
  }

  /** Decides when to poll an operation, as it is now, again, and tells the others on its limiter where that is meant. */
  meet(watch: Watch, operation: Operation, outcome: Hindrance): void {
    const { limiters, turns, expectations } = this.parts;
    const limiter = limiters.of(watch.id);
    const delay = outcome.kind === 'failed' ? this.retryDelay(watch, operation, outcome) : 0;
    turns.plan(watch, limiter ? expectations.retryTime(watch, operation, delay) : NEVER);
    if (limiter && outcome.kind === 'failed' && isOfLane(outcome)) {
      this.tellOthers(limiter, this.withTime(outcome.report.problem, limiter));
    }
  }

  /** Tells an operation what stands in the way of all on its limiter, if anything does and it would be polled now. */
  tell(operation: Operation): void {
    const { limiters, time, store } = this.parts;
    if (!isScheduled(operation)) return;
    const limiter = limiters.of(operation);
    const problem = limiter?.health.problem(time.steady());
    const told = limiter && problem && this.withProblem(operation, this.withTime(problem, limiter));
    if (told) store.update([told]);
  }

  /**
   * ms until the same request may go again, as far as its operation is concerned. A running one waits for its limiter where
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

  /** @returns whether the limiter was meant */
  private slowDown(limiter: OriginLimiter, { report: { problem }, retryAfter }: Failure): boolean {
    const scope = scopeOf(problem.kind, retryAfter);
    const now = this.parts.time.steady();
    if (problem.kind === 'noKey') limiter.takeBack();
    if (scope === 'blockedEndpoint') limiter.health.block(problem, now);
    if (scope === 'slowEndpoint') limiter.slowDown(problem, retryAfter, now);
    return scope !== 'operation';
  }

  /** People see the time by the clock on their wall. */
  private withTime(problem: EndpointProblem, limiter: OriginLimiter): EndpointProblem {
    const { time } = this.parts;
    const until = limiter.waitsUntil(time.steady());
    if (until === undefined) return problem;
    return { ...problem, goesOnAt: new Date(time.now() + until - time.steady()).toISOString() };
  }

  /**
   * The problem of a whole endpoint shows on all its operations that are polled by schedule, although only one was asked
   * about; who asked about others has the answer with that, before the listeners of the list hear of it and something
   * asks again.
   */
  private tellOthers(limiter: OriginLimiter, problem: EndpointProblem): void {
    const others = this.parts.watchesOn(limiter).filter((watch) => this.isConcerned(watch));
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

  private withProblem(id: OperationId, problem: EndpointProblem): Operation | undefined {
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
