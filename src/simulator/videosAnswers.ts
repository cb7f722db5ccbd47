import { internalError } from './geminiAnswers';
import { finishTime, type SimulatedOperation, shapeOf } from './simulatedOperation';
import { encodeVideoId, type VideoJob } from './videoId';

/**
 * The video object, answered to its start and to every question about it. A filtered operation is `completed` as any
 * other: LiteLLM looks only for an error, which it passes on as Google's status.
 * Source: docs.thucchien.ai (videos), BerriAI/litellm, litellm/llms/vertex_ai/videos/transformation.py.
 */
export function videoAnswer(job: VideoJob, now: number): object {
  const { model, operation } = job;
  const status = statusOf(operation, now);
  const created_at = Math.floor(operation.startedAt / 1000);
  const video = { id: encodeVideoId(job), object: 'video', status, created_at, model, ...shapeOf(operation) };
  return status === 'failed' ? { ...video, error: internalError() } : video;
}

type Status = 'queued' | 'processing' | 'completed' | 'failed';

function statusOf(operation: SimulatedOperation, now: number): Status {
  if (now >= finishTime(operation)) return operation.outcome.kind === 'failed' ? 'failed' : 'completed';
  const tenth = (finishTime(operation) - operation.startedAt) / 10;
  return now < operation.startedAt + tenth ? 'queued' : 'processing';
}
