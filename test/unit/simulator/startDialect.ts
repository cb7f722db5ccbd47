import type { Dialect, DialectId } from '../../../src/simulator/dialects/dialect';
import { DIALECTS } from '../../../src/simulator/dialects/dialects';
import type { SimulatedOutcome, Simulator } from '../../../src/simulator/simulator';

/**
 * The key of a simulator whose dialects are tried: start it with this one. It has no word in it, since parts of keys are
 * masked wherever they are shown.
 */
export const DIALECT_KEY = 'sk-f0aN9vQ2x7LrT4mBz81HcY';

/** A job to start. */
export interface DialectOrder {
  readonly prompt?: string;
  readonly durationSeconds?: number;
  /** Success with one video if absent. */
  readonly outcome?: SimulatedOutcome;
}

/** A job that a service has started. */
export interface StartedDialect {
  /** The answer to the start, as a person would paste it. */
  readonly text: string;
  /** The address of the service, as a person would set it up as an endpoint. */
  readonly url: string;
  readonly key: string;
  /** The id in the answer. */
  readonly id: string;
  /** The address at which the job is asked about. */
  readonly statusUrl: string;
  /** The headers with the key, as the service wants them. */
  readonly headers: Readonly<Record<string, string>>;
  /** The id of the service among the presets. */
  readonly preset: string;
}

/** Where the presets have other ids than the simulator. */
const PRESETS: Readonly<Partial<Record<DialectId, string>>> = {
  newapi: 'new-api',
  comet: 'cometapi',
  polo: 'poloapi',
};

/** Starts a job at a simulated service, as the service's own client would. */
export async function startDialect(
  simulator: Simulator,
  service: DialectId,
  order: DialectOrder = {},
): Promise<StartedDialect> {
  const { root, paths, auth } = dialectOf(service);
  const url = simulator.url + root;
  const headers = { authorization: auth === 'bare' ? DIALECT_KEY : `Bearer ${DIALECT_KEY}` };
  const text = await answerTo(url + paths.start, headers, startBody(service, promptOf(order)));
  const content = JSON.parse(text) as { id?: string; data?: { taskId: string } };
  const id = content.id ?? content.data?.taskId ?? '';
  const statusUrl = url + paths.status.replace('{id}', encodeURIComponent(id));
  return { text, url, key: DIALECT_KEY, id, statusUrl, headers, preset: PRESETS[service] ?? service };
}

/** Starts an interaction in the background. With `uri`, only the answer to this has the address of its video. */
export async function startInteraction(
  simulator: Simulator,
  { delivery = 'inline', ...order }: DialectOrder & { readonly delivery?: 'inline' | 'uri' } = {},
): Promise<StartedDialect> {
  const url = `${simulator.url}/v1beta/interactions`;
  const headers = { 'x-goog-api-key': DIALECT_KEY };
  const response_format = { type: 'video', delivery };
  const body = { model: 'gemini-omni-1.1-flash', input: promptOf(order), response_format, background: true };
  const text = await answerTo(url, headers, body);
  const { id } = JSON.parse(text) as { id: string };
  return {
    text,
    url: simulator.url,
    key: DIALECT_KEY,
    id,
    statusUrl: `${url}/${id}`,
    headers,
    preset: 'google',
  };
}

/** Starts an operation of Agent Platform, whose status is asked with POST. With `storageUri`, its videos go into a bucket. */
export async function startAgentPlatform(
  simulator: Simulator,
  { storageUri, ...order }: DialectOrder & { readonly storageUri?: string } = {},
): Promise<StartedDialect> {
  const place = 'projects/simulated-project/locations/us-central1/publishers/google';
  const url = `${simulator.url}/v1/${place}/models/veo-3.1-generate-001`;
  const headers = { authorization: `Bearer ${DIALECT_KEY}` };
  const body = { instances: [{ prompt: promptOf(order) }], parameters: { storageUri } };
  const text = await answerTo(`${url}:predictLongRunning`, headers, body);
  const { name } = JSON.parse(text) as { name: string };
  const statusUrl = `${url}:fetchPredictOperation`;
  return {
    text,
    url: simulator.url,
    key: DIALECT_KEY,
    id: name,
    statusUrl,
    headers,
    preset: 'agent-platform',
  };
}

/** @throws unless the answer is a good one */
async function answerTo(url: string, headers: Record<string, string>, body: object): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return text;
}

/** How a service speaks. */
export function dialectOf(service: DialectId): Dialect {
  const dialect = DIALECTS.find(({ id }) => id === service);
  if (!dialect) throw new Error(`The simulator does not speak as ${service}.`);
  return dialect;
}

/** A prompt with the words that make the simulator do what is ordered. */
export function promptOf({ prompt = 'A cat surfs.', durationSeconds = 20, outcome }: DialectOrder): string {
  return `${prompt} [${durationSeconds} s]${outcome ? ` ${wordOf(outcome)}` : ''}`;
}

function startBody(service: DialectId, prompt: string): object {
  if (service !== 'qiniu') return { model: 'veo-3.1', prompt };
  return { model: 'veo-3.0-generate-preview', instances: [{ prompt }], parameters: { sampleCount: 1 } };
}

function wordOf(outcome: SimulatedOutcome): string {
  switch (outcome.kind) {
    case 'succeeded':
      return `[${outcome.samples} samples]`;
    case 'filtered':
      return outcome.reasons === 'given' ? '[filtered]' : '[filtered without reasons]';
    case 'budgetExceeded':
      return '[budget exceeded]';
    case 'requiresAction':
      return '[requires action]';
    default:
      return `[${outcome.kind}]`;
  }
}
