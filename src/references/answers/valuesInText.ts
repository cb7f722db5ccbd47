import { type Bracket, Frame, type Value } from './frame';

/** More values than any answer has; the rest of a text is not read. */
const MAX_VALUES = 50_000;
const MAX_LEVELS = 40;
/** JSON in a string of JSON in a string, as logs of logs have it. */
const MAX_NESTED_TEXTS = 3;

/** The next beginning of an object, a list, or the arguments of a call such as `Video(id='…')`. */
const BEGINNING = /[{[]|(?<=\w)\(/g;
/** A word or a number; ends before what cannot be in one. */
const WORD = /[\w.+-]{1,200}/y;
const NUMBER = /^-?\d{1,20}(?:\.\d{1,20})?$/;
const CLOSED_BY: Readonly<Record<string, Bracket>> = { '}': '{', ']': '[', ')': '(' };

/**
 * The objects and lists in a text: JSON, also amid other words, unfinished, or written as Python, JavaScript, Ruby or PHP print it,
 * and JSON in the strings of these. Reads the text once, so the time is linear.
 */
export function valuesInText(text: string, level = 0): Value[] {
  const reader = new Reader(text);
  reader.read();
  const nested = level < MAX_NESTED_TEXTS ? reader.nestedTexts : [];
  return [...reader.roots, ...nested.flatMap((one) => valuesInText(one, level + 1))];
}

class Reader {
  /** Those that stand in no other. */
  readonly roots: Value[] = [];
  readonly nestedTexts: string[] = [];
  private readonly open: Frame[] = [];
  private at = 0;
  private values = 0;

  constructor(private readonly text: string) {}

  read(): void {
    while (this.at < this.text.length && this.values < MAX_VALUES) {
      const frame = this.open.at(-1);
      if (frame) this.readIn(frame);
      else if (!this.skipToBeginning()) break;
    }
  }

  private skipToBeginning(): boolean {
    BEGINNING.lastIndex = this.at;
    const found = BEGINNING.exec(this.text);
    if (!found) return false;
    this.at = found.index + 1;
    this.begin(found[0] as Bracket);
    return true;
  }

  private readIn(frame: Frame): void {
    const character = this.text.charAt(this.at);
    const start = this.at++;
    if (character === '"' || character === "'") this.readString(frame, character);
    else if (character === '{' || character === '[' || character === '(') this.begin(character);
    else if (character in CLOSED_BY) this.close(CLOSED_BY[character]);
    else if (character === ':' || character === '=') frame.nameNext();
    else if (character === ',' || character === ';') frame.separate();
    else this.readWord(frame, start);
  }

  private begin(bracket: Bracket): void {
    // Deeper texts are no answers: what was open is left as it is.
    if (this.open.length >= MAX_LEVELS) this.open.length = 0;
    const frame = new Frame(bracket);
    this.values++;
    const parent = this.open.at(-1);
    if (!parent?.add(frame.value)) this.roots.push(frame.value);
    this.open.push(frame);
  }

  /** Closes what this bracket opened, and what was left open within; one that opened nothing is part of another text. */
  private close(bracket: Bracket | undefined): void {
    const at = this.open.findLastIndex((frame) => frame.bracket === bracket);
    if (at >= 0) for (const frame of this.open.splice(at)) frame.end();
  }

  /** Reads a string up to its quote, or only up to the line end where there is none. */
  private readString(frame: Frame, quote: string): void {
    const start = this.at;
    let end = start;
    while (end < this.text.length && this.text[end] !== quote && this.text[end] !== '\n') {
      end += this.text[end] === '\\' ? 2 : 1;
    }
    this.at = end + 1;
    if (this.text[end] !== quote) return;
    const value = unescapedString(this.text.slice(start, end));
    this.values++;
    frame.addText(value);
    if (/[{[]/.test(value) && /["']/.test(value)) this.nestedTexts.push(value);
  }

  private readWord(frame: Frame, start: number): void {
    WORD.lastIndex = start;
    const word = WORD.exec(this.text)?.[0];
    if (word === undefined) return;
    this.at = start + word.length;
    this.values++;
    const isCalled = this.text[this.at] === '(';
    if (isCalled) return;
    if (NUMBER.test(word)) frame.addScalar(Number(word));
    else frame.addWord(word);
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: ' ', f: ' ' };

function unescapedString(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code?: string, character = '') =>
    code === undefined ? (ESCAPES[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
