import { detached } from '../base/detached';
import { isWholeName } from './cutNames';
import { lineTime } from './lineTime';
import type { Reference } from './reference';
import { ReturnedNames } from './returnedNames';
import { type PlacedReference, placedInSection } from './section';
import { MAX_SECTION_CHARACTERS, sectionEnd } from './sections';
import { withoutTerminalEscapes } from './terminalEscapes';
import { holdsTrigger } from './triggers';

/** A reference in what a program prints. */
export interface PrintedReference {
  readonly reference: Reference;
  /** ISO 8601 UTC: the time in the line of a log, where there is one. */
  readonly writtenAt?: string;
}

/** Whether a section goes on, may go on, or not. */
type State = 'flowing' | 'pausing' | 'ended';

/** In characters: no trigger is longer, so that one that is cut by chunks is seen. */
const TRIGGER_CHARACTERS = 64;

/**
 * Finds references in a text that comes in chunks, cut anywhere. It keeps the section that may still go on, and so needs the
 * same memory however long the text is. Each reference is returned once, and once more when its address is told.
 */
export class ReferenceStream {
  /** Begins where a section does. */
  private rest = '';
  /** The end of `rest`: V8 would join all chunks each time that a part of `rest` is taken. */
  private tail = '';
  private restHoldsTrigger = false;
  /** Whether something came since the last pause. */
  private isNew = false;
  /** In characters: how much of `rest` was read ahead. */
  private readAhead = 0;
  private latest: { readonly section: string; readonly placed: readonly PlacedReference[] } | undefined;
  private readonly returned = new ReturnedNames();

  /** @param now in ms since 1970: tells the year and the zone of lines that do not */
  constructor(private readonly now: () => number = Date.now) {}

  /** @returns what the text names up to here that was not returned before; nothing of an answer that still goes on */
  push(chunk: string): readonly PrintedReference[] {
    this.isNew = true;
    const seam = this.tail + chunk;
    this.restHoldsTrigger ||= holdsTrigger(seam);
    this.tail = seam.slice(-TRIGGER_CHARACTERS);
    this.rest += chunk;
    if (!this.restHoldsTrigger) this.forgetOldLines();
    else if (/[\r\n]/.test(chunk) || this.rest.length > MAX_SECTION_CHARACTERS) {
      return [...this.readSections(), ...this.readLines()];
    }
    return [];
  }

  /**
   * The text pauses: what is there is read, and kept, for it may go on. A name at the end of an unfinished line is returned
   * only if it is whole by its form.
   */
  pause(): readonly PrintedReference[] {
    if (!this.restHoldsTrigger || !this.isNew) return [];
    this.isNew = false;
    return this.printed(this.rest, 'pausing');
  }

  /** The text has ended: what is left is read as it is. */
  end(): readonly PrintedReference[] {
    const rest = this.restHoldsTrigger ? this.rest : '';
    this.keep('');
    this.tail = '';
    const found: PrintedReference[] = [];
    for (let from = 0; from < rest.length; ) {
      const end = sectionEnd(rest, from);
      found.push(...this.printed(rest.slice(from, end), 'ended'));
      from = end;
    }
    return found;
  }

  /** Reads the sections of which the end is sure. */
  private readSections(): PrintedReference[] {
    const { rest } = this;
    const lastLine = rest.lastIndexOf('\n') + 1;
    const found: PrintedReference[] = [];
    let from = 0;
    for (;;) {
      const end = sectionEnd(rest, from);
      const isSure = end < lastLine || rest.length - from > MAX_SECTION_CHARACTERS;
      if (!isSure) break;
      found.push(...this.printed(rest.slice(from, end), 'ended'));
      from = end;
    }
    if (from > 0) this.keep(rest.slice(from));
    return found;
  }

  /** Reads the lines so far of a section that may go on, unless it is an answer in the middle. */
  private readLines(): PrintedReference[] {
    const { rest } = this;
    const end = Math.max(rest.lastIndexOf('\n'), rest.lastIndexOf('\r')) + 1;
    const lines = rest.slice(0, end);
    if (
      end <= this.readAhead ||
      !holdsTrigger(rest.slice(Math.max(0, this.readAhead - TRIGGER_CHARACTERS), end))
    )
      return [];
    if (isOpen(lines)) return [];
    const found = this.printed(lines, 'flowing');
    this.readAhead = end;
    this.forgetRewritten();
    return found;
  }

  /** Of a line that a program writes again and again, the last two are enough. */
  private forgetRewritten(): void {
    const { rest } = this;
    const last = rest.lastIndexOf('\r');
    if (last < 0 || rest.includes('\n', last)) return;
    const lineStart = rest.lastIndexOf('\n') + 1;
    const previous = rest.lastIndexOf('\r', last - 1);
    const kept = previous < lineStart ? lineStart : rest.lastIndexOf('\r', previous - 1) + 1;
    if (kept <= lineStart) return;
    this.rest = detached(rest.slice(0, lineStart) + rest.slice(kept));
    this.readAhead = Math.min(this.readAhead, this.rest.length);
  }

  /** A text without a trigger is nothing but what may stand before a name: the beginning of an answer, a label. */
  private forgetOldLines(): void {
    const { rest } = this;
    if (rest.length <= 2 * MAX_SECTION_CHARACTERS) return;
    const from = rest.length - MAX_SECTION_CHARACTERS;
    this.rest = detached(rest.slice(rest.indexOf('\n', from) + 1 || from));
  }

  private keep(rest: string): void {
    this.rest = detached(rest);
    this.restHoldsTrigger = holdsTrigger(rest);
    this.readAhead = 0;
  }

  private printed(section: string, state: State): PrintedReference[] {
    // Programs that print one line for ever print equal sections.
    const placed = section === this.latest?.section ? this.latest.placed : placedInSection(section);
    if (state === 'ended') this.latest = { section, placed };
    const settled = placed.filter((one) => isSettled(one, section, state));
    return settled.flatMap((one) => {
      const reference = this.returned.add(one.reference);
      if (!reference) return [];
      const writtenAt = lineTime(lineBefore(section, one.start), this.now());
      return [{ reference, ...(writtenAt !== undefined && { writtenAt }) }];
    });
  }
}

/** Whether a name is whole: by its form, or because something follows that cannot be a part of it. */
function isSettled({ reference, end }: PlacedReference, section: string, state: State): boolean {
  if (state === 'ended') return true;
  if (state === 'flowing' && isInLastRow(end, section)) return false;
  if (isWholeName(reference.name)) return true;
  const behind = section.slice(end);
  // A line end may be one that a program made at the edge of the screen, unless nothing comes behind it.
  return (state === 'pausing' ? behind : behind.trim()) !== '';
}

/** What a row of a table begins with: its cells may go on in the next row, and what is there may look whole. */
const ROW_BEGINNING = /^\s*[│┃║┆┊|]/;

/** Whether a place is in the last line that was printed, and that is the row of a table. */
function isInLastRow(place: number, section: string): boolean {
  const from = section.trimEnd().lastIndexOf('\n') + 1;
  return place >= from && ROW_BEGINNING.test(withoutTerminalEscapes(section.slice(from)));
}

/** Whether brackets are open, so that the section is an answer that goes on. */
function isOpen(lines: string): boolean {
  const brackets = withoutTerminalEscapes(lines).match(/[{}[\]]/g) ?? [];
  return brackets.reduce((depth, one) => depth + (one === '{' || one === '[' ? 1 : -1), 0) > 0;
}

/** The part of a line before a place. */
function lineBefore(section: string, at: number): string {
  return withoutTerminalEscapes(section.slice(section.lastIndexOf('\n', at - 1) + 1, at));
}
