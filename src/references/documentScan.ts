import { detached } from '../base/detached';
import { agreed, MAX_READ_CHARACTERS, moved } from './placedReferences';
import { type PlacedReference, placedInSection } from './section';
import { MAX_SECTION_CHARACTERS, sectionEnd } from './sections';
import { mayNameOperation } from './triggers';

/** A change of a text: at `start`, `removedLength` UTF-16 units gave way to `inserted`. */
interface TextEdit {
  readonly start: number;
  readonly removedLength: number;
  readonly inserted: string;
}

/** A part of a text, from `start` to `end` in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

interface Section {
  readonly text: string;
  /** Counts from the beginning of the section; undefined until it is read. */
  found?: Found;
}

/** What was found in a section. `readLength`: what reading it cost, 0 where nothing may name an operation. */
interface Found {
  readonly placed: readonly PlacedReference[];
  readonly readLength: number;
}

/** Sections that an edit may divide otherwise: from `first` on, which begins at `start` in the text, and before `end`. */
interface Touched {
  readonly first: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The references in a document that is edited. After an edit only the sections around it are divided and read again, so that
 * a keystroke costs the same in a long document. Sections are read when their references are wanted.
 */
export class DocumentScan {
  private sections: Section[];
  private characters: number;

  constructor(text: string) {
    this.sections = sectionsOf(text);
    this.characters = text.length;
  }

  /** In UTF-16 units, to compare with that of the document. */
  get length(): number {
    return this.characters;
  }

  /** Follows an edit of the document. Edits of one event count from the text before it: give the last one in the text first. */
  edit(edit: TextEdit): void {
    const { first, start, end } = this.touchedBy(edit);
    const before = this.sections.slice(first, end);
    const text = edited(before.map((one) => one.text).join(''), { ...edit, start: edit.start - start });
    const { made, next } = this.divided(text, end);
    const known = new Map(before.map((one) => [one.text, one]));
    const after = made.map((one) => known.get(one.text) ?? one);
    this.sections = [...this.sections.slice(0, first), ...after, ...this.sections.slice(next)];
    this.characters += edit.inserted.length - edit.removedLength;
  }

  /** The references in a range, or in all of the document, in order. Of a range only its sections are read. */
  references(range: TextRange = { start: 0, end: this.length }): PlacedReference[] {
    const placed: PlacedReference[] = [];
    let [at, read] = [0, 0];
    for (const section of this.sections) {
      const end = at + section.text.length;
      if (at > range.end || read >= MAX_READ_CHARACTERS) break;
      if (end >= range.start) {
        const { placed: found, readLength } = readOnce(section);
        read += readLength;
        for (const one of found) placed.push(moved(one, at));
      }
      at = end;
    }
    return agreed(placed).filter(({ start, end }) => start <= range.end && end >= range.start);
  }

  private touchedBy({ start: from, removedLength }: TextEdit): Touched {
    let [first, start] = [0, 0];
    // The end of a section may depend on what stands so far behind its beginning.
    for (const { text } of this.sections) {
      if (start + MAX_SECTION_CHARACTERS + 1 >= from) break;
      first++;
      start += text.length;
    }
    let [end, at] = [first, start];
    while (end < this.sections.length && at <= from + removedLength) at += this.textOf(end++).length;
    return { first, start, end };
  }

  /**
   * Divides a text that the sections from the one at `next` on follow, with as many of these as are divided otherwise now.
   * The first section that stays as it is is at the `next` that is returned.
   */
  private divided(text: string, next: number): { made: Section[]; next: number } {
    const made: Section[] = [];
    // Where each section begins that was not divided by now; the last place is the end of the text.
    const begins = new Map([[text.length, next]]);
    let [ahead, last, at] = [text, next, 0];
    for (let same: number | undefined; same === undefined && at < ahead.length; same = begins.get(at)) {
      while (ahead.length <= at + MAX_SECTION_CHARACTERS + 1 && last < this.sections.length) {
        ahead += this.textOf(last++);
        begins.set(ahead.length, last);
      }
      const end = sectionEnd(ahead, at);
      made.push({ text: ahead.slice(at, end) });
      at = end;
    }
    return { made, next: begins.get(at) ?? next };
  }

  private textOf(index: number): string {
    return this.sections[index]?.text ?? '';
  }
}

function readOnce(section: Section): Found {
  const { text } = section;
  section.found ??= mayNameOperation(text)
    ? { placed: placedInSection(detached(text)), readLength: text.length }
    : { placed: [], readLength: 0 };
  return section.found;
}

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  for (let at = 0; at < text.length; ) {
    const end = sectionEnd(text, at);
    sections.push({ text: text.slice(at, end) });
    at = end;
  }
  return sections;
}

function edited(text: string, { start, removedLength, inserted }: TextEdit): string {
  return text.slice(0, start) + inserted + text.slice(start + removedLength);
}
