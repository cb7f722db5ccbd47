/**
 * Each part that waits for something has one timer, or one that lets what it shows or writes rest: twenty in all. While
 * requests are under way, each has one, too; four are at most.
 */
export const MAX_TIMERS = 24;
