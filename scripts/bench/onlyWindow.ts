import type { LimiterTerms } from '../../src/tracking/limits/originLimiter';

/** The shares of the only window that there is. */
export const onlyWindow: LimiterTerms['windows'] = {
  share: () => 1,
  sentByOthers: () => [],
  noteSent: () => {},
};
