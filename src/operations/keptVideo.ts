import { percentDecoded } from '../base/percentDecoded';
import type { Video } from './operation';

/**
 * A stored video as it is now: releases up to 0.8.0 noted the copy in the extension's storage as the saved file of a video that
 * came inside an answer, so that it was never saved in a folder of the person.
 */
export function withoutKeptCopy<T extends Video>(video: T): T {
  const { file, kept } = video;
  if (file === undefined || kept === undefined || placeOf(file) !== placeOf(kept)) return video;
  const { file: _, sha256: __, ...others } = video;
  return others as T;
}

/** The same for the URI of a file and for its path, on each system: `c:\\a\\b` is `file:///c%3A/a/b`. */
function placeOf(pathOrUri: string): string {
  const uriPath = /^file:\/\/(.*)$/s.exec(pathOrUri)?.[1];
  const path = uriPath === undefined ? pathOrUri.replaceAll('\\', '/') : (percentDecoded(uriPath) ?? uriPath);
  return path.replace(/^\/+/, '');
}
