import { type Endpoint, isGoogle } from '../../../endpoints/endpoint';
import {
  type AskedOperation,
  type UnsentRequest,
  unsentStatusRequest,
} from '../../../endpoints/unsentRequest';

/** From where a program takes the key: no text of ours has it. */
export type KeySource =
  | { readonly kind: 'none' }
  | { readonly kind: 'variable'; readonly name: string }
  /** A program and its arguments that print a token. */
  | { readonly kind: 'command'; readonly command: readonly [string, ...string[]] };

/** A question for the state of an operation, of which each form of a snippet makes its text. */
export interface Question extends AskedOperation {
  readonly request: UnsentRequest;
  readonly key: KeySource;
}

/** @throws VideoApiError `rejected` where the endpoint has no operations of such a name */
export async function questionOf(asked: AskedOperation): Promise<Question> {
  return { ...asked, request: await unsentStatusRequest(asked), key: keySourceOf(asked.endpoint) };
}

function keySourceOf(endpoint: Endpoint): KeySource {
  if (endpoint.auth.kind === 'none') return { kind: 'none' };
  if (endpoint.tokenCommand) return { kind: 'command', command: endpoint.tokenCommand };
  return { kind: 'variable', name: keyVariableOf(endpoint) };
}

/**
 * The environment variable for the key of an endpoint: the one that Google's documentation and clients use
 * (ai.google.dev/gemini-api/docs/api-key), else one with the name of the service, as others have it.
 */
export function keyVariableOf({ id, preset = id, url }: Endpoint): string {
  if (isGoogle(new URL(url))) return 'GEMINI_API_KEY';
  const word = preset.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  // A name must not begin with a digit.
  return `${/^\d/.test(word) ? `KEY_${word}` : word}_API_KEY`;
}
