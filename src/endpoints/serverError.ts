import * as v from 'valibot';
import { lenient } from './lenient';

/** Google: numeric code, status, details. LiteLLM and its kin: code as a string, type, param. */
const fields = v.object({
  message: lenient(v.string()),
  type: lenient(v.string()),
  param: lenient(v.unknown()),
  code: lenient(v.union([v.string(), v.number()])),
  status: lenient(v.string()),
  details: lenient(v.array(v.unknown())),
});

/** What the error in an answer tells. */
export type ServerError = v.InferOutput<typeof fields> & {
  /**
   * Whether it has the envelope of a video API, and so is the API's own word. Anything else, such as a page, plain text
   * or the JSON of a proxy, may be anybody's: it proves nothing of an operation, a video or a key.
   */
  readonly isOwn: boolean;
};

const envelope = v.object({ error: fields });
/** The plainer ones of the proxies in front of a gateway. */
const message = v.union([
  v.pipe(
    v.object({ error: v.string() }),
    v.transform(({ error }) => error),
  ),
  v.pipe(
    v.object({ detail: v.string() }),
    v.transform(({ detail }) => detail),
  ),
  v.pipe(
    v.object({ message: v.string() }),
    v.transform((told) => told.message),
  ),
]);

/** Reads the error in the body of an answer, as far as there is one. Google wraps some errors in a list. */
export function readServerError(body: unknown): ServerError {
  const given: unknown = Array.isArray(body) ? body[0] : body;
  const own = v.safeParse(envelope, given);
  if (own.success) return { ...own.output.error, isOwn: isOwn(own.output.error) };
  const told = v.safeParse(message, given);
  return { ...(told.success && { message: told.output }), isOwn: false };
}

/**
 * Google and OpenRouter give a numeric code, Google a status too, LiteLLM a type and a param, be they null. A message
 * with a code as text alone is also what hosting platforms say of a route that they do not know.
 */
function isOwn(error: v.InferOutput<typeof fields>): boolean {
  if (typeof error.message !== 'string') return false;
  return typeof error.code === 'number' || typeof error.status === 'string' || 'type' in error;
}
