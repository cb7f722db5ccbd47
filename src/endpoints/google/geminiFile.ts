import * as v from 'valibot';
import type { OperationError } from '../../operations/operation';
import { type EndpointAccess, geminiRoot, secretsOf } from '../endpoint';
import { errorOf } from '../faults/apiErrors';
import type { Http } from '../http/httpPort';
import { keyHeadersFor } from '../protocol';
import { ifReadable, jsonObject } from '../schema';
import { shownText } from '../shownText';

/** How far a Gemini file is (ai.google.dev/api/files, State). */
export type GeminiFile =
  | { readonly state: 'PROCESSING' | 'ACTIVE' }
  | { readonly state: 'FAILED'; readonly error: OperationError };

const fileInfo = jsonObject({
  state: v.picklist(['PROCESSING', 'ACTIVE', 'FAILED']),
  error: ifReadable(jsonObject({ code: ifReadable(v.number()), message: ifReadable(v.string()) })),
});

/**
 * Requests how far a Gemini file is; undefined where the API does not say, such as a proxy that has no such route.
 *
 * @throws VideoApiError where that cannot be known yet; the reason of `signal` when it was aborted.
 */
export async function requestFile(
  http: Http,
  id: string,
  { endpoint, key, signal }: EndpointAccess,
): Promise<GeminiFile | undefined> {
  const answer = await http.getJson({
    url: `${geminiRoot(endpoint)}/v1beta/files/${id}`,
    keyHeaders: keyHeadersFor(endpoint, 'gemini', key),
    signal,
  });
  if (answer.status === 429 || answer.status >= 500) throw errorOf(answer, secretsOf(key));
  const file = v.safeParse(fileInfo, answer.body);
  if (!file.success) return undefined;
  const { state, error } = file.output;
  if (state !== 'FAILED') return { state };
  const message = shownText(error?.message ?? '', secretsOf(key));
  return { state, error: { code: error?.code ?? 'failed', status: 'FAILED', message } };
}
