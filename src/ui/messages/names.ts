import { modelTitle } from '../../operations/modelTitle';
import { contractOf, shortId } from '../../operations/name';
import type { Operation } from '../../operations/operation';
import { withLabel } from '../../operations/trackingDetails';
import { oneLine } from '../../outside/oneLine';
import { languageTag, t } from '../language/t';

/** Characters of a prompt by which people know a video again. */
const PROMPT_TITLE_LENGTH = 60;
/** Characters of an id that are shown. */
const ID_LENGTH = 20;

/**
 * What an operation is called on screen: by its label, else by its prompt, else by model and time, such as
 * "Veo 3.1 fast · 15:07 · 3". Never by its id, which nobody knows a video by.
 */
export function titleOf(operation: Operation): string {
  const { label, prompt } = operation;
  if (label !== undefined) return label;
  return prompt === undefined ? modelAndTime(operation) : oneLine(prompt, PROMPT_TITLE_LENGTH);
}

/** What an operation is called when the person does not name it. */
export function titleWithoutOwn(operation: Operation): string {
  return titleOf(withLabel(operation, undefined));
}

/** Whether the title of an operation is that of its model, with the time. */
export function isTitledByModel({ label, prompt }: Operation): boolean {
  return label === undefined && prompt === undefined;
}

/** Whose word the title of an operation is, in a sentence; undefined for the person's own, and where the title tells. */
export function originOfTitle(operation: Operation): string | undefined {
  const { label, labelOrigin } = operation;
  if (label !== undefined) {
    return labelOrigin === 'text' ? t('Named after the text beside it where it was pasted.') : undefined;
  }
  return isTitledByModel(operation) ? undefined : t('Named after its prompt.');
}

/** What an operation is called when nobody has told its label or its prompt. */
function modelAndTime({ model, startedAt, trackedAt, number }: Operation): string {
  const title = model === undefined ? t('Video') : modelTitle(model);
  const parts = [title, timeOfDay(startedAt ?? trackedAt), ...(number === undefined ? [] : [String(number)])];
  return parts.join(' · ');
}

/** An id, a long one without its middle and without what pads an encoded one. */
export function shortTitle(id: string): string {
  const telling = id.replace(/(?<!=)=+$/, '');
  return telling.length <= ID_LENGTH ? telling : `${telling.slice(0, 8)}…${telling.slice(-8)}`;
}

/** The id of an operation in short: the end of its name. */
export function shortIdOf({ name }: Operation): string {
  return shortTitle(shortId(name));
}

/** The name of an operation as it is shown: of a gateway's id, which tells of the operator's cloud project, its ends. */
export function shownName(name: string): string {
  return contractOf(name) === 'videos' ? shortTitle(name) : name;
}

/** Any text with the ids of gateways in it, such as the address of a video, with only their ends. */
export function withShortIds(text: string): string {
  return text.replace(/video_[\w+%=-]+/g, shortTitle);
}

/** Hour and minute, with the day where that is not today. */
function timeOfDay(iso: string): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date().toDateString();
  const day = isToday ? {} : ({ day: 'numeric', month: 'short' } as const);
  return at.toLocaleString(languageTag(), { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}
