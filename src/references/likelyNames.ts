import { modelOf, nameFormOf, shortId } from '../operations/name';
import { beginsEncoded } from './encodedIds';
import type { Reference } from './foundNames';
import { isDistinctive } from './jobIds';
import { isWholeId, VERSION } from './nameForms';

const HEX = /^(?=.*[a-f])(?=.*\d)[0-9a-f-]{16,}$/;
/** Long numbers are ids behind a status path only: elsewhere they are times, sizes and counts. */
const ENDS_IN_VERSION = new RegExp(`/${VERSION}$`);
const LONG_NUMBER = /^\d{15,20}$/;
const DATE = /^(?:19|20)\d\d-?[01]\d-?[0-3]\d/;
/** Sizes, rates and codecs, which stand in the names of files, styles and tracks. */
const MEDIA = /\d{3,4}p|[hx]26[45]|\d(?:fps|k?bps|kbit)|hdr|crf|mp4|webm|\d{3,4}x\d{3,4}/i;
/** What services write before the number of a job, such as `cgt-20250613153013-abcde`. */
const JOB_PREFIX = /^(?:cgt|task|job|gen|vid|req|operation|interaction|v1_)[_-]?(?=[\w-]*\d)[\w-]{10,}$/i;
const VIDEO_MODEL = /veo|video|sora|kling|omni|seedance|hailuo|runway|pixverse|[ti]2v|wan-?\d/i;
const CHANGES = /(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])|(?<=[a-z])(?=[A-Z])/g;
/** In numbers of changes between letters, digits and cases. */
const FEWEST_CHANGES = 3;
const FEWEST_BESIDE_WORDS = 5;
const WORD = /[A-Za-z]?[a-z]{6,}/;

/**
 * Whether a name that a larger text holds is an operation's. A person who pastes a text says that it names one; in a document
 * `video_player-1234567890` is a style, `models/user/operations/create` a module, and what stands behind `/v1/videos/` a page.
 *
 * @param text in which the name stands
 */
export function isLikelyName({ name, shape }: Reference, text: string): boolean {
  const form = nameFormOf(name);
  if (form === 'agentPlatform' || isDistinctive(name)) return true;
  if (form === 'gemini') return isLikelyGeminiName(name);
  if (form === 'videos') return beginsEncoded(name) || isRandom(shortId(name)) || isBehindVersion(name, text);
  return (
    shape === 'interaction' ||
    (shape === 'video' && isQuoted(name, text)) ||
    isWholeId(name) ||
    isRandom(name) ||
    LONG_NUMBER.test(name) ||
    JOB_PREFIX.test(name)
  );
}

function isLikelyGeminiName(name: string): boolean {
  const id = shortId(name);
  const model = modelOf(name) ?? '';
  // Models have a version; `models/video/operations/` may be a folder of a program.
  if (VIDEO_MODEL.test(model) && /\d/.test(model)) return isWholeId(id) || /\d/.test(id);
  return (isWholeId(id) && /\d/.test(id)) || isRandom(id);
}

/** Whether a name stands as a value, as in an answer that says that it is about a video. */
function isQuoted(name: string, text: string): boolean {
  return text.includes(`"${name}"`) || text.includes(`'${name}'`);
}

/** Behind `/v1/videos/` stands an id, and none of a page, if it has a digit. */
function isBehindVersion(name: string, text: string): boolean {
  const at = text.indexOf(`/videos/${name}`);
  return /\d/.test(name) && at >= 0 && ENDS_IN_VERSION.test(text.slice(Math.max(0, at - 12), at));
}

/** Whether a text mixes letters and digits as ids do, and neither words nor dates nor sizes. */
function isRandom(text: string): boolean {
  const id = text.replace(/^video_/, '');
  if (DATE.test(id) || MEDIA.test(id)) return false;
  if (HEX.test(id)) return true;
  const changes = id.match(CHANGES)?.length ?? 0;
  return changes >= (WORD.test(id) ? FEWEST_BESIDE_WORDS : FEWEST_CHANGES);
}
