/** What is drawn is seen soon, and a burst of changes is drawn at most twice a second. */
export const REDRAW_INTERVAL_MS = 500;
