import { isEncodedId, shortId } from '../operations/name';
import { hasEnded, type Operation } from '../operations/operation';
import { avoidDeviceName, cleanSegment, cutToBytes, utf8Length } from './fileSegment';
import { DEFAULT_PARTS, type NamePart, type NameVariable } from './nameTemplate';

const EXTENSION = '.mp4';
/**
 * UTF-8 bytes. With ` (99)`, the extension and the `.json` of a sidecar, a name stays below 200 bytes. File systems allow
 * 255; encrypted folders allow fewer.
 */
const MAX_STEM_BYTES = 186;
const MAX_MODEL_BYTES = 60;
/** So many characters of a prompt are enough to recognise a video. */
const PROMPT_CHARACTERS = 60;
/** People cannot tell longer ids apart. */
const MAX_READABLE_ID_CHARACTERS = 64;

/** Refers to one video of an operation; `index` counts from 0. */
export interface VideoRef {
  readonly operation: Operation;
  readonly index: number;
}

/**
 * The file name for a saved video, from a template (`veo.download.fileName`). It is valid in every file system, whatever a
 * person or a server calls things. When an operation has several videos, the name contains the number.
 *
 * @param maxStemBytes UTF-8 bytes before the extension
 */
export function videoFileName(
  video: VideoRef,
  template: readonly NamePart[] = DEFAULT_PARTS,
  maxStemBytes = MAX_STEM_BYTES,
): string {
  const parts = withNumber(template, video);
  const values = parts.map((part) => textOf(part, video));
  const shrinkable = values.filter((_, at) => canShrink(parts[at]));
  const fixed = values.filter((_, at) => !canShrink(parts[at]));
  const room = Math.max(0, maxStemBytes - utf8Length(fixed.join(''))) / Math.max(1, shrinkable.length);
  const fitting = values.map((value, at) => (canShrink(parts[at]) ? cutToBytes(value, room) : value));
  const stem = cutToBytes(cleanSegment(fitting.join('')), maxStemBytes);
  return avoidDeviceName(stem || modelAndId(video.operation)) + EXTENSION;
}

/** Adds the number, without which all videos of one operation would get the same name. */
function withNumber(template: readonly NamePart[], { operation }: VideoRef): readonly NamePart[] {
  const number: NamePart = { kind: 'variable', variable: 'number' };
  const hasNumber = template.some((part) => part.kind === 'variable' && part.variable === 'number');
  return hasNumber || operation.videos.length < 2
    ? template
    : [...template, { kind: 'text', text: '-' }, number];
}

/** Only these parts are cut when a name is too long; the others distinguish videos and operations. */
function canShrink(part: NamePart | undefined): boolean {
  return part?.kind === 'variable' && (part.variable === 'label' || part.variable === 'prompt');
}

function textOf(part: NamePart, video: VideoRef): string {
  return part.kind === 'text' ? part.text : variableOf(part.variable, video);
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
  if (line.length <= PROMPT_CHARACTERS) return line;
  const start = line.slice(0, PROMPT_CHARACTERS + 1);
  const lastWord = start.search(/[\s,;.–—-]+\S*$/u);
  // Without spaces, as in Chinese, we know no word boundary.
  const cut = lastWord > PROMPT_CHARACTERS / 2 ? start.slice(0, lastWord) : line.slice(0, PROMPT_CHARACTERS);
  return cleanSegment(cut);
}

function modelOf({ model = '' }: Operation): string {
  return cutToBytes(cleanSegment(model), MAX_MODEL_BYTES) || 'veo';
}

function modelAndId(operation: Operation): string {
  const separator = isReadableId(operation) ? '-' : ' ';
  return `${modelOf(operation)}${separator}${idOf(operation)}`;
}

/** Nobody can read an encoded id: the name has the time instead and, in a batch, the number. */
function idOf(operation: Operation): string {
  if (isReadableId(operation)) return cleanSegment(shortId(operation.name));
  const { number } = operation;
  return [dateOf(operation), timeOf(operation), ...(number === undefined ? [] : [number])].join(' ');
}

function isReadableId({ name }: Operation): boolean {
  const id = shortId(name);
  return id.length <= MAX_READABLE_ID_CHARACTERS && !isEncodedId(id) && cleanSegment(id) !== '';
}

/** Local time, such as 2026-11-28. */
function dateOf(operation: Operation): string {
  const end = endOf(operation);
  return [end.getFullYear(), end.getMonth() + 1, end.getDate()].map(twoDigits).join('-');
}

/** Local time, such as 15-07-03: Windows allows no colon in file names. */
function timeOf(operation: Operation): string {
  const end = endOf(operation);
  return [end.getHours(), end.getMinutes(), end.getSeconds()].map(twoDigits).join('-');
}

function endOf(operation: Operation): Date {
  return new Date(hasEnded(operation) ? operation.finishedAt : operation.trackedAt);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
