import type { LanesParts } from '../../src/tracking/limits/lanes';

/** What a window knows of the others when there are none, where the clock is never set. */
export const onlyWindow: Pick<LanesParts, 'share' | 'sentByOthers' | 'onSend' | 'stopwatch'> = {
  share: () => 1,
  sentByOthers: () => [],
  onSend: () => {},
  stopwatch: (now) => now,
};
