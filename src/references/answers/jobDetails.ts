import { defined } from '../../base/defined';
import { isVideoLength, VIDEO_SIZE } from '../../operations/job';
import { decodedId, modelOf, readModel } from '../../operations/name';
import { addressFrom } from '../../outside/address';
import { parseJson } from '../../outside/json';
import { promptFrom } from '../beside/besideName';
import type { Reference } from '../foundNames';
import { type Fields, scalarText, type Value } from './frame';

type Details = Pick<Reference, 'model' | 'seconds' | 'size' | 'prompt' | 'startedAt' | 'videoUri'>;

/** Where answers have the start. `created`: apiyi, interactions; `created_at`: `/v1/videos`. */
const STARTS = ['created_at', 'created', 'createdAt'] as const;
const LENGTHS = ['seconds', 'duration', 'duration_seconds', 'durationSeconds'] as const;
/** Seconds or ms since the epoch, or ISO 8601 with a zone. */
const EPOCH = /^(\d{10})(\d{3})?$/;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;
const MAX_ADDRESS_CHARACTERS = 2048;

/** What an answer tells of the job with this name. Each part is checked; what cannot be true is left out. */
export function jobDetails(fields: Fields, name: string): Details {
  return defined({
    model: modelOf(name) === undefined ? modelIn(fields) : undefined,
    seconds: secondsIn(fields),
    size: sizeIn(fields),
    prompt: promptIn(fields),
    startedAt: isOfGateway(name) ? undefined : startIn(fields),
    videoUri: videoUriIn(fields.steps),
  });
}

function modelIn({ model }: Fields): string | undefined {
  return typeof model === 'string' ? readModel(model) : undefined;
}

function secondsIn(fields: Fields): number | undefined {
  const lengths = LENGTHS.map((key) => Number(/^(\d{1,4}(?:\.\d+)?)s?$/.exec(scalarText(fields[key]))?.[1]));
  return lengths.find(isVideoLength);
}

function sizeIn({ size }: Fields): string | undefined {
  return typeof size === 'string' && VIDEO_SIZE.test(size) ? size : undefined;
}

/** The prompt of an answer. kie repeats the request as a text (docs.kie.ai/veo3-api); Interactions call it `input`. */
function promptIn({ prompt, input, paramJson }: Fields): string | undefined {
  const request = typeof paramJson === 'string' ? parseJson(paramJson) : undefined;
  const repeated = typeof request === 'object' && request !== null && 'prompt' in request && request.prompt;
  const text = [prompt, repeated, input].find((one) => typeof one === 'string');
  return typeof text === 'string' ? promptFrom(text).prompt : undefined;
}

/** LiteLLM tells the time of the request there, which is that of the start in one answer only. */
function isOfGateway(name: string): boolean {
  return decodedId(name) !== undefined;
}

function startIn(fields: Fields): string | undefined {
  const values = STARTS.map((key) => fields[key]);
  return values.map(timeIn).find((time) => time !== undefined);
}

function timeIn(value: Value | undefined): string | undefined {
  const [, seconds, ms = '000'] = EPOCH.exec(scalarText(value)) ?? [];
  if (seconds !== undefined) return new Date(Number(`${seconds}${ms}`)).toISOString();
  const isTime = typeof value === 'string' && ISO_TIME.test(value) && !Number.isNaN(Date.parse(value));
  return isTime ? new Date(value).toISOString() : undefined;
}

/** Over https, or on this machine, where gateways are tried. */
const SAFE_ADDRESS = /^(?:https:|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?\/)/;
/** A file of the Gemini API by its name, which is given in place of an address. */
const FILE = /^files\/[\w-]{1,200}$/;

/** The address of the video in the steps of an interaction, which only the answer to its creation has. */
function videoUriIn(steps: Value | undefined): string | undefined {
  const contents = listed(steps).flatMap((step) => listed(step.content));
  const uris = contents.flatMap(({ type, uri }) =>
    type === 'video' && typeof uri === 'string' ? [uri] : [],
  );
  const [uri] = uris
    .filter(({ length }) => length <= MAX_ADDRESS_CHARACTERS)
    .flatMap((one) => videoAddress(one) ?? []);
  return uri;
}

function videoAddress(text: string): string | undefined {
  if (FILE.test(text)) return text;
  return SAFE_ADDRESS.test(text) ? addressFrom(text) : undefined;
}

function listed(value: Value | undefined): Fields[] {
  const values: readonly Value[] = Array.isArray(value) ? value : [];
  return values.filter((one): one is Fields => typeof one === 'object' && !Array.isArray(one));
}
