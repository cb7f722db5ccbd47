/** What is under way when the measured extension starts. */
export type Case = 'idle' | 'running';

/** The id of the endpoint of the running operations. */
export const BENCH_ENDPOINT = 'bench';

/** What the measured extension exports in place of its API. Times in ms. */
export interface MeasuredExports {
  readonly load: number;
  readonly activate: number;
  /** The files of the extension that have been loaded by now. */
  loadedFiles(): string[];
}
