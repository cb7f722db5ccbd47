import type { FoundNames, Reference } from './foundNames';
import { GOES_ON, UUID } from './nameForms';

/**
 * Ids that services give to nothing but jobs of videos, and that so need nothing beside them; the forms are those of
 * `isDistinctive`, but for `veo:` and a number, which may be the tag of an image of a container.
 */
const JOB_ID = `(?:chat|q)video-(?=[\\w-]{0,60}\\d{10})[\\w-]{10,120}|veo-?\\d[\\w.-]{0,40}:(?:\\d{10}-[\\w-]{3,40}|${UUID})|${UUID}:[\\w-]{2,40}/(?:veo|sora|kling)[\\w.-]{0,59}\\w|veo_task_[A-Za-z0-9]{6,64}`;
/**
 * `v1_` and Base64 of a message of protobuf whose first field is a text of 16 to 95 bytes, as the interactions of
 * ai.google.dev/gemini-api/docs/interactions have it; behind `interactions/` any other id of that beginning, too.
 */
const INTERACTION_ID = 'v1_C[h-l](?=[\\w-]*\\d)[\\w-]{30,400}={0,2}';
const BEHIND_COLLECTION = '(?:(?<=(?<![\\w%-])interactions/)v1_(?=[\\w-]*\\d)[\\w-]{16,400}={0,2})';
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
  return [...text.matchAll(PLAIN_ID)].flatMap(([name, job]): Reference[] =>
    name === whole ? [] : [{ name, shape: job === undefined ? 'interaction' : 'job' }],
  );
}
