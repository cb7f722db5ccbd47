import * as v from 'valibot';
import type { Filtering, OperationError } from '../../operations/operation';
import type { Fields } from '../fields';
import type { JsonAnswer } from '../http/httpPort';
import { ifReadable, jsonObject } from '../schema';
import { shownText } from '../shownText';

/**
 * The codes of refused requests and the HTTP status of each (ai.google.dev/gemini-api/docs/api-errors). They are texts,
 * unlike those of all other APIs of Google, and hosting platforms answer texts, too: only both together are the API's word.
 */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  invalid_request: 400,
  failed_precondition: 400,
  parameter_unknown: 400,
  authentication: 401,
  payment_required: 402,
  permission_denied: 403,
  not_found: 404,
  model_not_found: 404,
  aborted: 409,
  rate_limit_exceeded: 429,
  quota_exceeded: 429,
  too_many_requests: 429,
  api_error: 500,
  service_unavailable: 503,
  deadline_exceeded: 504,
};

/** The codes of what a filter blocked (the same page, "Generation blocked"). Those of videos are named as those of images. */
const BLOCKED =
  /^(?:(?:image|video|audio)_)?(?:safety|recitation|prohibited_content)$|^(?:language|spii|blocklist|content_blocked|(?:image|video)_other)$/i;

const MAX_ERRORS = 20;

/** `errors[]` of an interaction, and the `error` of a step, whose code is a number of google.rpc.Code. */
const interactionError = jsonObject({
  code: ifReadable(v.union([v.string(), v.number()])),
  message: ifReadable(v.string()),
});
type InteractionError = v.InferOutput<typeof interactionError>;

const codedError = v.object({ error: v.object({ code: v.string(), message: v.string() }) });

/**
 * An answer whose error, if it is one that the API documents, has the envelope by which other code knows that the API
 * itself speaks.
 */
export function withOwnEnvelope(answer: JsonAnswer): JsonAnswer {
  if (!v.is(codedError, answer.body)) return answer;
  const { error } = answer.body;
  // `Object.hasOwn`: a code may be the name of something that every object has.
  const isDocumented =
    Object.hasOwn(STATUS_OF_CODE, error.code) && STATUS_OF_CODE[error.code] === answer.status;
  return isDocumented ? { ...answer, body: { error: { ...error, type: error.code } } } : answer;
}

/** The errors in an interaction and in its steps, in their order. */
export function errorsIn(interaction: Fields, steps: readonly Fields[]): InteractionError[] {
  const listed = interaction.get('errors');
  const all = [
    ...(Array.isArray(listed) ? listed.slice(0, MAX_ERRORS) : []),
    interaction.get('error'),
    ...steps.map((step) => step.get('error')),
  ];
  return all.flatMap((one) => {
    const read = v.safeParse(interactionError, one);
    return read.success && (read.output.code || read.output.message) ? [read.output] : [];
  });
}

/** What a filter blocked, by the codes of these errors; undefined where none of them says so. */
export function blockedBy(
  errors: readonly InteractionError[],
  secrets: readonly string[],
): Filtering | undefined {
  const blocked = errors.filter(({ code }) => BLOCKED.test(String(code)));
  if (blocked.length === 0) return undefined;
  return {
    filterReasons: blocked.map(({ code, message }) => shownText(message || String(code), secrets)),
  };
}

/** Why an interaction ended without a video: the first of its errors, else its status alone. */
export function failureOf(
  errors: readonly InteractionError[],
  status: string,
  secrets: readonly string[],
): OperationError {
  const [first] = errors;
  const code = first?.code ?? status;
  return {
    code: typeof code === 'string' ? shownText(code, secrets) : code,
    ...(status !== 'failed' && { status: status.toUpperCase() }),
    message: shownText(first?.message ?? '', secrets),
  };
}
