import { readFile } from 'node:fs/promises';
import { type Backend, bearerKey, type Call, type Contract } from './contract';
import { uuidForm } from './dialects/idForms';
import type { PackedOperation } from './dialects/packedId';
import { googleError } from './errorReplies';
import { filterReasons, operationError } from './geminiAnswers';
import { json, type Reply } from './reply';
import { jsonContent } from './requestBody';
import { endOf, finishTime, sampleCountOf } from './simulatedOperation';
import { property, readStartRequest } from './startRequest';

/** Ids of operations of Agent Platform; special is one whose videos go into a bucket. */
const OPERATION_IDS = uuidForm();

const RESOURCE =
  /^\/v1(?:beta1)?\/(?<resource>projects\/[\w.:-]+\/locations\/[a-z0-9-]+\/publishers\/google\/models\/\w[\w.-]*)/;
const RESPONSE_TYPE = 'type.googleapis.com/cloud.ai.large_models.vision.GenerateVideoResponse';

/**
 * Google's Agent Platform, formerly Vertex AI: the status is a POST that names the operation in its body, and a GET of the
 * name is answered with 404 (js-genai, src/operations.ts; docs.cloud.google.com/vertex-ai, fetchPredictOperation; 2026-11).
 */
export const agentPlatformContract: Contract = {
  routes: [
    {
      step: 'start',
      method: 'POST',
      path: new RegExp(`${RESOURCE.source}:predictLongRunning$`),
      answer: start,
    },
    {
      step: 'status',
      method: 'POST',
      path: new RegExp(`${RESOURCE.source}:fetchPredictOperation$`),
      answer: fetchOperation,
    },
  ],
  keyOf: bearerKey,
  formOf: () => 'googleCloud',
};

/** The name of an operation, of which `resource` is all up to the model. */
export function agentPlatformName(resource: string, packed: PackedOperation): string {
  return `${resource}/operations/${OPERATION_IDS.encode(packed)}`;
}

/** Where the videos go is told by `parameters.storageUri`; the simulator remembers only that it was told. */
function start({ body, parameters, backend }: Call): Reply {
  const text = body.toString('utf8');
  const order = readStartRequest(text);
  if (order.kind === 'refused') return googleError(400, order.reason);
  const { durationSeconds, outcome } = order;
  const operation = { startedAt: backend.now(), durationSeconds, outcome, serial: backend.nextSerial() };
  const isSpecial = typeof property(property(jsonContent(text), 'parameters'), 'storageUri') === 'string';
  return json(200, { name: agentPlatformName(parameters.resource ?? '', { operation, isSpecial }) });
}

async function fetchOperation({ body, parameters, backend }: Call): Promise<Reply> {
  const name = property(jsonContent(body.toString('utf8')), 'operationName');
  const beginning = `${parameters.resource}/operations/`;
  if (typeof name !== 'string' || !name.startsWith(beginning)) {
    return googleError(400, 'The operation name does not belong to this resource.');
  }
  const packed = OPERATION_IDS.decode(name.slice(beginning.length));
  if (!packed) return googleError(404, 'The operation was not found.');
  if (backend.now() < finishTime(packed.operation)) return json(200, { name });
  return json(200, await endedAnswer(name, packed, backend));
}

async function endedAnswer(name: string, packed: PackedOperation, backend: Backend): Promise<object> {
  const { operation } = packed;
  const end = endOf(operation);
  if (end === 'failed') return { name, done: true, error: operationError(operation) };
  const result = end === 'filtered' ? filteringOf(packed) : await videosOf(name, packed, backend);
  return { name, done: true, response: { '@type': RESPONSE_TYPE, ...result } };
}

function filteringOf({ operation: { outcome } }: PackedOperation): object {
  return outcome.kind === 'filtered' && outcome.reasons === 'given' ? filterReasons() : {};
}

async function videosOf(name: string, packed: PackedOperation, backend: Backend): Promise<object> {
  const count = sampleCountOf(packed.operation);
  const mimeType = 'video/mp4';
  if (packed.isSpecial) {
    const id = name.slice(name.lastIndexOf('/') + 1);
    const folder = `gs://simulated-bucket/${id}`;
    return { videos: times(count, (at) => ({ gcsUri: `${folder}/sample_${at}.mp4`, mimeType })) };
  }
  const bytesBase64Encoded = (await readFile(backend.sampleVideo)).toString('base64');
  return { videos: times(count, () => ({ bytesBase64Encoded, mimeType })) };
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
