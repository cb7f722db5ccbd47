/** Terms of the only window that there is, where the clocks are never set. */
export const SINGLE_WINDOW = {
  share: () => 1,
  sentByOthers: () => [],
  onSend: () => {},
  monotonic: (now: number) => now,
  random: () => 0,
};
