import * as v from 'valibot';
import { textFrom } from '../outside/text';

/** Why a connection was not made, or broke off. */
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

/** Why something could not be written to a disk. `exists`: another file has the name. */
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

const text = v.string();
const count = v.number();
const alone = <K extends string>(kind: K) => v.object({ kind: v.literal(kind) });
/** `said`: words of the server or of the system, redacted, in whatever language they are. */
const withWords = <K extends string>(kind: K) => v.object({ kind: v.literal(kind), said: text });

const faultDetail = v.variant('kind', [
  // Somebody else has said it; what the API said begins with its HTTP status.
  withWords('quoted'),

  // `said`: the code of the system or, where it has none, its words.
  v.object({ kind: v.literal('noConnection'), cause: v.picklist(CONNECTION_CAUSES), said: text }),
  v.object({ kind: v.literal('noAnswerWithin'), seconds: count }),
  alone('insecureAddress'),
  v.object({ kind: v.literal('tooManyRedirects'), most: count }),
  // A browser does not tell where a redirect leads.
  alone('hiddenRedirect'),
  // `host`: empty where the redirect names none.
  v.object({ kind: v.literal('unsafeRedirect'), host: text }),

  v.object({ kind: v.literal('tooLarge'), mebibytes: count }),
  v.object({ kind: v.literal('undocumentedForm'), of: v.picklist(['operation', 'video']) }),
  // The operation is done, but nobody knows with what.
  alone('unknownForm'),
  // An end is told, but nothing shows that it is the end of a video.
  alone('unprovenEnd'),
  alone('noModelList'),
  alone('contentNotReady'),

  alone('webPageCame'),
  withWords('jsonCame'),
  withWords('textCame'),
  alone('nothingCame'),
  alone('notMp4'),
  alone('notBase64'),
  alone('tooMuchCame'),
  alone('otherPartCame'),
  alone('tooSlow'),
  // Bytes.
  v.object({ kind: v.literal('incomplete'), received: count, expected: count }),

  alone('noKey'),
  v.object({ kind: v.literal('noEndpoint'), id: text }),
  alone('notAName'),
  v.object({ kind: v.literal('notOffered'), path: text }),
  // `said`: as of `noConnection`.
  v.object({ kind: v.literal('unwritten'), fault: v.picklist(SAVE_FAULTS), said: text }),
  alone('unforeseen'),
]);

/**
 * What exactly went wrong: a kind with its numbers and names, of which words are made where they are shown, in the
 * language of the person.
 */
export type FaultDetail = v.InferOutput<typeof faultDetail>;
export type FaultKind = FaultDetail['kind'];

/** Something made of each kind of fault, such as its words in one language. */
export type FaultCases<T> = {
  readonly [K in FaultKind]: (detail: Extract<FaultDetail, { kind: K }>) => T;
};

/** What a table makes of a fault. */
export function matchFault<T>(detail: FaultDetail, cases: FaultCases<T>): T {
  return (cases[detail.kind] as (detail: FaultDetail) => T)(detail);
}

const KINDS: readonly string[] = faultDetail.options.map(({ entries }) => entries.kind.literal);

/** Whether something stored is a fault of ours, or of a kind that only a newer release knows. */
export function isStoredFault(stored: unknown): stored is FaultDetail {
  if (!v.is(v.looseObject({ kind: text }), stored)) return false;
  return !KINDS.includes(stored.kind) || v.is(faultDetail, stored);
}

/** Whether a stored fault is of a kind that this release knows. */
export function isKnownFault({ kind }: FaultDetail): boolean {
  return KINDS.includes(kind);
}

/** Characters of what somebody else said; the messages of problems are no longer. */
const SAID_LENGTH = 500;

/** A stored fault whose texts passed the gate, which those of earlier releases did not; one of a newer release as it is. */
export function cleanStoredFault(stored: FaultDetail): FaultDetail {
  if (!isKnownFault(stored)) return stored;
  const clean = (value: unknown) => (typeof value === 'string' ? textFrom(value, SAID_LENGTH) : value);
  const fields = Object.entries(stored).map(([name, value]) => [name, clean(value)]);
  return Object.fromEntries(fields) as FaultDetail;
}

/** Words of a server or of the system: redacted, and never ours. */
export function quoted(said: string): FaultDetail {
  return { kind: 'quoted', said };
}

/** The fault that an error carries; of one that is none of ours, its own words. */
export function faultOfError(error: unknown): FaultDetail {
  if (!(error instanceof Error)) return quoted(String(error));
  const { detail } = error as { readonly detail?: unknown };
  return v.is(faultDetail, detail) ? detail : quoted(error.message);
}
