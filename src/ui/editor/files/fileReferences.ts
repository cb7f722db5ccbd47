import type * as vscode from 'vscode';
import { MAX_READ_CHARACTERS, placedReferences } from '../../../references/placedReferences';
import type { Reference } from '../../../references/reference';
import { ReferenceStream } from '../../../references/referenceStream';
import type { Log } from '../../log';
import { type FileText, readFileText } from './fileText';

/** More than a list can show; what follows in the files is not read. */
const MAX_REFERENCES = 10_000;
const READ_AHEAD_FILES = 16;
/** Of each file that is kept until those before it are read. */
const MAX_AHEAD_BYTES = 1024 * 1024;

/** What files name. */
export interface FoundInFiles {
  /** Each operation once, in the order of the files. */
  readonly references: readonly Reference[];
  /** How many files name one. */
  readonly filesWithSome: number;
  readonly unreadable: readonly UnreadableFile[];
  /** Whether there are more operations than can be read. */
  readonly isCutOff: boolean;
}

/** A file that could not be read; `failed`: the log says why. */
export type UnreadableFile = { readonly uri: vscode.Uri } & (
  | { readonly kind: 'noFile' | 'failed' }
  | { readonly kind: 'tooLarge'; readonly maxMegabytes: number }
);

/** What came of reading a file. */
type Outcome = FileText | { readonly kind: 'failed'; readonly error: string };

async function outcomeOf(uri: vscode.Uri, maxBytes?: number): Promise<Outcome> {
  return readFileText(uri, maxBytes).catch((error) => ({ kind: 'failed', error: String(error) }));
}

/** Collects the references of files. */
export class FileReferences {
  private readonly references = new Map<string, Reference>();
  /** Names that were found in an address. */
  private readonly addressed = new Set<string>();
  private readonly unreadable: UnreadableFile[] = [];
  private filesWithSome = 0;

  constructor(private readonly log: Log) {}

  get found(): FoundInFiles {
    const { filesWithSome, unreadable } = this;
    return { references: [...this.references.values()], filesWithSome, unreadable, isCutOff: this.isFull };
  }

  get isFull(): boolean {
    return this.references.size >= MAX_REFERENCES;
  }

  /**
   * Reads files, in their order. One that cannot be read is counted; a binary one is not, since it is no text. Small files are
   * read several at a time: VS Code takes milliseconds for each answer.
   *
   * @param began is called with the number of files before the one that is read now
   * @throws the reason of `signal`
   */
  async read(files: readonly vscode.Uri[], signal: AbortSignal, began: (at: number) => void): Promise<void> {
    for (let from = 0; from < files.length && !this.isFull; from += READ_AHEAD_FILES) {
      const group = files.slice(from, from + READ_AHEAD_FILES);
      const ahead = await Promise.all(group.map((uri) => outcomeOf(uri, MAX_AHEAD_BYTES)));
      for (const [at, uri] of group.entries()) {
        signal.throwIfAborted();
        began(from + at);
        const known = ahead[at];
        await this.take(uri, !known || known.kind === 'notSmall' ? await outcomeOf(uri) : known, signal);
      }
    }
  }

  private async take(uri: vscode.Uri, file: Outcome, signal: AbortSignal): Promise<void> {
    if (file.kind === 'failed') this.log.warn(`Not read: ${uri.toString(true)}: ${file.error}`);
    if (file.kind === 'failed' || file.kind === 'tooLarge' || file.kind === 'noFile') {
      this.unreadable.push({ uri, ...file });
    }
    if (file.kind !== 'text' || this.isFull) return;
    let isAny = false;
    for await (const references of referencesIn(file.pieces)) {
      signal.throwIfAborted();
      if (references.length > 0) isAny = true;
      this.add(references);
      if (this.isFull) break;
    }
    if (isAny) this.filesWithSome++;
  }

  /** A name alone and the same name in an address, perhaps in another file, are one operation. */
  private add(references: readonly Reference[]): void {
    for (const one of references) {
      const { root, name } = one;
      const key = `${root ?? ''} ${name}`;
      const isKnown = this.references.has(key) || (root === undefined && this.addressed.has(name));
      if (this.isFull || isKnown) continue;
      if (root !== undefined) {
        this.addressed.add(name);
        this.references.delete(` ${name}`);
      }
      this.references.set(key, one);
    }
  }
}

/**
 * A long text is not kept, and what names operations at its end is read, too. Between two pieces the extension host does
 * other work; a file of one piece does not wait for that, since thousands of them would take long.
 */
async function* referencesIn(pieces: Iterable<string>): AsyncIterable<readonly Reference[]> {
  let text = '';
  let stream: ReferenceStream | undefined;
  for (const piece of pieces) {
    if (text !== '' || stream) await nextTurn();
    if (stream) yield namedIn(stream.push(piece));
    else text += piece;
    if (!stream && text.length > MAX_READ_CHARACTERS) {
      stream = new ReferenceStream();
      yield namedIn(stream.push(text));
      text = '';
    }
  }
  yield namedIn(stream ? stream.end() : placedReferences(text));
}

function namedIn(found: readonly { readonly reference: Reference }[]): readonly Reference[] {
  return found.map(({ reference }) => reference);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
