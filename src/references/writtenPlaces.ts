import { decodedSegment } from './percentEncoding';

/** Where a name stands in a text: offsets in UTF-16 units of its first character and behind its last. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A character that a name may have, written plainly. */
const NAME_CHARACTER = '[\\w./:+=@~,-]';
/** JSON within JSON doubles them each time. All repetitions are bounded, so that the time is linear. */
const BACKSLASHES = '\\\\{1,16}';
const SEQUENCE = '\\[[0-?]{0,40}[ -/]{0,4}[@-~]';
/** A system command such as a title; of a hyperlink (OSC 8) only what is before its target. */
const COMMAND =
  '\\](?:8;[^;\\u0007\\u001b\\n]{0,200};|(?!8;)[^\\u0007\\u001b\\n]{0,2048}(?:\\u0007|\\u001b\\\\)?)';
/**
 * What is no part of a name, or one character of it in another spelling: sequences of terminals, also those in JSON or without
 * their ESC; mail's soft line break; characters that were percent-encoded, escaped, or made an entity.
 */
const OTHER = new RegExp(
  [
    `(?:\\u001b|${BACKSLASHES}(?:u001[bB]|x1[bB]|033|e(?=\\[)))(?:${SEQUENCE}|${COMMAND}|[()*+][A-Z0-9]|[=>78])?`,
    '\\u009b[0-?]{0,40}[ -/]{0,4}[@-~]',
    '(?:\\^\\[|#033|[\\u241b\\ufffd\\u2190])?\\[\\d{1,3}(?:[;:]\\d{1,3}){0,16}m',
    '=\\r?\\n',
    '<\\/?[a-z]{1,6}\\s?\\/?>',
    '%(?:25){0,4}([0-9a-fA-F]{2})',
    `${BACKSLASHES}u([0-9a-fA-F]{4})`,
    `${BACKSLASHES}x([0-9a-fA-F]{2})`,
    `${BACKSLASHES}[nrt]`,
    '&(?:amp;){0,4}#x([0-9a-fA-F]{1,6});',
    '&(?:amp;){0,4}#(\\d{1,7});',
    '&(?:amp;){0,4}(sol|lowbar|hyphen|dash|equals|period|plus|colon);',
    '([／⁄∕－＿\\u2010\\u2011])',
    `(?!${NAME_CHARACTER})[^]`,
  ].join('|'),
  'g',
);
const SPELLED = new RegExp(OTHER.source, 'y');
const OTHER_CHARACTERS: Readonly<Record<string, string>> = {
  sol: '/',
  lowbar: '_',
  hyphen: '-',
  dash: '-',
  equals: '=',
  period: '.',
  plus: '+',
  colon: ':',
  '／': '/',
  '⁄': '/',
  '∕': '/',
  '－': '-',
  '＿': '_',
  '\u2010': '-',
  '\u2011': '-',
};
const IS_NAME_CHARACTER = new RegExp(`^${NAME_CHARACTER}$`);
/** What makes a name a part of a longer one. */
const LONGER_BEFORE = /[A-Za-z0-9]$/;
const LONGER_BEHIND = /^(?:[A-Za-z0-9]|[_-]+[A-Za-z0-9])/;
const PADDING = /={1,2}$/;
/** The least part of a name that shows where it is, in case that other things are written between its parts. */
const MIN_PART = 12;

/** A text without anything but the characters of names, and where each of them was. */
export class WrittenText {
  private readonly bare: string;
  /** For each run of neighbouring characters: where it begins in `bare` and in the text, ascending. */
  private readonly runs: (readonly [bare: number, written: number])[] = [];

  constructor(private readonly text: string) {
    const pieces: string[] = [];
    let [length, from] = [0, 0];
    const add = (piece: string, written: number) => {
      if (piece === '') return;
      pieces.push(piece);
      this.runs.push([length, written]);
      length += piece.length;
    };
    for (const match of text.matchAll(OTHER)) {
      add(text.slice(from, match.index), from);
      add(characterOf(match), match.index);
      from = match.index + match[0].length;
    }
    add(text.slice(from), from);
    this.bare = pieces.join('');
  }

  /** All places of a name, in whatever spelling; the place of its longest part where it is not written in one piece. */
  placesOf(name: string): Place[] {
    const sought = decodedSegment(name).replace(PADDING, '');
    const places = this.placesOfPart(sought);
    for (let part = sought; places.length === 0 && part.length > MIN_PART; ) {
      part = part.slice(0, Math.max(MIN_PART, Math.floor(part.length * 0.8)));
      const [first] = this.placesOfPart(part, 'part');
      if (first) return [first];
    }
    return places;
  }

  private placesOfPart(sought: string, kind: 'name' | 'part' = 'name'): Place[] {
    const places: Place[] = [];
    for (let at = this.bare.indexOf(sought); at >= 0; at = this.bare.indexOf(sought, at + sought.length)) {
      const padding = /^={0,2}/.exec(this.bare.slice(at + sought.length, at + sought.length + 2))?.[0] ?? '';
      const behind = at + sought.length + padding.length;
      const place = { start: this.written(at), end: this.written(behind - 1, 'end') };
      const isWhole = !LONGER_BEHIND.test(this.text.slice(place.end, place.end + 8));
      if (!this.isContinued(at, place.start) && (kind === 'part' || isWhole)) places.push(place);
    }
    return places;
  }

  /** Whether a letter or a digit stands right before a place. One of an escape, such as the n of `\n`, is none of a word. */
  private isContinued(at: number, start: number): boolean {
    return at > 0 && this.written(at - 1) === start - 1 && LONGER_BEFORE.test(this.bare.charAt(at - 1));
  }

  /** Where a character of `bare` begins, or ends, in the text. */
  private written(at: number, edge: 'start' | 'end' = 'start'): number {
    let [low, high] = [0, this.runs.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.runs[middle]?.[0] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    const [bare, written] = this.runs[low] ?? [0, 0];
    if (edge === 'start') return written + at - bare;
    // A character that is written in another way is a run of its own, and as long as its spelling.
    SPELLED.lastIndex = written + at - bare;
    return SPELLED.test(this.text) ? SPELLED.lastIndex : written + at - bare + 1;
  }
}

function characterOf(match: RegExpMatchArray): string {
  const [, percent, u4, x2, xEntity, decimal, named, wide] = match;
  const hex = percent ?? u4 ?? x2 ?? xEntity;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  const character =
    hex === undefined && decimal === undefined
      ? (OTHER_CHARACTERS[named ?? wide ?? ''] ?? '')
      : code <= 0x10ffff
        ? String.fromCodePoint(code)
        : '';
  return IS_NAME_CHARACTER.test(character) ? character : '';
}
