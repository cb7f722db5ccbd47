import { detached } from '../base/detached';
import { agreed, MOST_READ_CHARACTERS, moved } from './placedReferences';
import { type PlacedReference, placedInSection } from './section';
import { MOST_SECTION_CHARACTERS, sectionEnd } from './sections';
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
  readonly length: number;
  /** Counts from the beginning of the section; undefined until it is read. */
  found?: Found;
}

interface SectionStart {
  readonly index: number;
  readonly start: number;
}

/** What was found in a section. `readLength`: what reading it cost, 0 where nothing may name an operation. */
interface Found {
  readonly placed: readonly PlacedReference[];
  readonly readLength: number;
}

/**
 * The references in a document that is edited. After an edit only the sections around it are divided and read again, so that
 * a keystroke costs the same in a long document. Sections are read when their references are wanted.
 */
export class DocumentScan {
  private sections: Section[];

  constructor(private text: string) {
    this.sections = sectionsOf(text);
  }

  /** In UTF-16 units, to compare with that of the document. */
  get length(): number {
    return this.text.length;
  }

  /** Follows an edit of the document. Edits of one event count from the text before it: give the last one in the text first. */
  edit({ start, removedLength, inserted }: TextEdit): void {
    this.text = this.text.slice(0, start) + inserted + this.text.slice(start + removedLength);
    const first = this.firstTouchedBy(start);
    const known = this.indexesFrom(first);
    const moves = inserted.length - removedLength;
    const made: Section[] = [];
    let next = this.sections.length;
    for (let at = first.start; at < this.text.length; ) {
      const same = at < start + inserted.length ? undefined : known.get(at - moves);
      if (same !== undefined) {
        next = same;
        break;
      }
      const length = sectionEnd(this.text, at) - at;
      const before = this.sections[known.get(at) ?? -1];
      made.push(before?.length === length && at + length <= start ? before : { length });
      at += length;
    }
    this.sections = [...this.sections.slice(0, first.index), ...made, ...this.sections.slice(next)];
  }

  /** The references in a range, or in all of the document, in order. Of a range only its sections are read. */
  references(range: TextRange = { start: 0, end: this.text.length }): PlacedReference[] {
    const placed: PlacedReference[] = [];
    let [at, read] = [0, 0];
    for (const section of this.sections) {
      const end = at + section.length;
      if (at > range.end || read >= MOST_READ_CHARACTERS) break;
      if (end >= range.start) {
        const { placed: found, readLength } = this.read(section, at);
        read += readLength;
        for (const one of found) placed.push(moved(one, at));
      }
      at = end;
    }
    return agreed(placed).filter(({ start, end }) => start <= range.end && end >= range.start);
  }

  private read(section: Section, at: number): Found {
    const text = this.text.slice(at, at + section.length);
    section.found ??= mayNameOperation(text)
      ? { placed: placedInSection(detached(text)), readLength: text.length }
      : { placed: [], readLength: 0 };
    return section.found;
  }

  /** The first section whose end may depend on what stands at `at`. */
  private firstTouchedBy(at: number): SectionStart {
    let [index, start] = [0, 0];
    for (const { length } of this.sections) {
      if (start + MOST_SECTION_CHARACTERS + 1 >= at) break;
      index++;
      start += length;
    }
    return { index, start };
  }

  /** The index of each section from this one on, by the place where it begins. */
  private indexesFrom({ index, start }: SectionStart): Map<number, number> {
    const indexes = new Map<number, number>();
    let at = start;
    for (const [i, { length }] of this.sections.slice(index).entries()) {
      indexes.set(at, index + i);
      at += length;
    }
    return indexes;
  }
}

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  for (let at = 0; at < text.length; ) {
    const end = sectionEnd(text, at);
    sections.push({ length: end - at });
    at = end;
  }
  return sections;
}
