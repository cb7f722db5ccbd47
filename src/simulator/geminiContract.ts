import type { Call, Contract } from './contract';
import { googleError } from './errorReplies';
import { downloadUri, fileAnswer, type LiveFile, operationAnswer, operationName } from './geminiAnswers';
import { json, type Reply, redirect } from './reply';
import { videoReply, videoSize } from './sampleVideo';
import {
  decodeFileId,
  decodeOperationId,
  encodeOperationId,
  expiryTime,
  finishTime,
} from './simulatedOperation';
import { readStartRequest } from './startRequest';

/** Contract A: Gemini operations, below `/gemini` as at a LiteLLM gateway, and without it as at Google. */
export const geminiContract: Contract = {
  routes: [
    { step: 'models', method: 'GET', path: /^(?:\/gemini)?\/v1beta\/models$/, answer: models },
    {
      step: 'start',
      method: 'POST',
      path: /^(?:\/gemini)?\/v1beta\/models\/(?<model>\w[\w.-]{0,99}):predictLongRunning$/,
      answer: start,
    },
    {
      step: 'status',
      method: 'GET',
      path: /^(?:\/gemini)?\/v1beta\/(?<operation>models\/\w[\w.-]{0,99}\/operations\/(?<id>[\w.-]+))$/,
      answer: status,
    },
    {
      step: 'metadata',
      method: 'GET',
      path: /^(?:\/gemini)?\/v1beta\/files\/(?<id>(?<operation>[\w-]+?)(?:-\d)?)$/,
      answer: metadata,
    },
    {
      step: 'download',
      method: 'GET',
      path: /^(?:\/gemini(?:\/download)?)?\/v1beta\/files\/(?<id>(?<operation>[\w-]+?)(?:-\d)?):download$/,
      answer: download,
    },
  ],
  keyOf: (headers) => String(headers['x-goog-api-key'] ?? ''),
  formOf: (path) => (path.startsWith('/gemini/') ? 'gateway' : 'google'),
};

/** The list of models (ai.google.dev/api/models). */
function models(): Reply {
  return json(200, { models: [{ name: 'models/veo-3.1-generate-preview' }] });
}

function start({ body, parameters, backend }: Call): Reply {
  const order = readStartRequest(body.toString('utf8'));
  if (order.kind === 'refused') return googleError(400, order.reason);
  const { durationSeconds, outcome } = order;
  const serial = backend.nextSerial();
  const id = encodeOperationId({ startedAt: backend.now(), durationSeconds, outcome, serial });
  return json(200, { name: operationName(parameters.model ?? '', id) });
}

function status({ parameters, backend }: Call): Reply {
  const { id = '', operation: name = '' } = parameters;
  const operation = decodeOperationId(id);
  if (!operation) return googleError(404, `Operation ${name} was not found.`);
  if (backend.now() < finishTime(operation)) return json(200, { name });
  return json(200, operationAnswer(name, operation, backend.url));
}

async function metadata({ parameters, backend }: Call): Promise<Reply> {
  const file = findFile(parameters.id ?? '', backend.now());
  if (file.kind === 'absent') return file.reply;
  const size = await videoSize(backend.sampleVideo);
  return size === undefined
    ? googleError(500, 'The sample video cannot be read.')
    : json(200, fileAnswer(file, size, backend.url));
}

function download({ headers, parameters, backend }: Call): Reply | Promise<Reply> {
  const file = findFile(parameters.id ?? '', backend.now());
  if (file.kind === 'absent') return file.reply;
  // As Google does, which keeps files on another host.
  if (backend.fileHost !== undefined) return redirect(downloadUri(file.id, backend.fileHost));
  return videoReply(backend.sampleVideo, headers, 'google');
}

/** Finds a file. Like Google, it answers 403 to one that is deleted or does not exist yet, as if it belonged to another. */
function findFile(id: string, now: number): LiveFile | { readonly kind: 'absent'; readonly reply: Reply } {
  const file = decodeFileId(id);
  if (!file) return { kind: 'absent', reply: googleError(404, `File ${id} was not found.`) };
  const createdAt = finishTime(file.operation);
  const expiresAt = expiryTime(file.operation);
  if (createdAt <= now && now < expiresAt) return { kind: 'live', id, createdAt, expiresAt };
  const reason = `You do not have permission to access the File ${id} or it may not exist.`;
  return { kind: 'absent', reply: googleError(403, reason) };
}
