import type { Call, Contract } from './contract';
import { googleError } from './errorReplies';
import { fileAnswer } from './geminiAnswers';
import { findInteraction } from './interactionsContract';
import { json, type Reply } from './reply';
import { videoReply, videoSize } from './sampleVideo';
import { endOf, expiryTime, finishTime } from './simulatedOperation';

/**
 * The files of interactions whose video is at an address. They are there from the start, but first have to become
 * `ACTIVE` (ai.google.dev/api/files, State).
 */
export const omniFileContract: Contract = {
  routes: [
    {
      step: 'metadata',
      method: 'GET',
      path: /^(?:\/gemini)?\/v1beta\/files\/(?<operation>v1_\w+)$/,
      answer: metadata,
    },
    {
      step: 'download',
      method: 'GET',
      path: /^(?:\/gemini(?:\/download)?)?\/v1beta\/files\/(?<operation>v1_\w+):download$/,
      answer: download,
    },
  ],
  keyOf: (headers) => String(headers['x-goog-api-key'] ?? ''),
  formOf: (path) => (path.startsWith('/gemini/') ? 'gateway' : 'google'),
};

type FileState = 'PROCESSING' | 'ACTIVE' | 'FAILED' | 'absent';

function stateOf(id: string, now: number): FileState {
  const job = findInteraction(id);
  if (!job?.isSpecial || now >= expiryTime(job.operation)) return 'absent';
  if (now < finishTime(job.operation)) return 'PROCESSING';
  return endOf(job.operation) === 'succeeded' ? 'ACTIVE' : 'FAILED';
}

async function metadata({ parameters, backend }: Call): Promise<Reply> {
  const { operation: id = '' } = parameters;
  const state = stateOf(id, backend.now());
  const operation = findInteraction(id)?.operation;
  if (state === 'absent' || !operation) return absent(id);
  if (state === 'PROCESSING') return json(200, { name: `files/${id}`, mimeType: 'video/mp4', state });
  const size = (await videoSize(backend.sampleVideo)) ?? 0;
  const file = { id, createdAt: finishTime(operation), expiresAt: expiryTime(operation) };
  return json(200, { ...fileAnswer({ kind: 'live', ...file }, size, backend.url), state });
}

function download({ headers, parameters, backend }: Call): Reply | Promise<Reply> {
  const { operation: id = '' } = parameters;
  const state = stateOf(id, backend.now());
  if (state === 'absent') return absent(id);
  if (state === 'ACTIVE') return videoReply(backend.sampleVideo, headers, 'google');
  return googleError(400, `The File ${id} is not in an ACTIVE state and usage is not allowed.`);
}

function absent(id: string): Reply {
  return googleError(403, `You do not have permission to access the File ${id} or it may not exist.`);
}
