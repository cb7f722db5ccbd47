import type { OperationError } from '../../operations/operation';
import { t } from '../language/t';

/** google.rpc.Code by its number (google/rpc/code.proto). */
const STATUSES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

/** Why an operation failed: in the server's words, else in ours for its status, else by its code. */
export function failureSentence({ code, status, message }: OperationError): string {
  if (message !== '') return t('It failed: {0}', message);
  const told = status ?? statusOf(code);
  return statusSentence(told) ?? t('It failed: {0}', t('error {0}', told ?? code));
}

/** Some servers put the name of a status where its number belongs. */
function statusOf(code: number | string): string | undefined {
  if (typeof code === 'number') return STATUSES[code];
  const name = code.toUpperCase();
  return [...STATUSES, 'EXPIRED'].includes(name) ? name : undefined;
}

function statusSentence(status: string | undefined): string | undefined {
  switch (status) {
    case 'CANCELLED':
      return t('It was cancelled.');
    case 'EXPIRED':
    case 'DEADLINE_EXCEEDED':
      return t('It took too long and was given up by the server.');
    case 'INVALID_ARGUMENT':
    case 'FAILED_PRECONDITION':
    case 'OUT_OF_RANGE':
    case 'UNIMPLEMENTED':
      return t('The server could not do what was asked ({0}). Check the prompt and the parameters.', status);
    case 'RESOURCE_EXHAUSTED':
      return t('The quota was used up, or the server was too busy. Start it again later.');
    case 'PERMISSION_DENIED':
    case 'UNAUTHENTICATED':
      return t('The API key was not allowed to do this ({0}).', status);
    case 'UNKNOWN':
    case 'ABORTED':
    case 'INTERNAL':
    case 'UNAVAILABLE':
    case 'DATA_LOSS':
      return t('It failed because of a fault of the server ({0}). Start it again.', status);
    default:
      return undefined;
  }
}
