import * as v from 'valibot';
import { textFrom } from '../outside/text';

/** Why a connection failed or broke off. */
export const CONNECTION_CAUSES = [
  'noSuchHost',
  'noNetwork',
  'refused',
  'brokenOff',
  'timedOut',
  'expiredCertificate',
  'certificate',
  'noTls',
  'proxy',
  'other',
] as const;
export type ConnectionCause = (typeof CONNECTION_CAUSES)[number];

/** Why a file could not be written. `exists`: another file has the name. */
export const SAVE_FAULTS = [
  'diskFull',
  'denied',
  'noFolder',
  'exists',
  'inUse',
  'nameTooLong',
  'other',
] as const;
export type SaveFault = (typeof SAVE_FAULTS)[number];

/**
 * What a command that prints a token did instead. `notHere`: this host cannot run any. `said` has no word that it printed.
 */
export const TOKEN_COMMAND_FAULTS = [
  'notFound',
  'notStarted',
  'timedOut',
  'failed',
  'printedNothing',
  'printedSeveral',
  'printedTooMuch',
  'printedNoToken',
  'notHere',
] as const;
export type TokenCommandFault = (typeof TOKEN_COMMAND_FAULTS)[number];

const text = v.string();
const count = v.number();
const plain = <K extends string>(kind: K) => v.object({ kind: v.literal(kind) });
/** `said`: the words of the server or of the system, redacted, in any language. */
const withWords = <K extends string>(kind: K) => v.object({ kind: v.literal(kind), said: text });

const faultDetail = v.variant('kind', [
  // The words of somebody else. Those of an API begin with the HTTP status.
  withWords('quoted'),

  // `said`: the error code of the system or, without one, its words.
  v.object({ kind: v.literal('noConnection'), cause: v.picklist(CONNECTION_CAUSES), said: text }),
  v.object({ kind: v.literal('noAnswerWithin'), seconds: count }),
  plain('insecureAddress'),
  v.object({ kind: v.literal('tooManyRedirects'), most: count }),
  // Browsers hide where a redirect leads.
  plain('hiddenRedirect'),
  // `host`: empty if the redirect names none.
  v.object({ kind: v.literal('unsafeRedirect'), host: text }),

  v.object({ kind: v.literal('tooLarge'), mebibytes: count }),
  v.object({ kind: v.literal('undocumentedForm'), of: v.picklist(['operation', 'video']) }),
  // The operation is done, but its result has a form that we do not know.
  plain('unknownForm'),
  plain('noOutput'),
  // The answer says that something ended, but nothing shows that it is a video.
  plain('unprovenEnd'),
  plain('noModelList'),
  plain('contentNotReady'),

  plain('webPageCame'),
  withWords('jsonCame'),
  withWords('textCame'),
  plain('nothingCame'),
  plain('notMp4'),
  plain('notBase64'),
  // A video inside an answer ends before it is whole.
  plain('cutShort'),
  plain('tooMuchCame'),
  plain('otherPartCame'),
  plain('tooSlow'),
  // In bytes.
  v.object({ kind: v.literal('incomplete'), received: count, expected: count }),

  // `host`: where the address leads that is good no more.
  v.object({ kind: v.literal('addressExpired'), host: text }),

  plain('noKey'),
  plain('tokenExpired'),
  plain('commandNotAllowed'),
  // `said`: the exit code, or the error code of the system.
  v.object({ kind: v.literal('tokenCommand'), fault: v.picklist(TOKEN_COMMAND_FAULTS), said: text }),
  v.object({ kind: v.literal('noEndpoint'), id: text }),
  plain('notAName'),
  v.object({ kind: v.literal('notOffered'), path: text }),
  // `said`: as in `noConnection`.
  v.object({ kind: v.literal('unwritten'), fault: v.picklist(SAVE_FAULTS), said: text }),
  plain('unforeseen'),
]);

/**
 * What exactly went wrong: a kind with its numbers and names. What shows it makes a sentence of them, in the language of
 * the person.
 */
export type FaultDetail = v.InferOutput<typeof faultDetail>;
export type FaultKind = FaultDetail['kind'];

/** One function for each kind of fault, such as one that puts it into words. */
export type FaultCases<T> = {
  readonly [K in FaultKind]: (detail: Extract<FaultDetail, { kind: K }>) => T;
};

/** Calls the function for the kind of a fault. */
export function matchFault<T>(detail: FaultDetail, cases: FaultCases<T>): T {
  return (cases[detail.kind] as (detail: FaultDetail) => T)(detail);
}

const KINDS: readonly string[] = faultDetail.options.map(({ entries }) => entries.kind.literal);

/** Whether a stored value is a fault: a valid one of a kind that we know, or one of a newer release. */
export function isStoredFault(stored: unknown): stored is FaultDetail {
  if (!v.is(v.looseObject({ kind: text }), stored)) return false;
  return !KINDS.includes(stored.kind) || v.is(faultDetail, stored);
}

/** Whether a stored fault is of a kind that this release knows. */
export function isKnownFault({ kind }: FaultDetail): boolean {
  return KINDS.includes(kind);
}

/** As long as the message of a problem may be. */
const SAID_CHARACTERS = 500;

/** Cleans and redacts the texts of a stored fault, as earlier releases did not. One of a newer release stays as it is. */
export function cleanStoredFault(stored: FaultDetail): FaultDetail {
  if (!isKnownFault(stored)) return stored;
  const clean = (value: unknown) => (typeof value === 'string' ? textFrom(value, SAID_CHARACTERS) : value);
  const fields = Object.entries(stored).map(([name, value]) => [name, clean(value)]);
  return Object.fromEntries(fields) as FaultDetail;
}

/** A fault in the words of a server or of the system, redacted. */
export function quoted(said: string): FaultDetail {
  return { kind: 'quoted', said };
}

/** The fault that an error of ours carries; the message of any other error. */
export function faultOfError(error: unknown): FaultDetail {
  if (!(error instanceof Error)) return quoted(String(error));
  const { detail } = error as { readonly detail?: unknown };
  return v.is(faultDetail, detail) ? detail : quoted(error.message);
}
