import { writeFileSync } from 'node:fs';
import { ScaledList } from './scaledList';
import type { ScaleFigures } from './scaleFigures';

const SIZES = [100, 1000, 10_000, 100_000];
const WARM_UP = [1000, 1000];

/** Called by VS Code in its extension host. */
export async function run(): Promise<void> {
  const { VEO_BENCH_OUT = '' } = process.env;
  const figures: ScaleFigures[] = [];
  // The first runs of any code are slow, so they do not count.
  for (const size of WARM_UP) await new ScaledList(size).measure();
  for (const size of SIZES) figures.push(await new ScaledList(size).measure());
  writeFileSync(VEO_BENCH_OUT, JSON.stringify(figures));
}
