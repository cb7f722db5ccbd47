import { closestMatch } from 'leven';
import {
  CURRENCY,
  type FaultReason,
  ID_PATTERN,
  isPlainObject,
  JSON_PATH,
  OK,
  type Rule,
  SERVER_PATH,
  WORDS,
} from './descriptionRules';
import { isSameWord, type StateWord } from './stateWord';

/**
 * How a JSON API of jobs is asked and read. A path into an answer has the names of properties joined by dots, and `[*]` for
 * each element of a list.
 */
export interface ApiDescription {
  /** Path and query of the status, below the endpoint's own address, with `{id}` where the job's id goes. */
  readonly status: string;
  /** By path, the values that a good answer has there, if any. Another is an error of the request, by its code an HTTP status. */
  readonly ok?: Readonly<Record<string, readonly StateWord[]>>;
  /** The path of the job's state. A word in none of the three lists is running, and shown as it is. */
  readonly state: string;
  readonly running?: readonly StateWord[];
  readonly succeeded: readonly StateWord[];
  readonly failed: readonly StateWord[];
  /** The path of the videos: addresses, or Base64. It or `content` is there. */
  readonly videos?: string;
  /** Path and query of the video itself, as `status`; fetched with the key. */
  readonly content?: string;
  /** The path of why a job failed: a text, or an object with `code` and `message`. */
  readonly error?: string;
  /** The path of what the safety filter kept back: a count, a boolean, reasons, or an object with them. */
  readonly filtered?: string;
  /** The path of when the service deletes the videos: ISO 8601, or seconds or ms since the epoch. */
  readonly expires?: string;
  /** The path of when the job was started, as `expires`. */
  readonly started?: string;
  readonly model?: string;
  readonly prompt?: string;
  /** The path of what the job cost, in `currency`, or in units of the service's own. */
  readonly cost?: string;
  readonly currency?: 'USD';
  /** The pattern of a whole id, in the form of `readIdPattern`. */
  readonly ids?: string;
}

/** One fault of a description. */
export interface DescriptionFault {
  /** Where it is, such as `api.videos` or `api.ok.code.0`. */
  readonly path: string;
  readonly reason: FaultReason;
  /** Of `unknownField`: the known name that is most like it. Of `inTwoLists`: the word. */
  readonly said?: string;
}

type ReadDescription =
  | { readonly kind: 'description'; readonly api: ApiDescription }
  | { readonly kind: 'faults'; readonly faults: readonly DescriptionFault[] };

const RULES: Readonly<Record<keyof ApiDescription, Rule>> = {
  status: SERVER_PATH,
  ok: OK,
  state: JSON_PATH,
  running: WORDS,
  succeeded: WORDS,
  failed: WORDS,
  videos: JSON_PATH,
  content: SERVER_PATH,
  error: JSON_PATH,
  filtered: JSON_PATH,
  expires: JSON_PATH,
  started: JSON_PATH,
  model: JSON_PATH,
  prompt: JSON_PATH,
  cost: JSON_PATH,
  currency: CURRENCY,
  ids: ID_PATTERN,
};
const FIELDS = Object.keys(RULES) as readonly (keyof ApiDescription)[];
const REQUIRED = [
  'status',
  'state',
  'succeeded',
  'failed',
] as const satisfies readonly (typeof FIELDS)[number][];
const LISTS = ['running', 'succeeded', 'failed'] as const satisfies readonly (typeof FIELDS)[number][];
const MAX_FAULTS = 20;
const MAX_NAME_CHARACTERS = 50;
/** Changes of a letter, as of one that was forgotten. */
const MAX_DISTANCE = 3;

/** Reads the description of an API as it stands in the settings: what it says, or every fault of it, at most 20. */
export function readApiDescription(value: unknown): ReadDescription {
  if (!isPlainObject(value)) return { kind: 'faults', faults: [{ path: 'api', reason: 'notAnObject' }] };
  const faults = [
    ...unknownFields(value),
    ...missingFields(value),
    ...faultsOf(value),
    ...sharedWords(value),
  ];
  if (faults.length > 0) return { kind: 'faults', faults: faults.slice(0, MAX_FAULTS) };
  const known = FIELDS.filter((field) => Object.hasOwn(value, field)).map((field) => [field, value[field]]);
  return { kind: 'description', api: Object.fromEntries(known) as ApiDescription };
}

type Fields = Readonly<Record<string, unknown>>;

function unknownFields(value: Fields): DescriptionFault[] {
  const names: readonly string[] = FIELDS;
  return Object.keys(value)
    .filter((name) => !names.includes(name))
    .slice(0, MAX_FAULTS)
    .map((name) => {
      const shown = name.slice(0, MAX_NAME_CHARACTERS);
      const said = closestMatch(shown, names, { maxDistance: MAX_DISTANCE });
      return { path: `api.${shown}`, reason: 'unknownField', ...(said !== undefined && { said }) };
    });
}

function missingFields(value: Fields): DescriptionFault[] {
  const isThere = (field: string) => Object.hasOwn(value, field);
  const missing: string[] = REQUIRED.filter((field) => !isThere(field));
  if (!isThere('videos') && !isThere('content')) missing.push('videos');
  return missing.map((field) => ({ path: `api.${field}`, reason: 'missing' }));
}

function faultsOf(value: Fields): DescriptionFault[] {
  return FIELDS.filter((field) => Object.hasOwn(value, field)).flatMap((field) =>
    RULES[field](value[field]).map(({ below, reason }) => ({
      path: ['api', field, ...below].join('.'),
      reason,
    })),
  );
}

/** A word that stands for two states would end a job in one of them, and nobody could say in which. */
function sharedWords(value: Fields): DescriptionFault[] {
  const lists = LISTS.filter((list) => WORDS(value[list]).length === 0);
  return lists.flatMap((list, at) => {
    const earlier = lists.slice(0, at).flatMap((other) => value[other] as StateWord[]);
    return (value[list] as StateWord[])
      .filter((word) => earlier.some((other) => isSameWord(word, other)))
      .map((word): DescriptionFault => ({ path: `api.${list}`, reason: 'inTwoLists', said: String(word) }));
  });
}
