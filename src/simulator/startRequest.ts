import { jsonContent } from './requestBody';
import type { SampleCount, SimulatedOperation, SimulatedOutcome } from './simulatedOperation';

/** How an operation is to go. */
export type Order = Pick<SimulatedOperation, 'durationSeconds' | 'outcome'>;

/** The content of a start request. */
type StartRequest =
  | ({ readonly kind: 'accepted' } & Order)
  | { readonly kind: 'refused'; readonly reason: string };

const DEFAULT_DURATION_SECONDS = 20;
const LONGEST_DURATION_SECONDS = 86_400;

/**
 * Reads the body of `predictLongRunning`. The number of videos is in the prompt, else in `parameters.sampleCount` or
 * `parameters.numberOfVideos`; 1 without any (ai.google.dev/gemini-api/docs/video).
 */
export function readStartRequest(body: string): StartRequest {
  const content = jsonContent(body);
  const prompt = property(first(property(content, 'instances')), 'prompt');
  if (typeof prompt !== 'string')
    return { kind: 'refused', reason: 'instances[0].prompt: a text is required.' };
  const samples = samplesInPrompt(prompt) ?? requestedSamples(property(content, 'parameters'));
  if (samples === undefined)
    return { kind: 'refused', reason: 'parameters.sampleCount: 1 to 4 are supported.' };
  return { kind: 'accepted', ...orderInPrompt(prompt, samples) };
}

/**
 * What the prompt asks for, with these words:
 *
 * - `[filtered]`, `[filtered without reasons]`, `[failed]`, `[cancelled]`, `[expired]`, `[incomplete]`,
 *   `[budget exceeded]`, `[requires action]`, `[hesitant]`: the outcome; success without them
 * - `[20 s]`, `[0.5 s]`: the duration, at most a day; 20 s without it
 * - `[3 samples]`: 1 to 4 videos, if the contract allows several
 */
export function orderInPrompt(prompt: string, samples: SampleCount): Order {
  return { durationSeconds: duration(prompt), outcome: outcome(prompt, samples) };
}

const OUTCOME_WORDS: readonly (readonly [string, SimulatedOutcome])[] = [
  ['[failed]', { kind: 'failed' }],
  ['[filtered]', { kind: 'filtered', reasons: 'given' }],
  ['[filtered without reasons]', { kind: 'filtered', reasons: 'withheld' }],
  ['[cancelled]', { kind: 'cancelled' }],
  ['[expired]', { kind: 'expired' }],
  ['[incomplete]', { kind: 'incomplete' }],
  ['[budget exceeded]', { kind: 'budgetExceeded' }],
  ['[requires action]', { kind: 'requiresAction' }],
  ['[hesitant]', { kind: 'hesitant' }],
];

function outcome(prompt: string, samples: SampleCount): SimulatedOutcome {
  const asked = OUTCOME_WORDS.find(([word]) => prompt.includes(word));
  return asked?.[1] ?? { kind: 'succeeded', samples };
}

function duration(prompt: string): number {
  const [, seconds] = /\[(\d{1,6}(?:\.\d{1,3})?) s\]/.exec(prompt) ?? [];
  return seconds === undefined
    ? DEFAULT_DURATION_SECONDS
    : Math.min(Number(seconds), LONGEST_DURATION_SECONDS);
}

/** How many videos the words of a prompt ask for. */
export function samplesInPrompt(prompt: string): SampleCount | undefined {
  const [, count] = /\[([1-4]) samples?\]/.exec(prompt) ?? [];
  return sampleCount(Number(count));
}

function requestedSamples(parameters: unknown): SampleCount | undefined {
  return sampleCount(property(parameters, 'sampleCount') ?? property(parameters, 'numberOfVideos') ?? 1);
}

function sampleCount(count: unknown): SampleCount | undefined {
  return count === 1 || count === 2 || count === 3 || count === 4 ? count : undefined;
}

/** A property of what may be an object. */
export function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** The first element of what may be an array. */
export function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}
