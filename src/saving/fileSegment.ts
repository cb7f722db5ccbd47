/** Slashes, backslashes, bars and colons of all kinds, which some file system does not allow. */
const SEPARATORS = / ?[/\\|:\u2044\u2215\uff0f\uff3c]+ ?/g;
/** Windows and exFAT do not allow these either (learn.microsoft.com/windows/win32/fileio/naming-a-file). */
const FORBIDDEN = /["*<>?\ufff0-\uffff]/g;
/** Joiners are part of Persian and Indic words, and the selector of emoji; other invisible characters only deceive. */
const INVISIBLE = /(?!\p{Join_C}|\ufe0f)[\p{Cf}\p{Co}\p{Cs}\p{DI}]/gu;
const SPACES = /[\p{Cc}\s\u2800]+/gu;
/** A name without any of these looks empty. */
const VISIBLE = /[\p{L}\p{N}\p{S}]/u;
/** A leading dot hides a file, a leading hyphen looks like an option, and Windows drops trailing dots and spaces. */
const EDGES = /^(?:[\s.\-\p{Join_C}]|\ufe0f)+|(?<![\s.\p{Join_C}])[\s.\p{Join_C}]+$/gu;
/** Windows devices, with any extension; the digits may be superscripts. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3])[ ]*(?=\.|$)/i;

/** More characters than any name needs: a server may send a text of any length. */
const MAX_READ_CHARACTERS = 1000;

const encoder = new TextEncoder();
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Makes a text from outside safe as part of a file name. Letters of all languages stay (NFC); characters that some file
 * system forbids, and invisible ones, are removed. Empty when nothing visible is left.
 */
export function cleanSegment(text: string): string {
  const clean = trimmed(
    text
      .slice(0, MAX_READ_CHARACTERS)
      .normalize('NFC')
      .replace(INVISIBLE, '')
      .replace(FORBIDDEN, '')
      .replace(SPACES, ' ')
      .replace(SEPARATORS, '-'),
  );
  return VISIBLE.test(clean) ? clean : '';
}

/** Cuts a part of a name to a number of UTF-8 bytes, between two graphemes. */
export function cutToBytes(text: string, maxBytes: number): string {
  if (utf8Length(text) <= maxBytes) return text;
  let kept = '';
  let room = maxBytes;
  for (const { segment } of graphemes.segment(text)) {
    room -= utf8Length(segment);
    if (room < 0) break;
    kept += segment;
  }
  return trimmed(kept);
}

/** Prefixes a name, given without its extension, that Windows would take for a device. */
export function avoidDeviceName(stem: string): string {
  return DEVICE.test(stem) ? `_${stem}` : stem;
}

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  return encoder.encode(text).length;
}

function trimmed(text: string): string {
  return text.replace(EDGES, '');
}
