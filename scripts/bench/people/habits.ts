/** How jobs are tracked: how long after the start, and whether the API tells the start in its answers. */
export interface Habit {
  readonly name: string;
  readonly isStartTold: boolean;
  /** Whether all are tracked within 20 s of their start. */
  readonly isPrompt: boolean;
  /** Of names that are captured as a program prints them: the start was at most so many seconds before. */
  readonly printedWithin?: number;
  /** Seconds from the start of a job until it is tracked. */
  headStart(random: () => number): number;
}

const soon = (random: () => number) => 20 * random();
const late = (random: () => number) => 600 * random();
const both = (random: () => number) => (random() < 0.5 ? soon(random) : late(random));

/** A script starts jobs one by one, and prints each name as soon as it has it. */
const CAPTURED_WITHIN_S = 6;

const CAPTURED: Habit = {
  name: `captured, 0–${CAPTURED_WITHIN_S} s`,
  isStartTold: false,
  isPrompt: true,
  printedWithin: CAPTURED_WITHIN_S,
  headStart: (random) => CAPTURED_WITHIN_S * random(),
};

const PASTED: readonly Habit[] = [true, false].flatMap((isStartTold) => {
  const told = isStartTold ? 'told' : 'untold';
  return [
    { name: `${told}, 0–20 s`, isStartTold, isPrompt: true, headStart: soon },
    { name: `${told}, 0–10 min`, isStartTold, isPrompt: false, headStart: late },
    { name: `${told}, mixed`, isStartTold, isPrompt: false, headStart: both },
  ];
});

export const HABITS: readonly Habit[] = [...PASTED, CAPTURED];
