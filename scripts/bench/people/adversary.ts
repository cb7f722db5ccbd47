/** An adversary ends a job at one of this many polls at most, and not later than this age in seconds. */
const MOST_POLLS = 60;
const LATEST_S = 600;
/** How far into the pause after a poll it ends the job: past any jitter. */
const INTO_PAUSE = 0.1;

/**
 * The age at which somebody who knows the schedule, but not its dice, ends a job: where it costs most beyond what a clock
 * would pay that suits the ages so far. Ages in seconds since tracking.
 *
 * @param next the age of the poll after a poll
 * @param price of a poll in seconds of lateness
 * @param ages at which the jobs before ended
 */
export function worstAge(next: (since: number) => number, price: number, ages: readonly number[]): number {
  const mean = ages.reduce((sum, age) => sum + age, 80) / (ages.length + 1);
  const interval = Math.sqrt(2 * price * mean);
  let worst = { age: 20, excess: Number.NEGATIVE_INFINITY };
  let since = 0;
  for (let polls = 1; polls < MOST_POLLS && since < LATEST_S; polls++) {
    const due = next(since);
    const age = since + INTO_PAUSE * (due - since);
    const excess = due - age + price * (polls + 1) - (interval / 2 + price * (2 + age / interval));
    if (age > 1 && excess > worst.excess) worst = { age, excess };
    since = due;
  }
  return worst.age;
}
