import { LongText } from '../http/longText';

/** A property of an object, or each element of a list. */
type Step = { readonly kind: 'property'; readonly name: string } | { readonly kind: 'each' };

/** Why a text is no path into an answer. */
export type JsonPathFault = 'notAJsonPath' | 'tooLong' | 'tooDeep' | 'unsafeName';

type ReadJsonPath =
  | { readonly kind: 'path'; readonly steps: readonly Step[] }
  | { readonly kind: 'fault'; readonly reason: JsonPathFault };

const EACH = '[*]';
const MAX_PATH_CHARACTERS = 500;
const MAX_STEPS = 20;
/** At each step, so that a path with `[*]` at each takes no longer than one with a single `[*]`. */
const MAX_VALUES = 100;
/** No answer has a property of such a name, but every object in JavaScript inherits one. */
const UNSAFE_NAMES: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** Reads a path such as `data.videos[*].url`: names of properties joined by dots, and `[*]` for each element of a list. */
export function readJsonPath(text: string): ReadJsonPath {
  if (text.length > MAX_PATH_CHARACTERS) return { kind: 'fault', reason: 'tooLong' };
  const parts = text.replaceAll(EACH, `.${EACH}`).split('.');
  if (text.startsWith(EACH)) parts.shift();
  if (parts.length > MAX_STEPS) return { kind: 'fault', reason: 'tooDeep' };
  if (parts.some((part) => UNSAFE_NAMES.includes(part))) return { kind: 'fault', reason: 'unsafeName' };
  if (!parts.every((part) => part === EACH || isName(part))) return { kind: 'fault', reason: 'notAJsonPath' };
  return { kind: 'path', steps: parts.map(stepOf) };
}

/** Every value at a path, at most 100; none where there is no such place. Null is no value. */
export function valuesAt(body: unknown, path: string): unknown[] {
  const read = readJsonPath(path);
  if (read.kind === 'fault') return [];
  let values: unknown[] = [body];
  for (const step of read.steps) values = values.flatMap((value) => after(step, value)).slice(0, MAX_VALUES);
  return values;
}

function after(step: Step, value: unknown): unknown[] {
  if (step.kind === 'each') return Array.isArray(value) ? value.slice(0, MAX_VALUES).filter(isValue) : [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  if (value instanceof LongText || !Object.hasOwn(value, step.name)) return [];
  return [(value as Readonly<Record<string, unknown>>)[step.name]].filter(isValue);
}

function isValue(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function stepOf(part: string): Step {
  return part === EACH ? { kind: 'each' } : { kind: 'property', name: part };
}

function isName(part: string): boolean {
  return /^[^[\]\p{C}]+$/u.test(part) && part.trim() === part;
}
