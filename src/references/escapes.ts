import { withoutLostColours, withoutTerminalEscapes } from './terminalEscapes';

/** JSON in HTML in JSON needs two rounds. A round that changes nothing is the last. */
const MAX_ROUNDS = 4;

/**
 * One or more backslashes, as in JSON within JSON, before anything that JSON, Python, C or a shell escapes: a code point,
 * an escape character, white space, or any punctuation, which shells and Markdown escape too.
 */
const BACKSLASHES =
  /(?<!\\)\\+(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|(033|e(?=\[))|([nrt])|([!-/:-@[\]^-`{-~]))/g;
const WHITE_SPACE: Readonly<Record<string, string>> = { n: '\n', r: '\n', t: '\t' };

/** An entity of HTML, perhaps escaped again: `&amp;quot;`. */
const ENTITY = /&(?:amp;)*(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,24}));/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  ast: '*',
  bsol: '\\',
  colon: ':',
  comma: ',',
  commat: '@',
  dash: '-',
  dollar: '$',
  equals: '=',
  excl: '!',
  grave: '`',
  gt: '>',
  hellip: '…',
  hyphen: '-',
  laquo: '"',
  lbrace: '{',
  lcub: '{',
  ldquo: '"',
  lowbar: '_',
  lpar: '(',
  lsqb: '[',
  lsquo: "'",
  lt: '<',
  nbsp: ' ',
  newline: '\n',
  num: '#',
  percnt: '%',
  period: '.',
  plus: '+',
  quest: '?',
  quot: '"',
  raquo: '"',
  rbrace: '}',
  rcub: '}',
  rdquo: '"',
  rpar: ')',
  rsqb: ']',
  rsquo: "'",
  semi: ';',
  shy: '',
  sol: '/',
  tab: '\t',
  vert: '|',
  zerowidthspace: '',
  zwj: '',
  zwnj: '',
};

/**
 * A text without the escapes of terminals, JSON, programming languages and HTML, also if they are nested.
 */
export function unescaped(text: string): string {
  let plain = withoutTerminalEscapes(text);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const plainer = withoutTerminalEscapes(withoutEntities(withoutBackslashes(plain)));
    if (plainer === plain) break;
    plain = plainer;
  }
  return withoutLostColours(plain);
}

function withoutBackslashes(text: string): string {
  return text.replace(BACKSLASHES, (_, u4, u6, x2, esc, space?: string, punctuation?: string) => {
    const hex: string | undefined = u4 ?? u6 ?? x2 ?? (esc && '1b');
    if (hex !== undefined) return character(Number.parseInt(hex, 16));
    return space === undefined ? (punctuation ?? '') : (WHITE_SPACE[space] ?? ' ');
  });
}

function withoutEntities(text: string): string {
  return text.replace(ENTITY, (entity: string, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return character(Number.parseInt(decimal, 10));
    if (hex !== undefined) return character(Number.parseInt(hex, 16));
    return ENTITIES[name?.toLowerCase() ?? ''] ?? entity;
  });
}

function character(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : ' ';
}
