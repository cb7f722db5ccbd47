import type { FirstStageHost } from './firstStage';
import type * as secondStage from './secondStage';

/** What differs between the kinds of extension hosts. */
export interface Host extends FirstStageHost {
  /** Loads the code of the second stage. @throws as `loadStoredList` */
  readonly loadSecondStage: () => Promise<typeof secondStage>;
}
