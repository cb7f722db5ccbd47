/** What is under way when the measured extension starts. `empty`: it loads nothing and does nothing. */
export type Case = 'idle' | 'running' | 'empty';

/** The id of the endpoint of the running operations. */
export const BENCH_ENDPOINT = 'bench';

/** What the measured extension exports in place of its API. Times in ms. */
export interface MeasuredExports {
  readonly load: number;
  readonly activate: number;
  /** The files of the extension that have been loaded by now. */
  loadedFiles(): string[];
}
