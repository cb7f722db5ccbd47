import { VideoApiError } from '../endpoints/videoApi';
import type { TokenCommandFault } from '../operations/faultDetail';
import type { ProgramEnd } from './programs';

/** Bearer tokens have these characters (RFC 6750, 2.1); the longest are JSON Web Tokens. */
const TOKEN = /^[\w.~+/=-]{20,4096}$/;

/**
 * The token that a command has printed, as its only line. Nothing of what it printed is ever in an error: it may be a token
 * all the same.
 *
 * @throws VideoApiError `unauthorized` for whatever else the command did
 */
export function tokenFrom(end: ProgramEnd): string {
  if (end.kind === 'failed') throw commandFault(end.fault, end.said);
  if (end.code !== 0) throw commandFault('failed', `exit ${end.code}`);
  const lines = end.output.split(/\r?\n|\r/).filter((line) => line.trim() !== '');
  const [token = ''] = lines;
  if (lines.length === 0) throw commandFault('printedNothing');
  if (lines.length > 1) throw commandFault('printedSeveral');
  if (!TOKEN.test(token.trim())) throw commandFault('printedNoToken');
  return token.trim();
}

function commandFault(fault: TokenCommandFault, said = ''): VideoApiError {
  return new VideoApiError(
    'unauthorized',
    { kind: 'tokenCommand', fault, said },
    { reason: 'commandFailed' },
  );
}
