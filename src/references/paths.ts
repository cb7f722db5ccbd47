import { IN_ITS_PLACE, PATH, VERSION } from './nameForms';
import { decodedSegment } from './percentEncoding';

/**
 * What scripts and tools put before a path: `$BASE/`, `$env:BASE/`, `%BASE%/`, `:base/`. Other variables end in a
 * bracket, and a path behind a bracket needs no further sign.
 */
const VARIABLE =
  /(?:\$(?:\w+:)?\w+|%\w+%|(?<![\w/:]):[A-Za-z_]\w*)\/(?:(?!videos\/|v\d)[\w.-]+\/)*(?=models\/|videos\/|v\d\w*\/|video_)/g;
const BRACKETED_VARIABLE =
  /(?<=[}\])>])\/(?:(?!videos\/|v\d)[\w.-]+\/)*(?=models\/|videos\/|v\d\w*\/|video_)/g;
/** The version, whatever the path before it; or the slash that a path begins with. */
const VERSION_OR_SLASH = new RegExp(`(?<![\\w.-])${VERSION}/(?=models/)|(?<![\\w./%@-])/(?=models/)`, 'g');

/** A `video_…` id behind `videos/`, which is nothing but an id, with what follows an id in a path. */
const VIDEOS_PATH =
  /(?<![\w.-])(v\d\w{0,8}\/)?videos\/(video_(?:[\w+=-]|%[0-9A-Fa-f]{2})+)(\/content)?(?![\w/(=+-]|%\S|\.+\w|:\w)/g;
const ENCODED_ID_WITH_SLASHES = /video_bGl0ZWxsbT(?:[\w+-]|%(?:25)*2F)+/gi;

/**
 * A text with marks in place of what leads to a name: of paths, and around ids that stand where only an id can. A folder
 * may be called `videos` too, so below others it counts only with a version before or the content behind.
 */
export function withoutPaths(text: string): string {
  return text
    .replace(VARIABLE, PATH)
    .replace(BRACKETED_VARIABLE, PATH)
    .replace(VIDEOS_PATH, (path: string, version, id: string, content, at: number) =>
      version || content || !isBelowFolder(text, at) ? enclosed(id) : besideFiles(id, path),
    )
    .replace(ENCODED_ID_WITH_SLASHES, decodedSegment)
    .replace(VERSION_OR_SLASH, PATH);
}

function enclosed(id: string): string {
  return IN_ITS_PLACE + decodedSegment(id) + IN_ITS_PLACE;
}

/** Files are numbered, dated and named in words; a gateway's ids have digits and letters. */
function besideFiles(id: string, path: string): string {
  return /^video_(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9+=%]{6,}$/.test(id) ? enclosed(id) : path;
}

function isBelowFolder(text: string, at: number): boolean {
  return text.charAt(at - 1) === '/' && /[\w.~-]/.test(text.charAt(at - 2));
}
