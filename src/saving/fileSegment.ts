/** Separates the parts of a path, of a time or of a pair, here or in another file system. */
const SEPARATORS = / ?[/\\|:\u2044\u2215\uff0f\uff3c]+ ?/g;
/** What Windows and exFAT refuse besides (learn.microsoft.com/windows/win32/fileio/naming-a-file), and what is no character. */
const REFUSED = /["*<>?\ufff0-\uffff]/g;
/** Joiners belong to words of Persian and Indic scripts, the selector to emoji; the others hide something. */
const INVISIBLE = /(?!\p{Join_C}|\ufe0f)[\p{Cf}\p{Co}\p{Cs}\p{DI}]/gu;
const SPACES = /[\p{Cc}\s\u2800]+/gu;
/** Without one of these nothing is to be seen of a name. */
const VISIBLE = /[\p{L}\p{N}\p{S}]/u;
/** A dot first hides a file, a hyphen first is an option of a program; Windows drops dots and spaces at the end. */
const EDGES = /^(?:[\s.\-\p{Join_C}]|\ufe0f)+|(?<![\s.\p{Join_C}])[\s.\p{Join_C}]+$/gu;
/** Devices of Windows, whatever follows their first dot; the digits may be superscripts. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3])[ ]*(?=\.|$)/i;

/** Characters of a text that are read: a server may call things as it likes. */
const MOST_READ = 1000;

const encoder = new TextEncoder();
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * A text from outside as a part of a file's name: the letters of all languages stay (NFC), and what any file system
 * refuses goes, as does what nobody sees. Empty when nothing that can be seen is left.
 */
export function cleanSegment(text: string): string {
  const clean = trimmed(
    text
      .slice(0, MOST_READ)
      .normalize('NFC')
      .replace(INVISIBLE, '')
      .replace(REFUSED, '')
      .replace(SPACES, ' ')
      .replace(SEPARATORS, '-'),
  );
  return VISIBLE.test(clean) ? clean : '';
}

/** A part of a name that is at most so many UTF-8 bytes long; no character is cut in two. */
export function cutToBytes(text: string, most: number): string {
  if (bytesOf(text) <= most) return text;
  let kept = '';
  let room = most;
  for (const { segment } of graphemes.segment(text)) {
    room -= bytesOf(segment);
    if (room < 0) break;
    kept += segment;
  }
  return trimmed(kept);
}

/** A name, without its ending, that no device of Windows has. */
export function notADevice(stem: string): string {
  return DEVICE.test(stem) ? `_${stem}` : stem;
}

/** UTF-8 bytes. */
export function bytesOf(text: string): number {
  return encoder.encode(text).length;
}

function trimmed(text: string): string {
  return text.replace(EDGES, '');
}
