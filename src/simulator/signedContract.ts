import type { Call, Contract } from './contract';
import { expiryOf, findJob, hasVideo } from './dialects/dialectJob';
import { DIALECTS } from './dialects/dialects';
import type { Reply } from './reply';
import { videoReply } from './sampleVideo';
import { signatureOf } from './signedPath';

/** Videos at signed addresses, on a host of their own, as services keep them in a store of files. */
export const signedContract: Contract = {
  routes: [
    {
      step: 'download',
      method: 'GET',
      path: /^\/signed\/(?<service>[a-z]+)\/(?<operation>[^/]+)\.mp4$/,
      answer: download,
    },
  ],
  formOf: () => 'openai',
};

async function download({ parameters, query, headers, backend }: Call): Promise<Reply> {
  const { service = '', operation: id = '' } = parameters;
  const dialect = DIALECTS.find((candidate) => candidate.id === service);
  const found = dialect && findJob(dialect, id);
  if (!found) return storeError(404, 'NoSuchKey', 'The specified key does not exist.');
  const expiresAt = expiryOf(found);
  const isSigned = query.get('token') === signatureOf({ service, id: found.id, expiresAt });
  if (!isSigned) return storeError(403, 'SignatureDoesNotMatch', 'The signature is wrong.');
  if (backend.now() >= expiresAt) return storeError(403, 'AccessDenied', 'Request has expired');
  return hasVideo(found, backend.now())
    ? videoReply(backend.sampleVideo, headers, 'openai')
    : storeError(404, 'NoSuchKey', 'The specified key does not exist.');
}

/** Stores of files refuse a request that is signed and has a key as well (docs.aws.amazon.com/AmazonS3, error responses). */
export function signatureConflict(): Reply {
  const reason = 'Only one auth mechanism allowed; only the query string or the Authorization header.';
  return storeError(400, 'InvalidArgument', reason);
}

function storeError(status: number, code: string, message: string): Reply {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { kind: 'text', status, headers: { 'content-type': 'application/xml' }, body };
}
