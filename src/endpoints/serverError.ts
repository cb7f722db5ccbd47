import * as v from 'valibot';
import { oneLine } from '../outside/oneLine';
import { fieldsOf } from './fields';
import { lenient } from './schema';

/** Characters of a server's words that are read: patterns run over them, and a hostile answer may hold 1 MiB. */
const READ_LENGTH = 4096;

// Cleaned before a pattern sees them: a character that nobody sees would part the words that a person reads there.
const words = v.pipe(
  v.string(),
  v.transform((text) => oneLine(text, READ_LENGTH)),
);

const MOST_DETAILS = 20;
/** Characters of a reason that are read. */
const REASON_LENGTH = 100;

/** Google: numeric code, status, details. LiteLLM and its kin: code as a string, type, param. */
const fields = v.object({
  message: lenient(words),
  type: lenient(words),
  param: lenient(v.unknown()),
  code: lenient(v.union([words, v.number()])),
  status: lenient(words),
  details: lenient(v.array(v.unknown())),
});
type Fields = v.InferOutput<typeof fields>;

/** What the error in an answer tells; its texts are one line of at most 4 Ki characters, all of which can be seen. */
export type ServerError = Fields & {
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
    v.object({ error: words }),
    v.transform(({ error }) => error),
  ),
  v.pipe(
    v.object({ detail: words }),
    v.transform(({ detail }) => detail),
  ),
  v.pipe(
    v.object({ message: words }),
    v.transform((told) => told.message),
  ),
]);

/** Reads the error in the body of an answer, as far as there is one. Google wraps some errors in a list. */
export function readServerError(body: unknown): ServerError {
  const given: unknown = Array.isArray(body) ? body[0] : body;
  const own = v.safeParse(envelope, given);
  const type = typeIn(given);
  if (own.success) {
    const error = { ...type, ...own.output.error };
    return { ...error, isOwn: isOwn(error) };
  }
  const told = v.safeParse(message, given);
  return { ...type, ...(told.success && { message: told.output }), isOwn: false };
}

/** The type of the error beside it, where Bifrost has it. */
function typeIn(given: unknown): Pick<Fields, 'type'> {
  const type = v.safeParse(words, fieldsOf(given).get('type'));
  return type.success ? { type: type.output } : {};
}

/** `google.rpc.ErrorInfo`: its `reason` is one constant. */
export function reasonsIn({ details }: Pick<ServerError, 'details'>): string[] {
  return (details ?? []).slice(0, MOST_DETAILS).flatMap((detail) => {
    const reason = fieldsOf(detail).get('reason');
    return typeof reason === 'string' ? [oneLine(reason, REASON_LENGTH)] : [];
  });
}

/** Some gateways answer 200 and tell the true status in the body, in their envelope or beside their words. */
export function toldStatusIn(body: unknown): number | undefined {
  const fields = fieldsOf(Array.isArray(body) ? body[0] : body);
  return [readServerError(body).code, fields.get('code'), fields.get('status'), fields.get('statusCode')]
    .filter((told) => typeof told === 'number' || typeof told === 'string')
    .map(Number)
    .find((told) => told >= 400 && told < 600);
}

/**
 * Google and OpenRouter give a numeric code, Google a status too, LiteLLM a type and a param, be they null. A message
 * with a code as text alone is also what hosting platforms say of a route that they do not know. A gateway also puts its
 * own envelope around what it got in place of the API's answer, such as a proxy's page.
 */
function isOwn(error: Fields): boolean {
  if (typeof error.message !== 'string' || /<!doctype html|<html\b/i.test(error.message)) return false;
  return typeof error.code === 'number' || typeof error.status === 'string' || 'type' in error;
}
