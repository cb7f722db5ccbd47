/** An id, whose own slashes part nothing and so stay encoded, or an encoded character, maybe encoded more than once. */
const VIDEO_ID_OR_CHARACTER =
  /video_(?:[\w+=-]|(?!%(?:25)*(?:23|26|3F|2Fcontent\b))%[0-9A-F]{2})*|%(?:25)*(?:2F|20|0A|0D|22|23|26|27|2C|3A|3D|3F|5B|5D|7B|7D)/gi;
const PADDING_OR_PLUS = /%(?:25)*(?:2B|3D)/gi;

/**
 * A text whose percent-encoded slashes, quotes, colons, ampersands and the like are plain: names in queries and forms, addresses that
 * are encoded whole. Other encoded characters stay, for no name holds them.
 */
export function withoutPercentEncoding(text: string): string {
  return text.replace(VIDEO_ID_OR_CHARACTER, (found) =>
    found.startsWith('%') ? characterOf(found) : found.replace(PADDING_OR_PLUS, characterOf),
  );
}

/** What a path's segment stands for, encoded however often; itself where it is not encoded well. */
export function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment.replace(/%(?:25)+/g, '%'));
  } catch {
    return segment;
  }
}

function characterOf(encoded: string): string {
  return String.fromCharCode(Number.parseInt(encoded.slice(-2), 16));
}
