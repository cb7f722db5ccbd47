import { parseJson } from '../../outside/json';
import { type BesideName, besideOf, toldLabel, toldPrompt } from './besideName';

type Fields = Readonly<Record<string, unknown>>;

/** Fields beside a name, the most telling first. */
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
/** Objects that gateways repeat a request in. */
const REQUESTS = ['request', 'input', 'parameters', 'instances', 'metadata', 'body'];
/** Keys under which a name stands by itself, which are no label of it. */
const KEYS = /^(?:\d+|.*(?:name|id|operation|op|uri|url|video|result|response|data|job|task)s?)$/i;
const MOST_LEVELS = 12;
const MOST_VALUES = 50_000;

/** What the JSON in a text tells of the names in it: whole documents, or one a line. */
export function besideInJson(text: string, names: ReadonlySet<string>): Map<string, BesideName> {
  const found = new Map<string, BesideName>();
  const budget = { values: MOST_VALUES };
  for (const document of documentsIn(text)) walk(document, { names, found, budget, above: [] });
  return found;
}

function documentsIn(text: string): unknown[] {
  const whole = parsed(
    text.slice(text.search(/[[{]/), Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1),
  );
  if (whole !== undefined) return [whole];
  return text.split('\n').flatMap((line) => {
    const document = parsed(line.slice(Math.max(0, line.search(/[[{]/)), line.lastIndexOf('}') + 1));
    return document === undefined ? [] : [document];
  });
}

function parsed(text: string): unknown {
  return /^[[{]/.test(text) ? parseJson(text) : undefined;
}

interface Walk {
  readonly names: ReadonlySet<string>;
  readonly found: Map<string, BesideName>;
  readonly budget: { values: number };
  /** The objects around a value, the innermost first. */
  readonly above: readonly Fields[];
}

function walk(value: unknown, context: Walk): void {
  if (context.budget.values-- <= 0 || context.above.length > MOST_LEVELS) return;
  if (Array.isArray(value)) for (const one of value) walk(one, context);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const above = [value as Fields, ...context.above];
  for (const [key, one] of Object.entries(value)) {
    const name = typeof one === 'string' ? nameIn(one, context.names) : undefined;
    if (name === undefined) walk(one, { ...context, above });
    else if (!context.found.has(name)) note(name, key, above, context.found);
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

function note(name: string, key: string, above: readonly Fields[], found: Map<string, BesideName>): void {
  const prompt = firstTold(above, promptIn);
  const label =
    firstTold(above.slice(0, 2), (fields) => labelIn(fields, name, prompt !== undefined)) ?? keyLabel(key);
  const beside = { ...(label && toldLabel(label)), ...(prompt && toldPrompt(prompt)) };
  if (beside.label !== undefined || beside.prompt !== undefined) found.set(name, beside);
}

function firstTold(
  above: readonly Fields[],
  told: (fields: Fields) => string | undefined,
): string | undefined {
  return above.map(told).find((text) => text !== undefined);
}

function promptIn(fields: Fields): string | undefined {
  const places = [fields, ...REQUESTS.flatMap((name) => objectsIn(fields[name]))];
  return places.flatMap((place) => PROMPTS.map((name) => place[name])).find(isText);
}

function objectsIn(value: unknown): Fields[] {
  const values = Array.isArray(value) ? value.slice(0, 1) : [value];
  return values.filter((one): one is Fields => typeof one === 'object' && one !== null);
}

/** A mere number has its key with it, and tells less than a prompt. */
function labelIn(fields: Fields, name: string, hasPrompt: boolean): string | undefined {
  for (const key of LABELS) {
    const value = fields[key];
    const isNumber = typeof value === 'number' && Number.isInteger(value);
    const text = isNumber && !hasPrompt ? `${key} ${value}` : value;
    if (isText(text) && !text.includes(name) && besideOf(text)?.label !== undefined) return text;
  }
  return undefined;
}

/** `{"shot_01": "models/…"}` */
function keyLabel(key: string): string | undefined {
  return KEYS.test(key) ? undefined : besideOf(key)?.label;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
