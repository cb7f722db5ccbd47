import type { Circumstances } from '../messages/timeWords';

/** What the look of a row depends on beside its operation. */
export interface RowCircumstances extends Circumstances {
  /** ms since the epoch */
  readonly now: number;
  /** Of the one row whose icon may turn; undefined while nothing runs. */
  readonly spinningKey: string | undefined;
}
