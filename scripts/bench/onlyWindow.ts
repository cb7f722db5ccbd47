import type { OriginLimitersParts } from '../../src/tracking/limits/originLimiters';

/** What a window knows of the others when there are none, where the clock is never set. */
export const onlyWindow: Pick<OriginLimitersParts, 'share' | 'sentByOthers' | 'onSend' | 'monotonic'> = {
  share: () => 1,
  sentByOthers: () => [],
  onSend: () => {},
  monotonic: (now) => now,
};
