/** Terms of the only window that there is, where the clocks are never set. */
export const SINGLE_WINDOW = {
  windows: { share: () => 1, sentByOthers: () => [], noteSent: () => {} },
  time: { elapsed: () => 0, monotonic: () => 0, random: () => 0 },
};
