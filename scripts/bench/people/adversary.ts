/** Ages at which an adversary may end a job, in seconds since it was tracked. */
const AGES_S = Array.from({ length: 60 }, (_, i) => 2 * 1.1 ** i);
/** Schedules that it tries in its head, each with other dice. */
const TRIES = 12;

/**
 * The age at which somebody who knows the schedule, but not its dice, ends a job: where it costs most, on average, beyond
 * what a clock would pay that suits the ages so far. Ages in seconds since tracking.
 *
 * @param next the age of the poll after a poll, by other dice each time; `isFirst` after the one at tracking
 * @param price of a poll in seconds of lateness
 * @param ages at which the jobs before ended
 */
export function worstAge(
  next: (since: number, isFirst: boolean) => number,
  price: number,
  ages: readonly number[],
): number {
  const mean = ages.reduce((sum, age) => sum + age, 80) / (ages.length + 1);
  const interval = Math.sqrt(2 * price * mean);
  const excesses = AGES_S.map((age) => -TRIES * (interval / 2 + price * (2 + age / interval)));
  for (let tried = 0; tried < TRIES; tried++) {
    let due = 0;
    let polls = 1;
    for (const [i, age] of AGES_S.entries()) {
      for (; due < age; polls++) due = next(due, polls === 1);
      excesses[i] = (excesses[i] ?? 0) + due - age + price * polls;
    }
  }
  return AGES_S[excesses.indexOf(Math.max(...excesses))] ?? 20;
}
