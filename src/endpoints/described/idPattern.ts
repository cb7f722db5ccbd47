/** Some characters of ASCII, and how often one of them may stand there. */
interface Item {
  readonly characters: ReadonlySet<string>;
  readonly min: number;
  readonly max: number;
}

/** Alternatives, each a sequence. */
type IdPattern = readonly (readonly Item[])[];

const MAX_PATTERN_CHARACTERS = 200;
/** Of an id. */
const MAX_TIMES = 1024;
const WORD = charactersBetween('a', 'z') + charactersBetween('A', 'Z') + charactersBetween('0', '9');
/** `\w`, `\d` and an escaped sign; a class without negation; a plain character. */
const ATOM = /\\(?:[wd]|[^A-Za-z0-9\s])|\[(?!\^)(?:\\[^\s]|[^\\\]\s])+\]|[\w:=@~,/-]/y;
const QUANTIFIER = /[?*+]|\{(\d{1,4})(,(\d{0,4}))?\}/y;
const CLASS_PART = /(\\?[^\\]|\\\\)(?:-(\\?[^\\\]]))?/y;

/**
 * Reads the pattern of ids: a part of the grammar of regular expressions that is matched in a time that grows with the
 * length of the id alone. There are characters, `\w`, `\d`, classes, quantifiers and `|`; no groups, `.` or anchors, as a
 * pattern is that of the whole id. Undefined for anything else.
 */
export function readIdPattern(text: string): IdPattern | undefined {
  if (text.length > MAX_PATTERN_CHARACTERS) return undefined;
  const alternatives = text.split(/(?<!\\)\|/).map(readSequence);
  return alternatives.every((one) => one !== undefined) ? alternatives : undefined;
}

/** Whether an id has the form of a pattern, all of it. */
export function matchesIdPattern(pattern: IdPattern, id: string): boolean {
  return id.length <= MAX_TIMES && pattern.some((items) => matchesSequence(items, id));
}

function readSequence(text: string): readonly Item[] | undefined {
  const items: Item[] = [];
  for (let at = 0; at < text.length; ) {
    const atom = partAt(ATOM, text, at)?.[0];
    const characters = atom === undefined ? undefined : charactersOf(atom);
    if (atom === undefined || !characters) return undefined;
    const quantifier = partAt(QUANTIFIER, text, at + atom.length);
    const times = quantifier ? timesOf(quantifier) : { min: 1, max: 1 };
    if (times.min > times.max) return undefined;
    items.push({ characters, ...times });
    at += atom.length + (quantifier?.[0].length ?? 0);
  }
  return items.length > 0 ? items : undefined;
}

function timesOf([sign = '', min, comma, max]: RegExpExecArray): { min: number; max: number } {
  if (sign === '?') return { min: 0, max: 1 };
  if (sign === '*') return { min: 0, max: MAX_TIMES };
  if (sign === '+') return { min: 1, max: MAX_TIMES };
  if (comma === undefined) return { min: Number(min), max: Number(min) };
  return { min: Number(min), max: max ? Number(max) : MAX_TIMES };
}

function charactersOf(atom: string): ReadonlySet<string> | undefined {
  if (!atom.startsWith('[')) return new Set(single(atom));
  const inner = atom.slice(1, -1);
  let characters = '';
  for (let at = 0; at < inner.length; ) {
    const [part = '', first = '', last] = partAt(CLASS_PART, inner, at) ?? [];
    if (part === '') return undefined;
    const own = last === undefined ? single(first) : charactersBetween(unescaped(first), unescaped(last));
    if (own === '') return undefined;
    characters += own;
    at += part.length;
  }
  return new Set(characters);
}

function single(text: string): string {
  if (text === '\\w') return `${WORD}_`;
  return text === '\\d' ? charactersBetween('0', '9') : unescaped(text);
}

function unescaped(text: string): string {
  return text.length > 1 ? text.slice(1) : text;
}

/** Empty where the first comes after the last, or one of them is none of ASCII. */
function charactersBetween(first: string, last: string): string {
  const from = first.charCodeAt(0);
  const to = last.charCodeAt(0);
  if (to > 126) return '';
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) =>
    String.fromCharCode(from + index),
  ).join('');
}

function partAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Goes through the id once for each item, with all ends that are possible so far: nothing is tried twice. */
function matchesSequence(items: readonly Item[], id: string): boolean {
  let ends: readonly boolean[] = Array.from({ length: id.length + 1 }, (_, at) => at === 0);
  for (const item of items) ends = endsAfter(item, ends, id);
  return ends[id.length] === true;
}

/** Where an item can end that begins where the one before has ended. */
function endsAfter({ characters, min, max }: Item, starts: readonly boolean[], id: string): boolean[] {
  /** How many starts there are before each place. */
  const before = [0];
  for (const isStart of starts) before.push((before.at(-1) ?? 0) + (isStart ? 1 : 0));
  let run = 0;
  return starts.map((_, at) => {
    run = at > 0 && characters.has(id.charAt(at - 1)) ? run + 1 : 0;
    const longest = Math.min(run, max);
    return longest >= min && (before[at - min + 1] ?? 0) > (before[at - longest] ?? 0);
  });
}
