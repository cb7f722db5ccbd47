/** A value in a text. Objects have no prototype, so that no key of a text can reach one. */
export type Value = string | number | Fields | readonly Value[];
export interface Fields {
  readonly [key: string]: Value;
}

/** A text or a number as a text; empty for objects and lists: these have no text, since they have no prototype. */
export function scalarText(value: Value | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** `(`: the arguments of a call, which are fields, too. */
export type Bracket = '{' | '[' | '(';

/** Fields whose values are single words. In any other a word without quotes may be the beginning of a text. */
const IDENTIFYING = /^(?:id|task_?id|video_id|object|status|task_status|model)$/i;

/** An object, a list or a call that is being read: the values so far, and what the next value will be. */
export class Frame {
  /** Of an object or a call. */
  readonly fields: Record<string, Value> | undefined;
  private readonly list: Value[] = [];
  /** Words without quotes in the place of values, by their keys. */
  private readonly words = new Map<string, string>();
  private hasText = false;
  /** A text that is a key if a colon or an equals sign follows. */
  private last: string | undefined;
  private key: string | undefined;

  constructor(readonly bracket: Bracket) {
    this.fields = bracket === '[' ? undefined : Object.create(null);
  }

  get value(): Fields | readonly Value[] {
    return this.fields ?? this.list;
  }

  /** Adds a value under the key before it. The first value of a key counts. @returns whether it has a place here */
  add(value: Value): boolean {
    const { fields, key } = this;
    if (!fields) this.list.push(value);
    else if (key !== undefined && !(key in fields)) fields[key] = value;
    this.key = undefined;
    return !fields || key !== undefined;
  }

  addText(text: string): void {
    if (this.isValueNext) this.hasText = true;
    this.addScalar(text);
  }

  addScalar(value: string | number): void {
    if (this.isValueNext) this.add(value);
    else this.last = String(value);
  }

  /** A word without quotes is a key; or the name of a variable, unless the whole frame turns out to have no quotes. */
  addWord(word: string): void {
    const { key } = this;
    if (!this.isValueNext) this.last = word;
    else if (key !== undefined && IDENTIFYING.test(key)) this.words.set(inSmallLetters(key), word);
    this.key = undefined;
  }

  /** Nothing else comes. Java, Go, C# and Dart print values without quotes: then all words were values. */
  end(): void {
    const { fields } = this;
    if (!fields || this.hasText) return;
    for (const [key, word] of this.words) if (!(key in fields)) fields[key] = word;
  }

  /** In a list, or behind a key. */
  private get isValueNext(): boolean {
    return !this.fields || this.key !== undefined;
  }

  /** A colon or an equals sign: the text before it is the key of the next value. */
  nameNext(): void {
    if (this.last === undefined) return;
    this.key = this.last;
    this.last = undefined;
  }

  /** A comma: the next value is another one. */
  separate(): void {
    this.key = undefined;
    this.last = undefined;
  }
}

/** Go and C# begin the names of fields with capitals: `ID`, `Object`. */
function inSmallLetters(key: string): string {
  return /^[A-Z]/.test(key) ? key.toLowerCase() : key;
}
