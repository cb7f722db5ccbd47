import type { Platform } from '../platform/platform';

/** What differs between the kinds of extension hosts. */
export interface Host {
  readonly platform: Platform;
  /** Loads the code that reads the list. @throws what the host throws, such as when it cannot read a file */
  readonly loadStoredList: () => typeof import('./storedList');
  /** Loads the code of the second stage. @throws as `loadStoredList` */
  readonly loadSecondStage: () => Promise<typeof import('./secondStage')>;
}
