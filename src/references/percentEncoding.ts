import { percentDecoded } from '../base/percentDecoded';

/** An id, whose own slashes stay encoded, or an encoded character; either may be encoded several times. */
const VIDEO_ID_OR_CHARACTER =
  /video_(?:[\w+=-]|(?!%(?:25)*(?:23|26|3F|2Fcontent\b))%[0-9A-F]{2})*|%(?:25)*(?:2F|20|0A|0D|22|23|26|27|2C|3A|3D|3F|5B|5D|7B|7D)/gi;
const PADDING_OR_PLUS = /%(?:25)*(?:2B|3D)/gi;

/**
 * A text with plain slashes, quotes, colons, ampersands and the like where they were percent-encoded, as in queries, forms
 * and encoded addresses. Other encoded characters stay, since no name holds them.
 */
export function withoutPercentEncoding(text: string): string {
  return text.replace(VIDEO_ID_OR_CHARACTER, (found) =>
    found.startsWith('%') ? characterOf(found) : found.replace(PADDING_OR_PLUS, characterOf),
  );
}

/** A segment of a path without its percent-encoding, even if it was encoded several times; unchanged if that is broken. */
export function decodedSegment(segment: string): string {
  return percentDecoded(segment.replace(/%(?:25)+/g, '%')) ?? segment;
}

function characterOf(encoded: string): string {
  return String.fromCharCode(Number.parseInt(encoded.slice(-2), 16));
}
