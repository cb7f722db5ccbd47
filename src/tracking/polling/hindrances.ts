import type { Operation, OperationId } from '../../operations/operation';
import { transition } from '../../operations/transition';
import { type Clock, NEVER } from '../clock';
import type { Lane } from '../limits/lane';
import type { Lanes } from '../limits/lanes';
import { scopeOf } from '../limits/problemScope';
import type { LaneProblem } from '../limits/standing';
import type { OperationStore } from '../list/operationStore';
import type { Random } from '../schedule/pollSchedule';
import { retryDelay } from '../schedule/retryDelay';
import type { Outcome } from './inquiry';
import type { Turns } from './turns';
import type { Watch } from './watch';

export interface HindrancesParts {
  readonly store: OperationStore;
  readonly lanes: Lanes;
  readonly turns: Turns;
  readonly clock: Clock;
  readonly steady: Clock;
  readonly random: Random;
  readonly watchesOn: (lane: Lane) => readonly Watch[];
}

type Hindrance = Exclude<Outcome, { kind: 'answered' }>;

/** What is done when something stands in the way: of one operation, or of all on its lane. */
export class Hindrances {
  constructor(private readonly parts: HindrancesParts) {}

  /** Decides when to ask again, and slows its lane down where the lane is meant. */
  meet(watch: Watch, outcome: Hindrance): void {
    const { lanes, turns, steady } = this.parts;
    const lane = lanes.of(watch.id);
    if (!lane) turns.plan(watch, NEVER);
    else if (outcome.kind === 'failed') this.failed(watch, lane, outcome);
    // Nothing was sent: its turn comes when the lane is open.
    else turns.plan(watch, steady.now());
  }

  /** Tells an operation what stands in the way of all on its lane, if anything does. */
  tell(operation: Operation): void {
    const { lanes, steady, store } = this.parts;
    const problem = lanes.of(operation)?.standing.problem(steady.now());
    const told = problem && this.withProblem(operation, problem);
    if (told) store.update([told]);
  }

  private failed(watch: Watch, lane: Lane, { report, retryAfter }: Hindrance & { kind: 'failed' }): void {
    const { turns, steady, random } = this.parts;
    const now = steady.now();
    if (scopeOf(report.problem.kind, retryAfter) === 'operation') {
      watch.failures++;
      turns.plan(watch, now + retryDelay(watch.failures, retryAfter, random));
      return;
    }
    turns.plan(watch, now);
    this.hinder(lane, report.problem, retryAfter);
  }

  private hinder(lane: Lane, problem: LaneProblem, retryAfter: number | undefined): void {
    if (problem.kind === 'noKey') lane.takeBack();
    if (scopeOf(problem.kind, retryAfter) === 'blockedEndpoint') lane.standing.block(problem);
    else lane.slowDown(problem, retryAfter, this.parts.steady.now());
    this.tellOthers(lane, problem);
  }

  /**
   * The problem of a whole endpoint shows on all its operations, although only one was asked about; who asked about
   * the others has the answer with that, before the listeners of the list hear of it and something asks again.
   */
  private tellOthers(lane: Lane, problem: LaneProblem): void {
    const others = this.parts.watchesOn(lane).filter((watch) => !watch.isUnderWay);
    const told = others.flatMap((watch) => {
      const operation = this.withProblem(watch.id, problem);
      if (operation) watch.end(operation);
      return operation ?? [];
    });
    this.parts.store.update(told);
  }

  private withProblem(id: OperationId, problem: LaneProblem): Operation | undefined {
    const operation = this.parts.store.get(id);
    return operation && transition(operation, { kind: 'problem', problem }, this.parts.clock.now());
  }
}
