import { readFile } from 'node:fs/promises';
import type { Backend } from './contract';
import type { PackedOperation } from './dialects/packedId';
import { filterReasons } from './geminiAnswers';
import { finishTime, type SimulatedOperation } from './simulatedOperation';

/** An interaction that the simulator gave. */
interface SimulatedInteraction extends PackedOperation {
  readonly id: string;
}

const MODEL = 'gemini-omni-1.1-flash';
const MIME_TYPE = 'video/mp4';

/** The answer to a creation. It alone has the address of a video that is to be at one. */
export function createAnswer(job: SimulatedInteraction, url: string): object {
  const { id, operation, isSpecial } = job;
  const answer = interaction(job, 'in_progress', operation.startedAt);
  if (!isSpecial) return answer;
  const video = { type: 'video', mime_type: MIME_TYPE, uri: `${url}/v1beta/files/${id}` };
  return { ...answer, steps: [{ type: 'model_output', content: [video] }] };
}

/** The answer to a later request. */
export async function interactionAnswer(job: SimulatedInteraction, backend: Backend): Promise<object> {
  const { operation } = job;
  const now = backend.now();
  if (now < finishTime(operation)) return interaction(job, runningWord(operation, now), now);
  const answer = interaction(job, WORDS[operation.outcome.kind], finishTime(operation));
  return { ...answer, usage: { total_tokens: 57_920 }, ...(await resultOf(job, backend)) };
}

/** The answer to a cancellation, which an ended interaction does not mind. */
export function cancelledAnswer(job: SimulatedInteraction, now: number): object {
  const ended = now >= finishTime(job.operation);
  return interaction(job, ended ? WORDS[job.operation.outcome.kind] : 'cancelled', now);
}

/** All documented words of an end (ai.google.dev/gemini-api/docs/interactions). */
const WORDS: Readonly<Record<SimulatedOperation['outcome']['kind'], string>> = {
  succeeded: 'completed',
  hesitant: 'completed',
  filtered: 'failed',
  failed: 'failed',
  expired: 'failed',
  cancelled: 'cancelled',
  incomplete: 'incomplete',
  budgetExceeded: 'budget_exceeded',
  requiresAction: 'requires_action',
};

/** "completed" without output was seen while the job still ran (discuss.ai.google.dev/t/183928). */
function runningWord(operation: SimulatedOperation, now: number): string {
  const done = (now - operation.startedAt) / (finishTime(operation) - operation.startedAt);
  if (operation.outcome.kind === 'hesitant' && done >= 2 / 3) return 'completed';
  return done < 1 / 4 ? 'queued' : 'in_progress';
}

async function resultOf({ operation, isSpecial }: SimulatedInteraction, backend: Backend): Promise<object> {
  const { outcome } = operation;
  if (outcome.kind === 'succeeded' || outcome.kind === 'hesitant') {
    // Later answers do not repeat the address.
    if (isSpecial) return {};
    const data = (await readFile(backend.sampleVideo)).toString('base64');
    return { steps: [{ type: 'model_output', content: [{ type: 'video', mime_type: MIME_TYPE, data }] }] };
  }
  return { errors: errorsOf(operation) };
}

/** Codes of "Generation blocked" and of failures (ai.google.dev/gemini-api/docs/api-errors). */
function errorsOf({ outcome }: SimulatedOperation): object[] {
  if (outcome.kind === 'failed' || outcome.kind === 'expired') {
    return [{ code: 'api_error', message: 'An internal error has occurred.' }];
  }
  if (outcome.kind !== 'filtered') return [];
  const message = filterReasons().raiMediaFilteredReasons[0];
  return [outcome.reasons === 'given' ? { code: 'video_safety', message } : { code: 'video_other' }];
}

function interaction({ id, operation }: SimulatedInteraction, status: string, updatedAt: number): object {
  const created = new Date(operation.startedAt).toISOString();
  const updated = new Date(updatedAt).toISOString();
  return { id, object: 'interaction', model: MODEL, status, created, updated };
}
