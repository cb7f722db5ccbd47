import { Durations } from './durations';
import { chanceBetween, type Origin, unseenFromStart } from './start';

/** What is expected of one operation, by its age in seconds, counted from its origin. */
export interface Forecast {
  /** The chance that it has ended by then, given that it ran at age 0. */
  chance(age: number): number;
  /** The expected unseen waiting, in seconds, at an age, if it still ran at `since`, or if nobody has asked yet. */
  unseen(since: number | undefined, age: number): number;
}

/** The forecast for operations of a kind whose age counts from their start, or only from when they were tracked. */
export function forecastFrom(origin: Origin, durations: Durations): Forecast {
  const chance = (age: number) => durations.chance(age);
  const since0 =
    origin === 'started' ? durations : new Durations((age) => chanceBetween(origin, chance, 0, age));
  return {
    chance: (age) => since0.chance(age),
    unseen: (since, age) =>
      since === undefined ? unseenFromStart(origin, durations, age) : since0.unseenWaiting(since, age),
  };
}
