import { bearerKey, type Call, type Contract } from './contract';
import { gatewayError } from './errorReplies';
import { operationError } from './geminiAnswers';
import { json, type Reply } from './reply';
import { videoReply } from './sampleVideo';
import { endOf, expiryTime, finishTime, type SimulatedOperation, shapeOf } from './simulatedOperation';
import { decodeVideoId, encodeVideoId, type VideoJob } from './videoId';
import { readVideosRequest } from './videosRequest';

/** Contract B: `/v1/videos` of a LiteLLM gateway. */
export const videosContract: Contract = {
  routes: [
    { step: 'start', method: 'POST', path: /^\/v1\/videos$/, answer: start },
    { step: 'status', method: 'GET', path: /^\/v1\/videos\/(?<operation>[^/]+)$/, answer: status },
    {
      step: 'download',
      method: 'GET',
      path: /^\/v1\/videos\/(?<operation>[^/]+)\/content$/,
      answer: content,
    },
  ],
  keyOf: bearerKey,
  formOf: () => 'gateway',
};

async function start({ body, headers, backend }: Call): Promise<Reply> {
  const request = await readVideosRequest(body, headers['content-type']);
  if (request.kind === 'refused') return gatewayError(400, request.reason, { type: 'invalid_request_error' });
  const { kind: _, model, ...order } = request;
  const startedAt = backend.now();
  const operation = { startedAt, ...order, serial: backend.nextSerial() };
  return json(200, videoAnswer({ model, operation }, startedAt));
}

function status({ parameters, backend }: Call): Reply {
  const job = decodeVideoId(parameters.operation ?? '');
  return job ? json(200, videoAnswer(job, backend.now())) : unknownVideo();
}

function content({ headers, parameters, backend }: Call): Reply | Promise<Reply> {
  const job = decodeVideoId(parameters.operation ?? '');
  if (!job) return unknownVideo();
  return refusal(job, backend.now()) ?? videoReply(backend.sampleVideo, headers, 'gateway');
}

/** Why there is no video now, in the words of litellm/llms/vertex_ai/videos/transformation.py. */
function refusal({ operation }: VideoJob, now: number): Reply | undefined {
  if (now < finishTime(operation)) {
    const advice = 'Please check status with video_status() before downloading.';
    return gatewayError(400, `Video generation is not complete yet. ${advice}`);
  }
  if (endOf(operation) === 'failed') return gatewayError(400, 'Video generation failed.');
  if (operation.outcome.kind === 'filtered') {
    return gatewayError(500, 'litellm.APIConnectionError: No video data found in completed operation');
  }
  return now < expiryTime(operation) ? undefined : gatewayError(404, 'The video has expired.');
}

function unknownVideo(): Reply {
  return gatewayError(404, 'The video was not found.');
}

/**
 * The video object in the answers to a start and to status requests. A filtered operation is `completed` like any other:
 * LiteLLM only looks for an error, which it passes on as Google's status.
 * Source: docs.thucchien.ai (videos), BerriAI/litellm, litellm/llms/vertex_ai/videos/transformation.py.
 */
function videoAnswer(job: VideoJob, now: number): object {
  const { model, operation } = job;
  const status = statusOf(operation, now);
  const created_at = Math.floor(operation.startedAt / 1000);
  const video = { id: encodeVideoId(job), object: 'video', status, created_at, model, ...shapeOf(operation) };
  return status === 'failed' ? { ...video, error: operationError(operation) } : video;
}

type Status = 'queued' | 'processing' | 'completed' | 'failed';

function statusOf(operation: SimulatedOperation, now: number): Status {
  if (now >= finishTime(operation)) return endOf(operation) === 'failed' ? 'failed' : 'completed';
  const tenth = (finishTime(operation) - operation.startedAt) / 10;
  return now < operation.startedAt + tenth ? 'queued' : 'processing';
}
