import { GEMINI_NAME, VIDEOS_ID } from '../../operations/name';
import { type BesideName, labelFrom, labelOrPromptIn, promptFrom } from './besideName';

/** The place of a name in a line, including the address around it. */
interface Mention {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

interface Line {
  readonly text: string;
  readonly mentions: readonly Mention[];
}

const NAME = new RegExp(`${GEMINI_NAME}|${VIDEOS_ID}`, 'g');
/** What may be an id of another form; a path or an address may stand before it. */
const OTHER_NAME = /[A-Za-z0-9][\w.:/@~-]*[\w=]/g;
/** The part of an address before a name. */
const ADDRESS_BEFORE = /(?:https?:\/\/|\/|v1)[^\s"'`<>()]*$/;
const ADDRESS_BEHIND = /^[^\s"'`<>(),;|]*/;
const MAX_ADDRESS_CHARACTERS = 300;

/** The mark between a label and its name. Words without such a mark belong to a sentence. */
const LEADS_TO_NAME = /(?:[:=→⇒⟶➜>|,;#•·"'`([]|\s[-–—])$/;
const LEADING_GAP = /\s{2}|\t/;
const FOLLOWS_NAME = /^["'`\])]*\s*(?:#|\/\/|<?--?\s|←|:\s|\||–|—|\t|\s{2,}|\()/;
const COUNTED =
  /^\s*[[(#]?\d{1,4}(?:\s?(?:\/|of)\s?\d{1,4})?[\])]|^\s*\p{L}{1,20}[\s_-]?\d{1,4}\s*$|\p{Extended_Pictographic}\ufe0f?\s*$/u;
/** A field of YAML, of JSON over several lines, or of a log. */
const FIELD =
  /(?:^|[\s,{(;|-])["']?(prompt|title|label|shot|scene|caption)["']?\s{0,3}[:=]\s{0,3}(?:(["'])(.{1,2000}?)\2[\s,;})\]]{0,9}|(.{1,2000}?)[\s,;]{0,9})$/i;
const MAX_FIELD_CHARACTERS = 2100;
const MAX_LINES_APART = 6;

/** The texts beside names in the same line, in the line above, or in fields of the same record. */
export function besideInLines(text: string, names: ReadonlySet<string>): Map<string, BesideName> {
  const lines = text.split('\n').map((line) => ({ text: line, mentions: mentionsIn(line, names) }));
  const found = new Map<string, BesideName>();
  const fields = fieldsBeside(lines);
  for (const [at, line] of lines.entries()) {
    for (const [index, { name }] of line.mentions.entries()) {
      if (found.has(name)) continue;
      const beside = { ...(besideIn(line, index) ?? above(lines, at)), ...fields.get(line) };
      if (beside.label !== undefined || beside.prompt !== undefined) found.set(name, beside);
    }
  }
  return found;
}

function mentionsIn(line: string, names: ReadonlySet<string>): Mention[] {
  return namesIn(line, names).map(({ name, at }) => {
    const before = line.slice(Math.max(0, at - MAX_ADDRESS_CHARACTERS), at);
    const address = ADDRESS_BEFORE.exec(before)?.[0] ?? '';
    const end = at + name.length;
    const rest = ADDRESS_BEHIND.exec(line.slice(end, end + MAX_ADDRESS_CHARACTERS))?.[0] ?? '';
    return {
      name,
      start: at - address.length,
      end: /^[/:?]/.test(rest) && address !== '' ? end + rest.length : end,
    };
  });
}

/** The beginning of an object or of a call, or a key: what stands before it is no label of a value in it. */
const BEGINS_FIELDS = /\{|\w\(|["']\s?[:=]/;

/** Where some of the names stand in a line, by the forms that tell themselves, or else as words. */
function namesIn(line: string, names: ReadonlySet<string>): { readonly name: string; readonly at: number }[] {
  const mayTell = line.includes('video_') || line.includes('models/');
  const told = mayTell ? [...line.matchAll(NAME)].filter(([name]) => names.has(name)) : [];
  if (told.length > 0) return told.map(({ 0: name, index: at }) => ({ name, at }));
  const fields = line.search(BEGINS_FIELDS);
  const plain = fields < 0 ? line : line.slice(0, fields + 1);
  return [...plain.matchAll(OTHER_NAME)].flatMap(({ 0: word, index }) => {
    const path = names.has(word) ? 0 : word.lastIndexOf('/') + 1;
    const name = word.slice(path);
    return names.has(name) ? [{ name, at: index + path }] : [];
  });
}

/** The text before or behind one of the names in a line. */
function besideIn({ text, mentions }: Line, index: number): BesideName | undefined {
  const { start = 0, end = 0 } = mentions[index] ?? {};
  const before = text.slice(index === 0 ? 0 : mentions[index - 1]?.end, start);
  const isLed = leadsToName(before) || COUNTED.test(before);
  const label = isLed ? labelOrPromptIn(before) : undefined;
  if (label || mentions.length > 1) return label;
  const behind = text.slice(end);
  return FOLLOWS_NAME.test(behind) && before.trim().length < MAX_LINES_APART
    ? labelOrPromptIn(remarkIn(behind))
    : undefined;
}

function leadsToName(before: string): boolean {
  const bare = before.trimEnd();
  return LEADS_TO_NAME.test(bare) || LEADING_GAP.test(before.slice(bare.length));
}

/** The text of a remark behind a name, without its brackets or comment signs. */
function remarkIn(text: string): string {
  return text
    .replace(/^["'`\])]+/, '')
    .replace(/^\s*\(([^()]*)\)\s*$/, '$1')
    .replace(/^\s*(?:#|\/\/|<?--?|←)\s*/, '');
}

/** The line right above a name that has a line of its own. */
function above(lines: readonly Line[], at: number): BesideName | undefined {
  const [line, previous] = [lines[at], lines[at - 1]];
  if (!line || !previous || previous.mentions.length > 0 || line.mentions.length !== 1) return undefined;
  const [mention] = line.mentions;
  const isAlone =
    mention !== undefined &&
    /^[\s\W]*$/.test(line.text.slice(0, mention.start) + line.text.slice(mention.end));
  const endsLikeHeading = !/[:.,;]\s*$/.test(previous.text) || lines[at + 1]?.mentions.length === 0;
  return isAlone && endsLikeHeading ? labelOrPromptIn(previous.text) : undefined;
}

/**
 * The texts in fields such as `prompt: …`, for the name in the same record. The first field shows whether they stand before
 * or behind the names.
 */
function fieldsBeside(lines: readonly Line[]): Map<Line, BesideName> {
  const found = new Map<Line, BesideName>();
  const firstName = lines.findIndex(({ mentions }) => mentions.length > 0);
  const firstField = lines.findIndex(({ text, mentions }) => mentions.length === 0 && fieldIn(text));
  if (firstField < 0) return found;
  const step = firstField < firstName ? 1 : -1;
  for (const [at, line] of lines.entries()) {
    const field = line.mentions.length === 0 ? fieldIn(line.text) : undefined;
    const record = field && neighbour(lines, at, step);
    if (record) found.set(record, { ...found.get(record), ...field });
  }
  return found;
}

function fieldIn(text: string): BesideName | undefined {
  if (text.length > MAX_FIELD_CHARACTERS) return undefined;
  const [, key, , quoted, value = quoted] = FIELD.exec(text) ?? [];
  if (key === undefined || value === undefined) return undefined;
  return key.toLowerCase() === 'prompt' ? promptFrom(value) : labelFrom(value);
}

/** The nearest line with one name, within the same record. */
function neighbour(lines: readonly Line[], at: number, step: 1 | -1): Line | undefined {
  for (let i = at + step; i >= 0 && i < lines.length && Math.abs(i - at) <= MAX_LINES_APART; i += step) {
    const line = lines[i];
    if (line?.mentions.length === 1) return line;
    if (line?.text.trim() === '') return undefined;
  }
  return undefined;
}
