import { isEncodedId, shortId } from '../operations/name';
import { hasEnded, type Operation } from '../operations/operation';
import { bytesOf, cleanSegment, cutToBytes, notADevice } from './fileSegment';
import { DEFAULT_PARTS, type NamePart, type NameVariable } from './nameTemplate';

const ENDING = '.mp4';
/**
 * UTF-8 bytes: with the ending, with ` (99)`, and with the `.json` of a note behind both, a name stays below 200, where
 * file systems allow 255, and those of encrypted folders less.
 */
const MOST_STEM_BYTES = 186;
const MOST_MODEL_BYTES = 60;
/** Characters of a prompt by which people know a video again. */
const PROMPT_LENGTH = 60;
/** Characters; nobody tells longer ids apart. */
const LONGEST_ID = 64;

/** One sample of an operation; `index` counts from 0. */
export interface VideoRef {
  readonly operation: Operation;
  readonly index: number;
}

/**
 * The name of the file that a video is saved to, by a template (`veo.download.fileName`). It is one segment that every
 * file system takes, whatever a person or a server calls things. Of several samples each has its number in it.
 */
export function videoFileName(sample: VideoRef, template: readonly NamePart[] = DEFAULT_PARTS): string {
  const parts = numbered(template, sample);
  const values = parts.map((part) => textOf(part, sample));
  const long = values.filter((_, at) => isLong(parts[at]));
  const others = values.filter((_, at) => !isLong(parts[at]));
  const room = Math.max(0, MOST_STEM_BYTES - bytesOf(others.join(''))) / Math.max(1, long.length);
  const fitting = values.map((value, at) => (isLong(parts[at]) ? cutToBytes(value, room) : value));
  const stem = cutToBytes(cleanSegment(fitting.join('')), MOST_STEM_BYTES);
  return notADevice(stem || modelAndId(sample.operation)) + ENDING;
}

/** Samples of one operation would have one name without their numbers. */
function numbered(template: readonly NamePart[], { operation }: VideoRef): readonly NamePart[] {
  const number: NamePart = { kind: 'variable', variable: 'number' };
  const hasNumber = template.some((part) => part.kind === 'variable' && part.variable === 'number');
  return hasNumber || operation.videos.length < 2
    ? template
    : [...template, { kind: 'text', text: '-' }, number];
}

/** What gives way where a name would be too long: what tells samples and operations apart does not. */
function isLong(part: NamePart | undefined): boolean {
  return part?.kind === 'variable' && (part.variable === 'label' || part.variable === 'prompt');
}

function textOf(part: NamePart, sample: VideoRef): string {
  return part.kind === 'text' ? part.text : variableOf(part.variable, sample);
}

function variableOf(variable: NameVariable, { operation, index }: VideoRef): string {
  switch (variable) {
    case 'label':
      return cleanSegment(operation.label ?? '') || promptOf(operation) || modelAndId(operation);
    case 'prompt':
      return promptOf(operation) || modelAndId(operation);
    case 'model':
      return modelOf(operation);
    case 'id':
      return idOf(operation);
    case 'number':
      return String(index + 1);
    case 'date':
      return dateOf(operation);
    case 'time':
      return timeOf(operation);
  }
}

/** The first words of the prompt. */
function promptOf({ prompt = '' }: Operation): string {
  const line = cleanSegment(prompt);
  if (line.length <= PROMPT_LENGTH) return line;
  const start = line.slice(0, PROMPT_LENGTH + 1);
  const lastWord = start.search(/[\s,;.–—-]+\S*$/u);
  // Scripts without spaces have no word boundary that we know.
  const cut = lastWord > PROMPT_LENGTH / 2 ? start.slice(0, lastWord) : line.slice(0, PROMPT_LENGTH);
  return cleanSegment(cut);
}

function modelOf({ model = '' }: Operation): string {
  return cutToBytes(cleanSegment(model), MOST_MODEL_BYTES) || 'veo';
}

function modelAndId(operation: Operation): string {
  const separator = isReadableId(operation) ? '-' : ' ';
  return `${modelOf(operation)}${separator}${idOf(operation)}`;
}

/** An encoded id, by which nobody knows a video, gives way to the time, and to the number in a batch of one time. */
function idOf(operation: Operation): string {
  if (isReadableId(operation)) return cleanSegment(shortId(operation.name));
  const { number } = operation;
  return [dateOf(operation), timeOf(operation), ...(number === undefined ? [] : [number])].join(' ');
}

function isReadableId({ name }: Operation): boolean {
  const id = shortId(name);
  return id.length <= LONGEST_ID && !isEncodedId(id) && cleanSegment(id) !== '';
}

/** Local, as people look for it, such as 2026-11-28. */
function dateOf(operation: Operation): string {
  const at = endOf(operation);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(twoDigits).join('-');
}

/** Local, such as 15-07-03; no file system of Windows takes a colon. */
function timeOf(operation: Operation): string {
  const at = endOf(operation);
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join('-');
}

function endOf(operation: Operation): Date {
  return new Date(hasEnded(operation) ? operation.finishedAt : operation.trackedAt);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
