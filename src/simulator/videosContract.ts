import { bearer } from './bearer';
import type { Call, Contract } from './contract';
import { gatewayError } from './errorReplies';
import { json, type Reply } from './reply';
import { videoReply } from './sampleVideo';
import { expiryTime, finishTime } from './simulatedOperation';
import { decodeVideoId, type VideoJob } from './videoId';
import { videoAnswer } from './videosAnswers';
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
  keyOf: bearer,
  formOf: () => 'gateway',
};

async function start({ body, headers, surroundings }: Call): Promise<Reply> {
  const request = await readVideosRequest(body, headers['content-type']);
  if (request.kind === 'refused') return gatewayError(400, request.reason, 'invalid_request_error');
  const { kind: _, model, ...order } = request;
  const startedAt = surroundings.now();
  const operation = { startedAt, ...order, serial: surroundings.nextSerial() };
  return json(200, videoAnswer({ model, operation }, startedAt));
}

function status({ parameters, surroundings }: Call): Reply {
  const job = decodeVideoId(parameters.operation ?? '');
  return job ? json(200, videoAnswer(job, surroundings.now())) : unknownVideo();
}

function content({ headers, parameters, surroundings }: Call): Reply | Promise<Reply> {
  const job = decodeVideoId(parameters.operation ?? '');
  if (!job) return unknownVideo();
  return refusal(job, surroundings.now()) ?? videoReply(surroundings.sampleVideo, headers, 'gateway');
}

/** Why there is no video now. The words are LiteLLM's: litellm/llms/vertex_ai/videos/transformation.py. */
function refusal({ operation }: VideoJob, now: number): Reply | undefined {
  if (now < finishTime(operation)) {
    const advice = 'Please check status with video_status() before downloading.';
    return gatewayError(400, `Video generation is not complete yet. ${advice}`);
  }
  if (operation.outcome.kind === 'failed') return gatewayError(400, 'Video generation failed.');
  if (operation.outcome.kind === 'filtered') {
    return gatewayError(500, 'litellm.APIConnectionError: No video data found in completed operation');
  }
  return now < expiryTime(operation) ? undefined : gatewayError(404, 'The video has expired.');
}

function unknownVideo(): Reply {
  return gatewayError(404, 'The video was not found.');
}
