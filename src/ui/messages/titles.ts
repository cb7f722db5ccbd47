import { modelTitle } from '../../operations/modelTitle';
import { nameFormOf, shortId } from '../../operations/name';
import type { Operation } from '../../operations/operation';
import { withLabel } from '../../operations/trackingDetails';
import { oneLine } from '../../outside/oneLine';
import { withoutSignatures } from '../../outside/signedAddress';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { timeOfDay } from './timeWords';

/** Enough of a prompt to recognise a video. */
const MAX_PROMPT_CHARACTERS = 60;
const MAX_ID_CHARACTERS = 20;

/**
 * What an operation is called on screen: by its label, else by its prompt, else by model and time, such as
 * "Veo 3.1 fast · 15:07 · 3". Never by its id, since nobody knows a video by its id.
 */
export function titleOf(operation: Operation): string {
  return labelOrPrompt(operation) ?? modelAndTime(operation);
}

/** What an operation is called by its label, else by its prompt; undefined where it has neither. */
export function labelOrPrompt({ label, prompt }: Pick<Operation, 'label' | 'prompt'>): string | undefined {
  return label ?? (prompt === undefined ? undefined : oneLine(prompt, MAX_PROMPT_CHARACTERS));
}

/** A video in a message: its operation, and which one of several. `index` counts from 0. */
export function videoTitle({ operation, index }: { operation: Operation; index: number }): string {
  const title = titleOf(operation);
  return operation.videos.length > 1 ? t('{0}, video {1}', title, index + 1) : title;
}

/** The title that an operation has without the person's own label. */
export function titleWithoutOwnLabel(operation: Operation): string {
  return titleOf(withLabel(operation, undefined));
}

/** Whether the title of an operation is made of its model and time. */
export function isTitledByModel({ label, prompt }: Operation): boolean {
  return label === undefined && prompt === undefined;
}

/** Where the title of an operation comes from, in a sentence; undefined where the person gave it or it is obvious. */
export function originOfTitle(operation: Operation): string | undefined {
  const { label, labelOrigin } = operation;
  if (label !== undefined) {
    return labelOrigin === 'text' ? t('Named after the text beside its ID.') : undefined;
  }
  return isTitledByModel(operation) ? undefined : t('Named after its prompt.');
}

function modelAndTime({ model, startedAt, trackedAt, number }: Operation): string {
  const title = model === undefined ? t('Video') : modelTitle(model);
  const parts = [title, timeOfDay(startedAt ?? trackedAt), ...(number === undefined ? [] : [String(number)])];
  return parts.join(' · ');
}

/** An id without the padding of its Base64; of a long one only both ends. */
export function abbreviatedId(id: string): string {
  const unpadded = id.replace(/(?<!=)=+$/, '');
  return unpadded.length <= MAX_ID_CHARACTERS ? unpadded : `${unpadded.slice(0, 8)}…${unpadded.slice(-8)}`;
}

/** The id at the end of an operation's name, abbreviated. */
export function shortIdOf({ name }: { readonly name: string }): string {
  return abbreviatedId(shortId(name));
}

/** The model of an operation, where it is known, its endpoint and its id. */
export function identityWords(operation: Operation, endpoints: EndpointList): string[] {
  const { model } = operation;
  return [
    ...(model === undefined ? [] : [modelTitle(model)]),
    endpointLabel(operation, endpoints),
    t('ID {0}', shortIdOf(operation)),
  ];
}

/** The label of an operation's endpoint, or its id where there is no such endpoint any more. */
export function endpointLabel({ endpoint }: Operation, endpoints: EndpointList): string {
  return endpoints.byId(endpoint)?.label ?? endpoint;
}

/** An operation's name as it is shown. Most ids are too long, and some hold a cloud project. */
export function shownName(name: string): string {
  return nameFormOf(name) === 'gemini' ? name : abbreviatedId(shortId(name));
}

/**
 * A text, such as the address of a video, in which each id of a gateway is abbreviated, no cloud project is named, and no
 * address has the signature with which anybody could fetch the video.
 */
export function withShortIds(text: string): string {
  const unsigned = withoutSignatures(text).replace(/(?<=\bprojects\/)[^/\s]+/g, '…');
  return unsigned.replace(/video_[\w+%=-]+/g, abbreviatedId);
}
