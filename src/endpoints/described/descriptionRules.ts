import * as v from 'valibot';
import { readIdPattern } from './idPattern';
import { type JsonPathFault, readJsonPath } from './jsonPath';
import { type ServerPathFault, serverPathFault } from './serverPath';

/**
 * What is wrong at a place of a description.
 *
 * `notAnObject`, `notText`, `notAList`, `notAWord`: the value is of another kind; a word is a text, a number or a boolean.
 * `missing`: it has to be there. `unknownField`: nothing is known by this name.
 * `tooLong`: a text has too many characters. `tooMany`: there are too many words or places.
 * `inTwoLists`: the word stands for two states.
 * Paths at the server: `notAPath` (does not begin with a slash), `otherOrigin`, `leadsOut` (out of the endpoint's own path),
 * `badCharacter`, `noId`, `unknownPlaceholder`.
 * Paths into an answer: `notAJsonPath`, `tooDeep`, `unsafeName`.
 * `notAPattern`: no pattern of ids in the form of `readIdPattern`.
 * `notACurrency`: only `USD` is known.
 */
export type FaultReason =
  | 'notAnObject'
  | 'notText'
  | 'notAList'
  | 'notAWord'
  | 'missing'
  | 'unknownField'
  | 'tooMany'
  | 'inTwoLists'
  | 'notAPattern'
  | 'notACurrency'
  | JsonPathFault
  | ServerPathFault;

/** A fault below the place to which a rule is applied. */
interface Found {
  readonly below: readonly string[];
  readonly reason: FaultReason;
}

/** Finds the faults of the value at one place. */
export type Rule = (value: unknown) => readonly Found[];

const MAX_WORDS = 50;
const MAX_WORD_CHARACTERS = 100;
const MAX_OK_PLACES = 10;

const tooLong: FaultReason = 'tooLong';
const text = v.string('notText' satisfies FaultReason);
const word = v.union(
  [v.pipe(v.string(), v.maxLength(MAX_WORD_CHARACTERS, tooLong)), v.number(), v.boolean()],
  (issue) => (typeof issue.input === 'string' ? tooLong : ('notAWord' satisfies FaultReason)),
);
const words = v.pipe(
  v.array(word, 'notAList' satisfies FaultReason),
  v.minLength(1, 'missing' satisfies FaultReason),
  v.maxLength(MAX_WORDS, 'tooMany' satisfies FaultReason),
);

/** A text in which `faultIn` finds nothing. */
function textWithout(faultIn: (value: string) => FaultReason | undefined) {
  return v.pipe(
    text,
    v.rawCheck(({ dataset, addIssue }) => {
      const reason = dataset.typed ? faultIn(dataset.value) : undefined;
      if (reason) addIssue({ message: reason });
    }),
  );
}

export const SERVER_PATH = ruleOf(textWithout(serverPathFault));
export const JSON_PATH = ruleOf(textWithout(jsonPathFault));
export const WORDS = ruleOf(words);
export const ID_PATTERN = ruleOf(
  textWithout((pattern) => (readIdPattern(pattern) ? undefined : 'notAPattern')),
);
export const CURRENCY = ruleOf(v.literal('USD', 'notACurrency' satisfies FaultReason));

/** By path, words. Its names come from outside, so none is ever used as that of a property of ours. */
export const OK: Rule = (value) => {
  if (!isPlainObject(value)) return [{ below: [], reason: 'notAnObject' }];
  const places = Object.keys(value);
  if (places.length > MAX_OK_PLACES) return [{ below: [], reason: 'tooMany' }];
  return places.flatMap((place) => {
    const reason = jsonPathFault(place);
    const found = reason ? [{ below: [], reason }] : WORDS(value[place]);
    return found.map((one) => ({ ...one, below: [place, ...one.below] }));
  });
};

/** Whether a value is an object with names and values, and no list. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonPathFault(path: string): FaultReason | undefined {
  const read = readJsonPath(path);
  return read.kind === 'fault' ? read.reason : undefined;
}

/** A rule from a schema whose messages are reasons. */
function ruleOf(schema: v.GenericSchema): Rule {
  return (value) =>
    (v.safeParse(schema, value).issues ?? []).map(({ message, path }) => ({
      below: (path ?? []).map(({ key }) => String(key)),
      reason: message as FaultReason,
    }));
}
