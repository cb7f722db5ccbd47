import * as v from 'valibot';
import { oneLine } from '../../outside/oneLine';
import { fieldsOf } from '../fields';
import { ifReadable } from '../schema';

/** Of a server's words. Patterns run over them, and a hostile answer may hold 1 MiB. */
const WORDS_CHARACTERS = 4096;

// Words are cleaned before a pattern runs over them: an invisible character would split the words that a person reads.
const words = v.pipe(
  v.string(),
  v.transform((text) => oneLine(text, WORDS_CHARACTERS)),
);

const MAX_DETAILS = 20;
const REASON_CHARACTERS = 100;

/** Google sends a numeric code, a status and details. LiteLLM and its kin send a code as a string, a type and a param. */
const fields = v.object({
  message: ifReadable(words),
  type: ifReadable(words),
  param: ifReadable(v.unknown()),
  code: ifReadable(v.union([words, v.number()])),
  status: ifReadable(words),
  details: ifReadable(v.array(v.unknown())),
});
type ErrorFields = v.InferOutput<typeof fields>;

/** The error in an answer. Each of its texts is one line of at most 4 Ki visible characters. */
export type ServerError = ErrorFields & {
  /**
   * Whether it has the envelope of a video API, and so comes from the API itself. A page, plain text or other JSON may
   * come from a proxy: it proves nothing about an operation, a video or a key.
   */
  readonly isOwn: boolean;
};

const envelope = v.object({ error: fields });
/**
 * What FastAPI, on which LiteLLM runs, says: a text, the first of its findings about a request, or an object of the gateway's
 * own (fastapi.tiangolo.com/tutorial/handling-errors).
 */
const detail = v.union([
  words,
  v.pipe(
    v.looseTuple([v.object({ msg: words })]),
    v.transform(([{ msg }]) => msg),
  ),
  v.pipe(
    v.object({ error: words }),
    v.transform(({ error }) => error),
  ),
  v.pipe(
    v.object({ message: words }),
    v.transform(({ message }) => message),
  ),
]);
/** The plainer envelopes of proxies in front of a gateway. */
const plainMessage = v.union([
  v.pipe(
    v.object({ error: words }),
    v.transform(({ error }) => error),
  ),
  v.pipe(
    v.object({ detail }),
    v.transform((body) => body.detail),
  ),
  v.pipe(
    v.object({ message: words }),
    v.transform((body) => body.message),
  ),
]);

/** Reads the error in the body of an answer, as far as there is one. Google wraps some errors in a list. */
export function readServerError(body: unknown): ServerError {
  const object: unknown = Array.isArray(body) ? body[0] : body;
  const type = typeIn(object);
  const parsed = v.safeParse(envelope, object);
  if (parsed.success) {
    const error = { ...type, ...parsed.output.error };
    return { ...error, isOwn: hasOwnEnvelope(error) };
  }
  const message = v.safeParse(plainMessage, object);
  return { ...type, ...(message.success && { message: message.output }), isOwn: false };
}

/** Bifrost puts the type of an error next to the error. */
function typeIn(body: unknown): Pick<ErrorFields, 'type'> {
  const type = v.safeParse(words, fieldsOf(body).get('type'));
  return type.success ? { type: type.output } : {};
}

/** The reasons in the details, each a constant of `google.rpc.ErrorInfo`. */
export function reasonsIn({ details }: Pick<ServerError, 'details'>): string[] {
  return (details ?? []).slice(0, MAX_DETAILS).flatMap((detail) => {
    const reason = fieldsOf(detail).get('reason');
    return typeof reason === 'string' ? [oneLine(reason, REASON_CHARACTERS)] : [];
  });
}

/** Whether the type of an error names the rate limit. */
export function isAboutRate({ type }: Pick<ServerError, 'type'>): boolean {
  return /rate_?limit|throttl/i.test(type ?? '');
}

/** The HTTP status of an error that a gateway answered with 200: in its envelope, or next to its message. */
export function bodyStatusIn(body: unknown): number | undefined {
  const fields = fieldsOf(Array.isArray(body) ? body[0] : body);
  return [readServerError(body).code, fields.get('code'), fields.get('status'), fields.get('statusCode')]
    .filter((status) => typeof status === 'number' || typeof status === 'string')
    .map(Number)
    .find((status) => status >= 400 && status < 600);
}

/**
 * Google and OpenRouter send a numeric code, Google also a status, LiteLLM a type and a param, even if they are null.
 * Hosting platforms, too, answer a message with a code as a string, to a route that they do not know. A gateway may put
 * its own envelope around the page of a proxy.
 */
function hasOwnEnvelope(error: ErrorFields): boolean {
  if (typeof error.message !== 'string' || /<!doctype html|<html\b/i.test(error.message)) return false;
  return typeof error.code === 'number' || typeof error.status === 'string' || 'type' in error;
}
