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

/** An object, a list or a call that is being read: the values so far, and what the next value will be. */
export class Frame {
  /** Of an object or a call. */
  readonly fields: Record<string, Value> | undefined;
  private readonly list: Value[] = [];
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

  addScalar(value: string | number): void {
    if (this.fields && this.key === undefined) this.last = String(value);
    else this.add(value);
  }

  /** A word without quotes is a key, or the name of a variable, of which we do not know the value. */
  addWord(word: string | number): void {
    if (typeof word === 'number') this.addScalar(word);
    else if (this.fields && this.key === undefined) this.last = word;
    else this.key = undefined;
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
