import type { FoundNames, Reference } from './foundNames';
import { DISTINCTIVE_ID } from './jobIds';
import { GOES_ON } from './nameForms';

/** `veo:` and a number may be the tag of an image of a container. */
const JOB_ID = `(?!veo(?!-?\\d|_task))${DISTINCTIVE_ID}`;
/**
 * `v1_` and Base64 of a message of protobuf whose first field is a text of 16 to 95 bytes, as the interactions of
 * ai.google.dev/gemini-api/docs/interactions have it; behind `interactions/` any other id of that beginning, too.
 */
const INTERACTION_ID = 'v1_C[h-l](?=[\\w-]*\\d)[\\w-]{30,400}={0,2}';
/** Words and a number are the name of a file. */
const BEHIND_COLLECTION =
  '(?:(?<=(?<![\\w%-])interactions/)v1_(?=[\\w-]*\\d)(?![a-z_-]*\\d*(?![\\w-]))[\\w-]{16,400}={0,2})';
const PLAIN_ID = new RegExp(
  `(?<![\\w./%@+$:-])(?:(${JOB_ID})|(${INTERACTION_ID}))(?!${GOES_ON})|(${BEHIND_COLLECTION})(?!${GOES_ON})`,
  'g',
);

/**
 * The jobs of which a text has an id that says by itself whose it is, as programs print it.
 *
 * @param whole the text without its surroundings: where it is nothing but an id, the person may have to choose the endpoint
 */
export function plainIds(text: string, whole: string): FoundNames['references'] {
  return [...text.matchAll(PLAIN_ID)].flatMap(([name, job, interaction]): Reference[] => {
    if (name === whole || (interaction !== undefined && !holdsText(interaction))) return [];
    return [{ name, shape: job === undefined ? 'interaction' : 'job' }];
  });
}

/** In characters of Base64: they hold two bytes before the text, and ten of it. */
const CHECKED_CHARACTERS = 16;

/** Whether what an id of an interaction encodes begins with a text, as that of no word of a program does. */
function holdsText(id: string): boolean {
  const base64 = id.slice('v1_'.length, 'v1_'.length + CHECKED_CHARACTERS);
  return /^[!-~]+$/.test(atob(base64.replaceAll('-', '+').replaceAll('_', '/')).slice(2));
}
