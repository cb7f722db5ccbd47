import type { Time } from '../../base/time';
import type { Report } from '../../operations/operation';
import type { OriginLimiter } from '../limits/originLimiter';
import type { OriginLimiters } from '../limits/originLimiters';
import type { OperationStore } from '../list/operationStore';
import type { PolledOperation } from './polledOperation';
import type { PolledOperations } from './polledOperations';
import type { ProblemReport } from './statusRequest';

interface EndpointProblemsParts {
  readonly store: OperationStore;
  readonly limiters: OriginLimiters;
  readonly time: Time;
}

/** Reports the problem of a whole endpoint about each of its operations. */
export class EndpointProblemReports {
  constructor(
    private readonly parts: EndpointProblemsParts,
    private readonly polled: PolledOperations,
  ) {}

  /** Adds to a problem when requests go on. People read that beside the wall clock. */
  dated(report: ProblemReport, limiter: OriginLimiter | undefined): ProblemReport {
    const { time } = this.parts;
    const until = limiter?.waitsUntil(time.elapsed());
    if (until === undefined) return report;
    const goesOnAt = new Date(time.now() + until - time.elapsed()).toISOString();
    return { ...report, problem: { ...report.problem, goesOnAt } };
  }

  /** Reports the problem that one operation met about the others of its endpoint, and answers whoever waits for them. */
  reportToOthers(polled: PolledOperation, limiter: OriginLimiter, report: Report): void {
    const { store, time } = this.parts;
    const others = this.polled
      .at(limiter)
      .filter((one) => one !== polled && !one.isInFlight && (one.isAwaited || one.isScheduled));
    const ids = others.map(({ id }) => id);
    const answers = others.map((one) => one.detachCallers());
    try {
      store.reportAll(ids, report, time.now());
    } finally {
      for (const answer of answers) answer();
    }
  }

  /** An operation that comes into the list has the known problem of its endpoint at once. */
  reportKnown({ id, isScheduled }: PolledOperation): void {
    const { limiters, store, time } = this.parts;
    const limiter = limiters.of(id);
    const problem = limiter?.health.problem(time.elapsed());
    if (!problem || !isScheduled) return;
    store.report(id, this.dated({ kind: 'problem', problem }, limiter), time.now());
  }
}
