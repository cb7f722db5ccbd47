import type { ProblemKind } from '../../../../src/operations/problem';

/** What a service answers in a case that people meet. */
export type RecordedCase =
  | 'start'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'filtered'
  | 'cancelled'
  | 'expired'
  | 'keyRefused'
  | 'budget'
  | 'rateLimited'
  | 'unknownJob'
  | 'gatewayFault';

/**
 * What is made of an answer. `word`: of a status that is shown, where the recording is about that. `video`: its address, in
 * which `{url}` is the endpoint's own.
 */
export type Expected =
  | { readonly kind: 'start'; readonly name: string }
  | { readonly kind: 'running'; readonly word?: string }
  | {
      readonly kind: 'succeeded';
      readonly video: string;
      readonly cost?: { readonly amount: number; readonly currency?: 'USD' };
      readonly model?: string;
      readonly startedAt?: string;
      /** ISO 8601. */
      readonly expiresAt?: string;
      /** For how long the service keeps its videos. */
      readonly hoursKept?: number;
    }
  | { readonly kind: 'failed'; readonly message: string; readonly status?: string }
  | { readonly kind: 'filtered' }
  | { readonly kind: 'problem'; readonly problem: ProblemKind };

/** One answer of a service, as its documentation or its source code has it. */
export interface RecordedAnswer {
  /** The id of its preset; `google` and `interactions` for what the Gemini API speaks. */
  readonly service: string;
  readonly case: RecordedCase;
  /** The id of the job. */
  readonly name: string;
  /** Of HTTP. */
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or a text that is none. */
  readonly body: unknown;
  /** Where the form of the answer is documented. `form of …`: its values are ours, or of another service of the same form. */
  readonly source: string;
  readonly expect: Expected;
}

/** The answers of a service, each for the same job unless it says otherwise. */
export function answersOf(
  service: string,
  name: string,
  answers: readonly Omit<RecordedAnswer, 'service' | 'name'>[],
): readonly RecordedAnswer[] {
  return answers.map((answer) => ({ service, name, ...answer }));
}

/** A page that a proxy in front of a service sends, as nginx does. */
export const PROXY_PAGE = {
  case: 'gatewayFault',
  status: 502,
  headers: { 'content-type': 'text/html' },
  body: '<html><head><title>502 Bad Gateway</title></head></html>',
  source: 'form of nginx',
  expect: { kind: 'problem', problem: 'unavailable' },
} as const satisfies Omit<RecordedAnswer, 'service' | 'name'>;
