import { ID_SLOT, PATH_MARK, VERSION } from './nameForms';
import { decodedSegment } from './percentEncoding';

/**
 * A variable that scripts and tools put before a path: `$BASE/`, `$env:BASE/`, `%BASE%/`, `:base/`. Any other variable
 * ends in a bracket, so the bracket before a path is enough.
 */
const VARIABLE =
  /(?:\$(?:\w+:)?\w+|%\w+%|(?<![\w/:]):[A-Za-z_]\w*)\/(?:(?!videos\/|v\d)[\w.-]+\/)*(?=models\/|videos\/|v\d\w*\/|video_)/g;
const BRACKETED_VARIABLE =
  /(?<=[}\])>])\/(?:(?!videos\/|v\d)[\w.-]+\/)*(?=models\/|videos\/|v\d\w*\/|video_)/g;
/** The version with any path before it, or the slash at the beginning of a path. */
const VERSION_OR_SLASH = new RegExp(`(?<![\\w.-])${VERSION}/(?=models/)|(?<![\\w./%@-])/(?=models/)`, 'g');

/** A `video_…` id behind `videos/`, and what may follow an id in a path. */
const VIDEOS_PATH =
  /(?<![\w.-])(v\d\w{0,8}\/)?videos\/(video_(?:[\w+=-]|%[0-9A-Fa-f]{2})+)(\/content)?(?![\w/(=+-]|%\S|\.+\w|:\w)/g;
const ENCODED_ID_WITH_SLASHES = /video_bGl0ZWxsbT(?:[\w+-]|%(?:25)*2F)+/gi;

/**
 * A text with marks in place of the paths before names, and around ids that stand where only an id can. A folder may be
 * called `videos`, too: below another folder it counts only with a version before it or `/content` behind it.
 */
export function withoutPaths(text: string): string {
  return text
    .replace(VARIABLE, PATH_MARK)
    .replace(BRACKETED_VARIABLE, PATH_MARK)
    .replace(VIDEOS_PATH, (path: string, version, id: string, content, at: number) =>
      version || content || !isBelowFolder(text, at) ? enclosed(id) : besideFiles(id, path),
    )
    .replace(ENCODED_ID_WITH_SLASHES, decodedSegment)
    .replace(VERSION_OR_SLASH, PATH_MARK);
}

function enclosed(id: string): string {
  return ID_SLOT + decodedSegment(id) + ID_SLOT;
}

/** Tells ids from files: these have numbers, dates or words, while the ids of gateways mix digits and letters. */
function besideFiles(id: string, path: string): string {
  return /^video_(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9+=%]{6,}$/.test(id) ? enclosed(id) : path;
}

function isBelowFolder(text: string, at: number): boolean {
  return text.charAt(at - 1) === '/' && /[\w.~-]/.test(text.charAt(at - 2));
}
