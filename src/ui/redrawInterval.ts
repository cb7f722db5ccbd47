/** A burst of changes is drawn at most twice a second. */
export const REDRAW_INTERVAL_MS = 500;
