import { parseJson } from '../../outside/json';
import { type BesideName, labelFrom, labelOrPromptIn, promptFrom } from './besideName';

type JsonObject = Readonly<Record<string, unknown>>;

/** Fields beside a name, the most informative first. */
const LABELS = [
  'label',
  'title',
  'shot',
  'scene',
  'caption',
  'shot_id',
  'shotId',
  'clip',
  'name',
  'id',
  'index',
];
const PROMPTS = ['prompt', 'text_prompt', 'description'];
/** Objects in which gateways repeat the request. */
const REQUESTS = ['request', 'input', 'parameters', 'instances', 'metadata', 'body'];
/** Keys of a name that are no label of it. */
const KEYS =
  /^(?:\d+|.*(?:name|id|operation|op|uri|url|video|result|response|data|meta|body|output|payload|job|task)s?)$/i;
const OPENING_LINE = /^[ \t]*\{/gm;
const CLOSING_LINE = /^[ \t]*\}/gm;
const MAX_ENDS = 3;
const MAX_LEVELS = 12;
const MAX_VALUES = 50_000;

/** The texts beside names in JSON: the whole text is a document, or each line is one. */
export function besideInJson(text: string, names: ReadonlySet<string>): Map<string, BesideName> {
  const found = new Map<string, BesideName>();
  const budget = { values: MAX_VALUES };
  for (const document of documentsIn(text)) walk(document, { names, found, budget, above: [] });
  return found;
}

function documentsIn(text: string): unknown[] {
  const whole = parsed(
    text.slice(text.search(/[[{]/), Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1),
  );
  if (whole !== undefined) return [whole];
  const elements = elementsIn(text);
  if (elements !== undefined) return [elements];
  return text.split('\n').flatMap((line) => {
    const document = parsed(line.slice(Math.max(0, line.search(/[[{]/)), line.lastIndexOf('}') + 1));
    return document === undefined ? [] : [document];
  });
}

/** The objects of a list of which a part is there, perhaps with the beginning or the end of what the list stands in. */
function elementsIn(text: string): unknown {
  const starts = [...text.matchAll(OPENING_LINE)].slice(0, MAX_ENDS).map(({ index }) => index);
  const ends = [...text.matchAll(CLOSING_LINE)]
    .slice(-MAX_ENDS)
    .map(({ index, 0: { length } }) => index + length);
  for (const start of starts) {
    for (const end of ends.toReversed()) {
      const elements = start < end ? parseJson(`[${text.slice(start, end)}]`) : undefined;
      if (elements !== undefined) return elements;
    }
  }
  return undefined;
}

function parsed(text: string): unknown {
  return /^[[{]/.test(text) ? parseJson(text) : undefined;
}

interface Walk {
  readonly names: ReadonlySet<string>;
  readonly found: Map<string, BesideName>;
  readonly budget: { values: number };
  /** The objects around a value, the innermost first. */
  readonly above: readonly JsonObject[];
}

function walk(value: unknown, context: Walk): void {
  if (context.budget.values-- <= 0 || context.above.length > MAX_LEVELS) return;
  if (Array.isArray(value)) for (const one of value) walk(one, context);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const above = [value as JsonObject, ...context.above];
  for (const [key, one] of Object.entries(value)) {
    const name = typeof one === 'string' ? nameIn(one, context.names) : undefined;
    if (name === undefined) walk(one, { ...context, above });
    else if (!context.found.has(name)) addFinding(name, key, { ...context, above });
  }
}

function nameIn(value: string, names: ReadonlySet<string>): string | undefined {
  const trimmed = value.trim();
  if (names.has(trimmed)) return trimmed;
  const inAddress = ['models/', 'video_'].map((start) =>
    trimmed.slice(Math.max(0, trimmed.lastIndexOf(start))),
  );
  return inAddress.find((name) => names.has(name));
}

function addFinding(name: string, key: string, { above, found }: Walk): void {
  const prompt = firstFound(above, promptIn);
  const label =
    firstFound(above.slice(0, 2), (fields) => labelIn(fields, name, prompt !== undefined)) ?? keyLabel(key);
  const beside = { ...(label && labelFrom(label)), ...(prompt && promptFrom(prompt)) };
  if (beside.label !== undefined || beside.prompt !== undefined) found.set(name, beside);
}

function firstFound(
  above: readonly JsonObject[],
  find: (fields: JsonObject) => string | undefined,
): string | undefined {
  return above.map(find).find((text) => text !== undefined);
}

function promptIn(fields: JsonObject): string | undefined {
  const places = [fields, ...REQUESTS.flatMap((name) => objectsIn(fields[name]))];
  return places.flatMap((place) => PROMPTS.map((name) => place[name])).find(isText);
}

function objectsIn(value: unknown): JsonObject[] {
  const values = Array.isArray(value) ? value.slice(0, 1) : [value];
  return values.filter((one): one is JsonObject => typeof one === 'object' && one !== null);
}

/** The first field with a label. A number gets its key as a prefix, and does not count beside a prompt. */
function labelIn(fields: JsonObject, name: string, hasPrompt: boolean): string | undefined {
  for (const key of LABELS) {
    const value = fields[key];
    const isNumber = typeof value === 'number' && Number.isInteger(value);
    const text = isNumber && !hasPrompt ? `${key} ${value}` : value;
    if (isText(text) && !text.includes(name) && labelOrPromptIn(text)?.label !== undefined) return text;
  }
  return undefined;
}

/** The key as the label of its name: `{"shot_01": "models/…"}`. */
function keyLabel(key: string): string | undefined {
  return KEYS.test(key) ? undefined : labelOrPromptIn(key)?.label;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
