import type { Filtering, Video } from './operation';

/**
 * Bytes of JSON, UTF-8, that the videos of an operation and the words of the filter take in its record. A record of more
 * than 64 KiB is set aside when it is read: what a server could make so large would leave the list with the next start.
 */
const MOST_BYTES = 56 * 1024;
/** Bytes of what becomes known of a video later: its file, its digest, its times. */
const LATER_BYTES = 500;

/** The first of these videos for which the record of their operation has room, one in any case. */
export function videosWithRoom(
  [first, ...others]: readonly [Video, ...Video[]],
  { filterReasons = [] }: Filtering,
): [Video, ...Video[]] {
  let bytes = bytesOf(filterReasons) + bytesOf(first) + LATER_BYTES;
  const count = others.findIndex((video) => {
    bytes += bytesOf(video) + LATER_BYTES;
    return bytes > MOST_BYTES;
  });
  return [first, ...others.slice(0, count < 0 ? others.length : count)];
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
