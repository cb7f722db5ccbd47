import * as v from 'valibot';
import { isoTime } from '../../outside/isoTime';
import { type Fields, fieldsOf } from '../fields';
import { LongText } from '../http/longText';
import { jsonObject } from '../schema';

/**
 * What a status means (ai.google.dev/gemini-api/docs/interactions; Interaction.status of js-genai). `waiting`: it runs, but
 * needs something that only its owner can give. `ended`: with what is in it, such as "completed" and "incomplete results".
 */
const MEANINGS = {
  queued: 'running',
  in_progress: 'running',
  requires_action: 'waiting',
  requires_continuation: 'waiting',
  completed: 'ended',
  incomplete: 'ended',
  budget_exceeded: 'ended',
  failed: 'failed',
  cancelled: 'failed',
} as const;
type Meaning = (typeof MEANINGS)[keyof typeof MEANINGS];

const interaction = jsonObject({ id: v.string(), status: v.pipe(v.string(), v.nonEmpty()) });

/** The steps of an interaction that have its outputs. Others have its inputs, which may be videos, too. */
const OUTPUT_STEP = 'model_output';
const MAX_STEPS = 1000;
const MAX_CONTENTS = 100;

/** A video in an output: its bytes as Base64, or where it is. Not yet redacted. */
export type OutputVideo = ({ readonly base64: string | LongText } | { readonly uri: string }) & {
  readonly mimeType?: string | undefined;
};

/** An interaction as an answer has it. */
export interface Interaction {
  /** In small letters. */
  readonly status: string;
  /** Undefined for a status that nobody documented. */
  readonly meaning: Meaning | undefined;
  readonly fields: Fields;
  readonly outputSteps: readonly Fields[];
  readonly videos: readonly OutputVideo[];
  /** What the model wrote. */
  readonly texts: readonly string[];
  /** Whether there is an output that should be a video, but has neither bytes nor an address. */
  readonly hasUnreadVideo: boolean;
}

/**
 * Reads an interaction; undefined for anything else. Any service may answer with an id and a status, so it has to be the
 * id that was asked about.
 */
export function readInteraction(body: unknown, id: string): Interaction | undefined {
  const parsed = v.safeParse(interaction, body);
  if (!parsed.success || parsed.output.id.replace(/^interactions\//, '') !== id) return undefined;
  const fields = fieldsOf(body);
  const status = parsed.output.status.toLowerCase();
  const outputSteps = listIn(fields.get('steps'), MAX_STEPS)
    .map(fieldsOf)
    .filter((step) => step.get('type') === OUTPUT_STEP);
  const contents = contentsOf(fields, outputSteps).map(fieldsOf);
  const ofVideos = contents.filter((content) => content.get('type') === 'video');
  const videos = ofVideos.flatMap((content) => videoIn(content) ?? []);
  return {
    status,
    meaning: Object.hasOwn(MEANINGS, status) ? MEANINGS[status as keyof typeof MEANINGS] : undefined,
    ...{ fields, outputSteps, videos },
    texts: contents.flatMap(textIn),
    hasUnreadVideo: videos.length < ofVideos.length,
  };
}

/** When an interaction was created or updated (ISO 8601 UTC); undefined where the answer has no such time. */
export function timeIn({ fields }: Interaction, name: 'created' | 'updated'): string | undefined {
  const time = fields.get(name);
  return v.is(isoTime, time) ? new Date(time).toISOString() : undefined;
}

/** What the model was asked for, in words: the first text in `input`, or in a step of the user. Not yet redacted. */
export function promptIn({ fields }: Interaction): string | undefined {
  const input = fields.get('input');
  if (typeof input === 'string') return input;
  const userSteps = listIn(fields.get('steps'), MAX_STEPS)
    .map(fieldsOf)
    .filter((step) => step.get('type') === 'user_input');
  const contents = [input, ...userSteps.map((step) => step.get('content'))];
  const [first] = contents
    .flatMap((content) => listIn(content, MAX_CONTENTS))
    .flatMap((one) => textIn(fieldsOf(one)));
  return first;
}

/** `outputs` is the form of early answers, `output_video` one that the SDKs add: what repeats the steps is left out. */
function contentsOf(fields: Fields, outputSteps: readonly Fields[]): unknown[] {
  const ofSteps = outputSteps.flatMap((step) => listIn(step.get('content'), MAX_CONTENTS));
  if (ofSteps.length > 0) return ofSteps;
  const outputs = listIn(fields.get('outputs'), MAX_CONTENTS);
  const own = fields.get('outputVideo');
  return outputs.length > 0 || own === undefined ? outputs : [{ type: 'video', ...Object(own) }];
}

function videoIn(content: Fields): OutputVideo | undefined {
  const [data, uri, type] = ['data', 'uri', 'mimeType'].map((name) => content.get(name));
  const mimeType = typeof type === 'string' ? type : undefined;
  if (data instanceof LongText || (typeof data === 'string' && data !== ''))
    return { base64: data, mimeType };
  return typeof uri === 'string' && uri !== '' ? { uri, mimeType } : undefined;
}

function textIn(content: Fields): string[] {
  const text = content.get('type') === 'text' ? content.get('text') : undefined;
  return typeof text === 'string' && text.trim() !== '' ? [text] : [];
}

function listIn(value: unknown, most: number): unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}
